using KnowledgeGraph.Model;

namespace KnowledgeGraph.ReadModel;

/// <summary>Which way an edge is followed.</summary>
public enum EdgeDirection : byte
{
    /// <summary>From its source to its target.</summary>
    Out,

    /// <summary>From its target to its source.</summary>
    In,
}

/// <summary>
/// One kind of list that a node has: its neighbours of one kind along one type of link, or its interactions of one
/// type (or, for a member, of all). Found in <see cref="Relations"/>.
/// </summary>
public sealed record Relation
{
    internal Relation(int index, EdgeType? type, EdgeDirection direction, NodeKind? neighbour)
    {
        Index = index;
        Type = type;
        Direction = direction;
        Neighbour = neighbour;
        IsTopicDocuments =
            type == EdgeType.About && direction == EdgeDirection.In && neighbour == NodeKind.Document;
    }

    /// <summary>The position in <see cref="Relations.All"/>.</summary>
    public int Index { get; }

    /// <summary>The type of its edges; null for those of all interactions.</summary>
    public EdgeType? Type { get; }

    public EdgeDirection Direction { get; }

    /// <summary>The kind of the neighbours; null where they can be of several, or missing.</summary>
    public NodeKind? Neighbour { get; }

    /// <summary>
    /// The list is one of events, newest first, in which a neighbour can stand many times; otherwise it is one of
    /// neighbours, each once, in their kind's default order.
    /// </summary>
    public bool IsOfInteractions => Type is null || EdgeTypes.Of(Type.Value).Family == EdgeFamily.Interaction;

    /// <summary>
    /// The order depends on counts that change without these rows (topics come by number of documents): rows are
    /// sorted when they are read, and kept in no order.
    /// </summary>
    internal bool SortsWhenRead => !IsOfInteractions && Neighbour == NodeKind.Topic;

    /// <summary>The number of its entries is kept for each topic.</summary>
    internal bool IsTopicDocuments { get; }

    /// <summary>Some of its interactions are listed to few.</summary>
    internal bool CanBePersonal => Type is null || EdgeTypes.Of(Type.Value).Personal;

    public override string ToString() => $"{Type?.ToString() ?? "Interactions"} {Direction} {Neighbour}";
}
