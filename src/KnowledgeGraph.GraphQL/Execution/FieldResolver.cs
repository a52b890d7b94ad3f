namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>What a resolver gives.</summary>
internal enum ResolverShape
{
    Leaf,
    LeafList,
    Object,
    List,

    /// <summary>Whatever the field's type wants, from plain values.</summary>
    Plain,
}

/// <summary>A registered resolver with the types of its rows.</summary>
internal abstract class FieldResolver(ResolverShape shape)
{
    public ResolverShape Shape { get; } = shape;

    /// <summary>The type of the rows that it takes.</summary>
    public abstract Type ParentRow { get; }

    /// <summary>The type of the rows that it gives; null for leaves.</summary>
    public abstract Type? ChildRow { get; }
}
