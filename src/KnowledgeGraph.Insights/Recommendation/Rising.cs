using System.Runtime.InteropServices;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// What the community does now: of the newest of each kind, and of what most was done with, each by what was done with
/// it, less the longer ago.
/// </summary>
internal static class Rising
{
    private const int NewestMax = 300;
    private const int BusiestMax = 300;
    private const int InteractionsMax = 64;
    private const double HalfLifeDays = 90;

    // Above it degrees are not told apart.
    private const int DegreeMax = 1 << 14;

    private static readonly NodeKind[] Kinds =
        [NodeKind.Document, NodeKind.Course, NodeKind.CodeRepository, NodeKind.Activity];

    /// <summary>Nodes and scores, best first.</summary>
    /// <param name="Nodes">At most as many as are looked at; each with its score.</param>
    /// <param name="Unit">What a score of 1 is as a share of all that is done.</param>
    public sealed record Found(IReadOnlyList<(int Node, double Score)> Nodes, double Unit);

    public static Found Of(GraphReader reader, long now)
    {
        // By the day, so that it is made once for each version, class of readers and day.
        var day = now / TimeSpan.TicksPerDay;
        return reader.OncePerMask(new Key(day), shared => Make(shared, (day + 1) * TimeSpan.TicksPerDay));
    }

    private static Found Make(GraphReader reader, long now)
    {
        var rows = new ReaderRows(reader, now, HalfLifeDays);
        var (candidates, all) = Candidates(reader, rows);
        var found = new List<(int Node, double Score)>();
        var (sum, done) = (0.0, 0L);
        var members = new Dictionary<int, float>();
        foreach (var node in candidates)
        {
            var score = ScoreOf(node, reader, rows, members);
            if (score <= 0) continue;
            found.Add((node, Digits.Nine(score)));
            sum += score;
            done += rows.Degree(WalkRelations.ItemMembers, node);
        }

        found.Sort((left, right) => right.Score != left.Score
            ? right.Score.CompareTo(left.Score)
            : reader.Ids.Token(left.Node).SequenceCompareTo(reader.Ids.Token(right.Node)));
        // What these have of all that was ever done stands for what they have of what is done now.
        return new(found, sum > 0 ? Digits.Nine((double)done / all / sum) : 0);
    }

    // And how many interactions there are altogether.
    private static (HashSet<int> Nodes, long All) Candidates(GraphReader reader, ReaderRows rows)
    {
        var candidates = new HashSet<int>();
        foreach (var kind in Kinds)
        {
            var nodes = reader.Nodes(kind);
            var newest = new int[Math.Min(NewestMax, nodes.Count)];
            nodes.CopyTo(0, newest);
            candidates.UnionWith(newest);
        }

        // How many nodes there are of each degree; from the largest down there is room for whole degrees only, so that
        // the order of nodes does not matter.
        var (counts, all) = (new int[DegreeMax + 1], 0L);
        for (var node = 0; node < reader.NodeCapacity; node++)
        {
            var degree = DegreeOf(node, reader, rows);
            counts[Math.Min(degree, DegreeMax)]++;
            all += degree;
        }

        var (least, room) = (DegreeMax + 1, BusiestMax);
        while (least > 1 && (room -= counts[least - 1]) >= 0) least--;
        for (var node = 0; node < reader.NodeCapacity && least <= DegreeMax; node++)
        {
            if (DegreeOf(node, reader, rows) >= least) candidates.Add(node);
        }

        return (candidates, all);
    }

    // In the order in which nodes lie in memory: most have none, and need not be looked at further.
    private static int DegreeOf(int node, GraphReader reader, ReaderRows rows)
    {
        if (!reader.Mask.Sees(node)) return 0;
        var degree = rows.Degree(WalkRelations.ItemMembers, node);
        return degree > 0 && reader.KindOf(node) is NodeKind.Member or NodeKind.Topic ? 0 : degree;
    }

    // Each member counts once, by what of it says most: what few do again and again is not busy.
    private static double ScoreOf(int node, GraphReader reader, ReaderRows rows, Dictionary<int, float> members)
    {
        members.Clear();
        foreach (var relation in WalkRelations.All[WalkRelations.ItemMembers].Relations)
        {
            var looks = 0;
            foreach (var (member, edge) in reader.Follow(relation, node))
            {
                if (looks++ == InteractionsMax) break;
                ref var most = ref CollectionsMarshal.GetValueRefOrAddDefault(members, member, out _);
                most = Math.Max(most, rows.WeightOf(edge));
            }
        }

        var score = 0.0;
        foreach (var most in members.Values) score += most;
        return score;
    }

    private sealed record Key(long Day);
}
