namespace KnowledgeGraph.Insights.Sedimentation;

/// <summary>Work on many nodes, on all cores, in the order that one core would give.</summary>
internal static class NodeRanges
{
    private const int RangeSize = 8_192;

    /// <summary>What each range of nodes gives, in order.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="read">Reads one range; called by several threads at once.</param>
    public static T[] Read<T>(int[] nodes, Func<ArraySegment<int>, T> read)
    {
        var results = new T[(nodes.Length + RangeSize - 1) / RangeSize];
        if (results.Length == 1)
        {
            results[0] = read(nodes);
            return results;
        }

        Parallel.For(0, results.Length, range => results[range] = read(new ArraySegment<int>(
            nodes, range * RangeSize, Math.Min(RangeSize, nodes.Length - (range * RangeSize)))));
        return results;
    }
}
