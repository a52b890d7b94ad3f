namespace KnowledgeGraph.Import;

/// <summary>How far an import or an export is.</summary>
/// <param name="Step">What is being read, for instance a file's name.</param>
/// <param name="BytesRead">Bytes (or other units of work) done, of all steps together.</param>
/// <param name="BytesTotal">All of it; 0 where nobody knows.</param>
/// <param name="Records">Records read so far.</param>
public readonly record struct ImportProgress(string Step, long BytesRead, long BytesTotal, long Records)
{
    /// <summary>The part that is done, 0 to 1; null where the total is not known.</summary>
    public double? Fraction => BytesTotal > 0 ? Math.Min(1, (double)BytesRead / BytesTotal) : null;
}
