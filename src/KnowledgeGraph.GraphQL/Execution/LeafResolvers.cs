namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>A leaf's resolver: a <see cref="LeafBatch{TRow}"/> or a <see cref="LeafBatchAsync{TRow}"/>.</summary>
internal sealed class LeafResolver<TRow>(Delegate batch) : FieldResolver(ResolverShape.Leaf)
{
    public Delegate Batch { get; } = batch;
    public override Type ParentRow => typeof(TRow);
    public override Type? ChildRow => null;
}

/// <summary>A <see cref="LeafListBatch{TRow}"/> or a <see cref="LeafListBatchAsync{TRow}"/>.</summary>
internal sealed class LeafListResolver<TRow>(Delegate batch) : FieldResolver(ResolverShape.LeafList)
{
    public Delegate Batch { get; } = batch;
    public override Type ParentRow => typeof(TRow);
    public override Type? ChildRow => null;
}
