using System.Numerics;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Sedimentation;

/// <summary>Work on many nodes, on all cores, in the order that one core would give.</summary>
internal static class NodeRanges
{
    private const int RangeSize = 8_192;

    /// <summary>
    /// The nodes of a kind as they stand in memory, which is read from end to end several times faster than in the
    /// order of a list: for what comes in no order.
    /// </summary>
    public static int[] ByOrdinal(GraphReader reader, NodeKind kind)
    {
        var nodes = reader.Nodes(kind).ToArray();
        var words = new ulong[(reader.NodeCapacity + 63) >> 6];
        foreach (var node in nodes) words[node >> 6] |= 1UL << node;
        var place = 0;
        for (var word = 0; word < words.Length; word++)
        {
            for (var bits = words[word]; bits != 0; bits &= bits - 1)
                nodes[place++] = (word << 6) + BitOperations.TrailingZeroCount(bits);
        }

        return nodes;
    }

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
