namespace KnowledgeGraph.ReadModel.Columns;

/// <summary>
/// Where a text stands in the blobs of a snapshot: as a JSON token in UTF-8, quotes included (for a list of texts: as
/// a JSON array). Three 32-bit integers in this order, so that a span of them can be read as what an engine wants.
/// </summary>
/// <param name="Blob">The blob; in even ones raw and escaped text are the same bytes, in odd ones not.</param>
/// <param name="Offset">The first byte.</param>
/// <param name="Length">Bytes; 0 where there is no text.</param>
public readonly record struct TextSlice(int Blob, int Offset, int Length)
{
    public bool IsMissing => Length == 0;

    /// <summary>Something in it is escaped: the raw text has to be made.</summary>
    public bool IsEscaped => (Blob & 1) != 0;
}
