namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>An <see cref="ObjectBatch{TRow,TChild}"/> or an <see cref="ObjectBatchAsync{TRow,TChild}"/>.</summary>
internal sealed class ObjectResolver<TRow, TChild>(Delegate batch) : FieldResolver(ResolverShape.Object)
{
    public Delegate Batch { get; } = batch;
    public override Type ParentRow => typeof(TRow);
    public override Type? ChildRow => typeof(TChild);
}

/// <summary>A <see cref="ListBatch{TRow,TChild}"/> or a <see cref="ListBatchAsync{TRow,TChild}"/>.</summary>
internal sealed class ListResolver<TRow, TChild>(Delegate batch) : FieldResolver(ResolverShape.List)
{
    public Delegate Batch { get; } = batch;
    public override Type ParentRow => typeof(TRow);
    public override Type? ChildRow => typeof(TChild);
}
