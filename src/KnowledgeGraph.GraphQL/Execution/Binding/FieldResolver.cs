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

/// <summary>A registered resolver with the types of its rows. Immutable.</summary>
internal abstract class FieldResolver(ResolverShape shape)
{
    public ResolverShape Shape { get; } = shape;

    /// <summary>The type of the rows that it takes.</summary>
    public abstract Type ParentRow { get; }

    /// <summary>The type of the rows that it gives; null where it gives none, or any.</summary>
    public virtual Type? ChildRow => null;

    /// <summary>A column of the form that the resolver fills.</summary>
    public abstract FieldColumn NewColumn(FieldBinding field);

    /// <summary>Calls the resolver.</summary>
    /// <param name="parents">Rows of <see cref="ParentRow"/>.</param>
    /// <param name="column">A column that <see cref="NewColumn"/> made.</param>
    /// <param name="context">What else it may know.</param>
    public abstract ValueTask Invoke(RowSet parents, FieldColumn column, FieldContext context);
}
