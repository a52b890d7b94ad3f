using KnowledgeGraph.Model;

namespace KnowledgeGraph.ReadModel;

/// <summary>All relations, made from the table of edge types.</summary>
public static class Relations
{
    private static readonly List<Relation> List = [];

    // By type, direction and kind of neighbour (one more than the kind; 0 for several).
    private static readonly Relation?[] Index = new Relation?[256 * 2 * 8];

    static Relations()
    {
        Interactions = Add(null, EdgeDirection.Out, null);
        foreach (var type in EdgeTypes.All)
        {
            if (type.Family == EdgeFamily.Interaction)
            {
                Add(type.Type, EdgeDirection.Out, null);
                Add(type.Type, EdgeDirection.In, NodeKind.Member);
                continue;
            }

            foreach (var kind in type.To) Add(type.Type, EdgeDirection.Out, kind);
            foreach (var kind in type.From) Add(type.Type, EdgeDirection.In, kind);
        }

        TopicDocuments = Of(EdgeType.About, EdgeDirection.In, NodeKind.Document);
        DocumentTopics = Of(EdgeType.About, EdgeDirection.Out, NodeKind.Topic);
        Ratings = Of(EdgeType.Rated, EdgeDirection.In);
        Counted =
        [
            Of(EdgeType.Liked, EdgeDirection.Out), Of(EdgeType.Viewed, EdgeDirection.Out),
            Of(EdgeType.Rated, EdgeDirection.Out),
        ];
    }

    /// <summary>All relations, each at its index.</summary>
    public static IReadOnlyList<Relation> All => List;

    /// <summary>Of a member: everything that it did, newest first.</summary>
    public static Relation Interactions { get; }

    /// <summary>Of a topic: the documents about it, which are counted.</summary>
    internal static Relation TopicDocuments { get; }

    /// <summary>Of a document: what it is about.</summary>
    internal static Relation DocumentTopics { get; }

    /// <summary>Of a node: its ratings.</summary>
    internal static Relation Ratings { get; }

    /// <summary>Of a member: what it did that counts in the sums of others.</summary>
    internal static Relation[] Counted { get; }

    /// <summary>The neighbours of one kind along a type of link.</summary>
    /// <exception cref="ArgumentException">The type does not join such a kind in that direction.</exception>
    public static Relation Of(EdgeType type, EdgeDirection direction, NodeKind neighbour) =>
        Find(type, direction, neighbour)
        ?? throw new ArgumentException($"{type} has no {neighbour} in direction {direction}.", nameof(neighbour));

    /// <summary>The interactions of one type: of a member (out), or at a node (in).</summary>
    /// <exception cref="ArgumentException">The type is one of links.</exception>
    public static Relation Of(EdgeType type, EdgeDirection direction) =>
        Find(type, direction, direction == EdgeDirection.Out ? null : NodeKind.Member) is { IsOfInteractions: true } it
            ? it
            : throw new ArgumentException($"{type} is a link: say of which kind its neighbours are.", nameof(type));

    internal static Relation? Find(EdgeType type, EdgeDirection direction, NodeKind? neighbour) =>
        Index[Place(type, direction, neighbour)];

    private static Relation Add(EdgeType? type, EdgeDirection direction, NodeKind? neighbour)
    {
        var relation = new Relation(List.Count, type, direction, neighbour);
        List.Add(relation);
        if (type is { } known) Index[Place(known, direction, neighbour)] = relation;
        return relation;
    }

    private static int Place(EdgeType type, EdgeDirection direction, NodeKind? neighbour) =>
        ((int)type << 4) | ((int)direction << 3) | (neighbour is { } kind ? (int)kind + 1 : 0);
}
