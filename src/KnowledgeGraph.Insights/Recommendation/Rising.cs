using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>What is new and busy: the newest of each kind by what was done with them, less the longer ago.</summary>
internal static class Rising
{
    private const int NewestMax = 300;
    private const int InteractionsMax = 500;
    private const double HalfLifeDays = 30;

    private static readonly NodeKind[] Kinds =
        [NodeKind.Document, NodeKind.Course, NodeKind.CodeRepository, NodeKind.Activity];

    /// <summary>Nodes and scores, best first.</summary>
    public static IReadOnlyList<(int Node, double Score)> Of(GraphReader reader, long now)
    {
        // By the day, so that it is made once for each version, class of readers and day.
        var day = now / TimeSpan.TicksPerDay;
        return reader.OncePerMask(new Key(day), shared => new Found(Make(shared, (day + 1) * TimeSpan.TicksPerDay)))
            .Nodes;
    }

    private static List<(int Node, double Score)> Make(GraphReader reader, long now)
    {
        var rows = new ReaderRows(reader, now, HalfLifeDays);
        var found = new List<(int Node, double Score)>();
        foreach (var kind in Kinds)
        {
            var nodes = reader.Nodes(kind);
            var newest = new int[Math.Min(NewestMax, nodes.Count)];
            nodes.CopyTo(0, newest);
            foreach (var node in newest)
            {
                var score = ScoreOf(node, reader, rows);
                if (score > 0) found.Add((node, Digits.Nine(score)));
            }
        }

        found.Sort((left, right) => right.Score != left.Score
            ? right.Score.CompareTo(left.Score)
            : reader.Ids.Token(left.Node).SequenceCompareTo(reader.Ids.Token(right.Node)));
        return found;
    }

    private static double ScoreOf(int node, GraphReader reader, ReaderRows rows)
    {
        var (score, looks) = (0.0, 0);
        foreach (var relation in WalkRelations.All[WalkRelations.ItemMembers].Relations)
        {
            foreach (var (_, edge) in reader.Follow(relation, node))
            {
                if (++looks > InteractionsMax) return score;
                score += rows.WeightOf(edge);
            }
        }

        return score;
    }

    private sealed record Key(long Day);

    private sealed record Found(IReadOnlyList<(int Node, double Score)> Nodes);
}
