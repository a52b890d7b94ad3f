using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Api.Relations;

/// <summary>What a relation's field gives.</summary>
internal enum RelationShape
{
    /// <summary>`field(first: ...): XConnection!`</summary>
    Connection,

    /// <summary>`field: [X!]!`</summary>
    List,

    /// <summary>`field: X`, the first where there are several.</summary>
    Single,
}

/// <summary>A field of a node that follows links to nodes of one kind.</summary>
/// <param name="Owner">The kind that has the field.</param>
/// <param name="Name">The field, and the field of that name in the owner's filter.</param>
/// <param name="Relation">The list that it gives.</param>
internal sealed record RelationField(NodeKind Owner, string Name, Relation Relation)
{
    public RelationShape Shape { get; init; } = RelationShape.Connection;

    /// <summary>The name of its connection and edge types without `Connection` and `Edge`.</summary>
    public string Connection { get; init; } = NodeKinds.Of(Relation.Neighbour!.Value).Name;

    /// <summary>The kind at the other end.</summary>
    public NodeKind Target => Relation.Neighbour!.Value;
}
