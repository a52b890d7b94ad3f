using KnowledgeGraph.Insights.Contribution.Events;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Contribution.Flow;

/// <summary>Reads the flow of a version and a window off its edges.</summary>
public static class FlowReading
{
    // What one use of each type is worth. One member uses one thing once, by the most that it did with it.
    private static readonly (EdgeType Type, double Worth)[] Uses =
    [
        (EdgeType.Viewed, 0.2), (EdgeType.Liked, 1), (EdgeType.Bookmarked, 1), (EdgeType.Commented, 0.5),
        (EdgeType.Shared, 1), (EdgeType.Enrolled, 0.5), (EdgeType.Completed, 1), (EdgeType.Rated, 0.5),
    ];

    private static readonly (EdgeType Type, NodeKind From, double Weight)[] Bases =
    [
        (EdgeType.DerivedFrom, NodeKind.Document, 1), (EdgeType.References, NodeKind.Document, 0.5),
        (EdgeType.Answers, NodeKind.Document, 0.25), (EdgeType.Includes, NodeKind.Course, 1),
        (EdgeType.Includes, NodeKind.CodeRepository, 1),
    ];

    /// <summary>The flow that a reader sees; kept with the version, the latest few windows.</summary>
    public static CreditFlow Of(GraphReader reader, RuleSet rules, ScoringWindow window) =>
        reader.OncePerMask(typeof(FlowReading), shared => new Kept(shared)).Get(rules, window);

    /// <summary>Reads it anew.</summary>
    public static FlowGraph Read(GraphReader reader, RuleSet rules, ScoringWindow window)
    {
        var builder = new FlowGraph.Builder();
        var members = reader.Nodes(NodeKind.Member).ToArray();
        AddMakers(reader, members, builder);
        foreach (var (type, from, weight) in Bases)
        {
            var relation = Relations.Of(type, EdgeDirection.Out, NodeKind.Document);
            foreach (var node in reader.Nodes(from).ToArray())
            {
                foreach (var (target, _) in reader.Follow(relation, node)) builder.AddBuiltOn(node, target, weight);
            }
        }

        var facts = EventReading.FactsOf(reader, members);
        foreach (var member in members)
        {
            if (!facts.IsBot(member)) AddUses(reader, member, facts, rules, window, builder);
        }

        return builder.Build();
    }

    private static void AddMakers(GraphReader reader, int[] members, FlowGraph.Builder builder)
    {
        var written = Relations.Of(EdgeType.Authored, EdgeDirection.Out, NodeKind.Document);
        var contributed = Relations.Of(EdgeType.ContributedTo, EdgeDirection.Out, NodeKind.CodeRepository);
        var commits = reader.EdgeIntegers(EdgeType.ContributedTo, "commits");
        foreach (var member in members)
        {
            foreach (var (document, _) in reader.Follow(written, member)) builder.AddMaker(document, member);
            foreach (var (repository, edge) in reader.Follow(contributed, member))
                builder.AddMaker(repository, member, commits[edge] is > 0 and var count ? count : 1);
        }
    }

    // An account that was new at the time brings nothing, and nobody brings anything to its own.
    private static void AddUses(
        GraphReader reader, int member, MemberFacts facts, RuleSet rules, ScoringWindow window,
        FlowGraph.Builder builder)
    {
        var used = new Dictionary<int, double>();
        var oldFrom = facts.JoinedDay(member) + (long)rules.NewAccountDays;
        var likes = reader.EdgeNumbers(EdgeType.Liked, "value");
        foreach (var (type, worth) in Uses)
        {
            foreach (var (target, edge) in reader.Follow(Relations.Of(type, EdgeDirection.Out), member))
            {
                var at = reader.EdgeTimes[edge];
                if (target < 0 || at == IntegerColumn.Missing || !window.Contains(at)) continue;
                if (ScoringWindow.DayOf(at) < oldFrom || (type == EdgeType.Liked && likes[edge] <= 0)) continue;
                if (reader.KindOf(target) is not (NodeKind.Document or NodeKind.Course or NodeKind.CodeRepository))
                    continue;
                used[target] = Math.Max(used.GetValueOrDefault(target), worth);
            }
        }

        foreach (var (node, worth) in used)
        {
            if (!IsMaker(reader, member, node)) builder.AddUse(node, worth);
        }
    }

    private static bool IsMaker(GraphReader reader, int member, int node)
    {
        var relation = reader.KindOf(node) switch
        {
            NodeKind.Document => Relations.Of(EdgeType.Authored, EdgeDirection.In, NodeKind.Member),
            NodeKind.CodeRepository => Relations.Of(EdgeType.ContributedTo, EdgeDirection.In, NodeKind.Member),
            _ => null,
        };
        return relation is not null && reader.AreJoined(relation, node, member);
    }

    private sealed class Kept(GraphReader reader)
    {
        private const int Most = 6;

        private readonly Latest<(int NewAccountDays, ScoringWindow), CreditFlow> _flows = new(Most);

        public CreditFlow Get(RuleSet rules, ScoringWindow window) =>
            _flows.Get((rules.NewAccountDays, window), () => CreditFlow.Solve(Read(reader, rules, window)));
    }
}
