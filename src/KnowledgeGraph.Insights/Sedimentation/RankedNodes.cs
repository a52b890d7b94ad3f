using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Sedimentation;

/// <summary>A node and what it is ordered by.</summary>
public readonly record struct RankedNode(int Node, double Score);

/// <summary>
/// Nodes with scores of at least 0, the highest first, then by the bytes of their ids. They are kept in no order: a
/// page looks at each once and keeps the best, which costs less than sorting a million for twenty. Immutable.
/// </summary>
public sealed class RankedNodes(RankedNode[] nodes, TextColumn ids)
{
    public static RankedNodes None { get; } = new([], default);

    /// <summary>In no order.</summary>
    public IReadOnlyList<RankedNode> All => nodes;

    public int Count => nodes.Length;

    /// <summary>Those of them that are kept.</summary>
    public RankedNodes Where(Func<RankedNode, bool> keeps) => new([.. nodes.Where(keeps)], ids);

    /// <summary>The first, or the first after a place.</summary>
    /// <param name="after">A score and an id as its JSON token; null for the beginning.</param>
    /// <param name="first">How many.</param>
    /// <param name="skipped">How many come before them.</param>
    public RankedNode[] Page((double Score, byte[] Token)? after, int first, out int skipped)
    {
        skipped = 0;
        var best = new PriorityQueue<RankedNode, RankedNode>(first + 1, new WorstFirst(ids));
        foreach (var node in nodes)
        {
            if (after is { } place && Compare(node, place.Score, place.Token) <= 0)
            {
                skipped++;
                continue;
            }

            if (best.Count < first) best.Enqueue(node, node);
            else if (first > 0 && node.Score >= best.Peek().Score) best.EnqueueDequeue(node, node);
        }

        var page = new RankedNode[best.Count];
        for (var at = page.Length; at > 0;) page[--at] = best.Dequeue();
        return page;
    }

    private int Compare(RankedNode node, double score, ReadOnlySpan<byte> token)
    {
        var byScore = score.CompareTo(node.Score);
        return byScore != 0 ? byScore : ids.Token(node.Node).SequenceCompareTo(token);
    }

    private sealed class WorstFirst(TextColumn ids) : IComparer<RankedNode>
    {
        public int Compare(RankedNode one, RankedNode other)
        {
            var byScore = one.Score.CompareTo(other.Score);
            return byScore != 0 ? byScore : ids.Token(other.Node).SequenceCompareTo(ids.Token(one.Node));
        }
    }
}
