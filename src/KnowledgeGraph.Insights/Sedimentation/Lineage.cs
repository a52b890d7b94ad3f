using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Sedimentation;

/// <summary>A node of a lineage: how many links it is away, and the node before it on the shortest path.</summary>
public sealed record LineageStep(int Node, int Depth, LineageStep? Before)
{
    /// <summary>From the start to this node, both included.</summary>
    public IReadOnlyList<int> Path
    {
        get
        {
            var path = new List<int>();
            for (var step = this; step is not null; step = step.Before) path.Add(step.Node);
            path.Reverse();
            return path;
        }
    }
}

/// <summary>A link of a lineage, in its own direction: the source was built on the target.</summary>
public sealed record LineageLink(int From, int To, EdgeType Type);

/// <summary>
/// What something was built on, or what was built on it: along DERIVED_FROM, REFERENCES, ANSWERS and INCLUDES, the
/// nearest first, at most <see cref="NodesMax"/> nodes. Immutable.
/// </summary>
/// <param name="Steps">The start, then the others by depth.</param>
/// <param name="Links">Each link that was followed between two of them.</param>
/// <param name="IsWhole">Nothing within the depth was left out.</param>
public sealed record Lineage(IReadOnlyList<LineageStep> Steps, IReadOnlyList<LineageLink> Links, bool IsWhole)
{
    public const int NodesMax = 200;
    public const int DepthMax = 10;

    private static readonly EdgeType[] Types =
        [EdgeType.DerivedFrom, EdgeType.References, EdgeType.Answers, EdgeType.Includes];

    /// <param name="reader">What is seen.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="direction">Out to what it was built on, in to what was built on it.</param>
    /// <param name="depth">How many links away at most.</param>
    public static Lineage Of(GraphReader reader, int start, EdgeDirection direction, int depth)
    {
        var steps = new List<LineageStep> { new(start, 0, null) };
        var known = new HashSet<int> { start };
        var links = new List<LineageLink>();
        var isWhole = true;
        for (var at = 0; at < steps.Count; at++)
        {
            var step = steps[at];
            if (step.Depth == depth) continue;
            foreach (var (type, relation) in RelationsOf(reader.KindOf(step.Node), direction))
            {
                foreach (var (next, _) in reader.Follow(relation, step.Node))
                {
                    if (!known.Contains(next) && steps.Count == NodesMax)
                    {
                        isWhole = false;
                        continue;
                    }

                    if (known.Add(next)) steps.Add(new LineageStep(next, step.Depth + 1, step));
                    links.Add(direction == EdgeDirection.Out ? new(step.Node, next, type) : new(next, step.Node, type));
                }
            }
        }

        return new Lineage(steps, links, isWhole);
    }

    private static IEnumerable<(EdgeType Type, Relation Relation)> RelationsOf(NodeKind kind, EdgeDirection direction)
    {
        foreach (var type in Types)
        {
            var definition = EdgeTypes.Of(type);
            var (own, others) = direction == EdgeDirection.Out
                ? (definition.From, definition.To)
                : (definition.To, definition.From);
            if (!own.Contains(kind)) continue;
            foreach (var other in others) yield return (type, Relations.Of(type, direction, other));
        }
    }
}
