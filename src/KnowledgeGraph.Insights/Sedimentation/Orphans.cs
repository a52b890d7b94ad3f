using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Sedimentation;

/// <summary>
/// Nodes that no link joins to the rest: a member without any link, anything else without a link to something that is
/// no member (who wrote it does not tie it to other knowledge). Interactions have no say.
/// </summary>
public static class Orphans
{
    private static readonly Relation[][] Ties = [.. NodeKinds.All.Select(kind => TiesOf(kind.Kind))];

    /// <summary>Those of a kind that a reader sees, in the kind's default order; kept with the version.</summary>
    public static IReadOnlyList<int> Of(GraphReader reader, NodeKind kind) =>
        reader.OncePerMask((typeof(Orphans), kind), shared => Read(shared, kind));

    private static int[] Read(GraphReader reader, NodeKind kind) =>
        [.. reader.Nodes(kind).ToArray().Where(node => Ties[(int)kind].All(tie => reader.Degree(tie, node) == 0))];

    private static Relation[] TiesOf(NodeKind kind) =>
    [
        .. EdgeTypes.All.Where(type => type.Family == EdgeFamily.Link).SelectMany(type => (Relation[])
        [
            .. type.From.Contains(kind) ? To(type, EdgeDirection.Out, type.To, kind) : [],
            .. type.To.Contains(kind) ? To(type, EdgeDirection.In, type.From, kind) : [],
        ]),
    ];

    private static IEnumerable<Relation> To(
        EdgeTypeDefinition type, EdgeDirection direction, IReadOnlyList<NodeKind> others, NodeKind kind) =>
        others.Where(other => kind == NodeKind.Member || other != NodeKind.Member)
            .Select(other => Relations.Of(type.Type, direction, other));
}
