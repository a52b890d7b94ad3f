using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types.Building;

/// <summary>A node and the source that it stands in; no node where what is meant is not written anywhere.</summary>
internal readonly record struct Place(Source? Source, SyntaxNode? Node)
{
    public bool IsKnown => Source is not null && Node is not null;
}

/// <summary>A definition and the source that it stands in.</summary>
internal sealed record Placed<TNode>(TNode Node, Source Source)
    where TNode : SyntaxNode
{
    public Place Place => new(Source, Node);

    public Place At(SyntaxNode part) => new(Source, part);
}
