namespace KnowledgeGraph.Insights.Sedimentation;

/// <summary>Work on many documents, on all cores, in the order that one core would give.</summary>
internal static class DocumentRanges
{
    private const int RangeSize = 8_192;

    /// <summary>What each range of documents gives, in order.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="read">Reads one range; called by several threads at once.</param>
    public static T[] Read<T>(int[] documents, Func<ArraySegment<int>, T> read)
    {
        var results = new T[(documents.Length + RangeSize - 1) / RangeSize];
        if (results.Length == 1)
        {
            results[0] = read(documents);
            return results;
        }

        Parallel.For(0, results.Length, range => results[range] = read(new ArraySegment<int>(
            documents, range * RangeSize, Math.Min(RangeSize, documents.Length - (range * RangeSize)))));
        return results;
    }
}
