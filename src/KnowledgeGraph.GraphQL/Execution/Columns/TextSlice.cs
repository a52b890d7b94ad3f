namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Where a text stands among the blobs of its column: a finished JSON token, quotes included and escaped, that is
/// copied into the response as it is. A length of 0 is null.
/// </summary>
/// <param name="Blob">The index of the blob.</param>
/// <param name="Offset">The offset of the opening quote.</param>
/// <param name="Length">The length with both quotes.</param>
public readonly record struct TextSlice(int Blob, int Offset, int Length)
{
    public static TextSlice Null => default;
}
