namespace KnowledgeGraph.GraphQL.Execution;

internal sealed class LeafResolver<TRow>(LeafBatch<TRow> batch) : FieldResolver(ResolverShape.Leaf)
{
    public override Type ParentRow => typeof(TRow);

    public override FieldColumn NewColumn(FieldBinding field) => new LeafColumn();

    public override ValueTask Invoke(RowSet parents, FieldColumn column, FieldContext context)
    {
        batch(((RowSet<TRow>)parents).Span, (LeafColumn)column, context);
        return ValueTask.CompletedTask;
    }
}

internal sealed class LeafAsyncResolver<TRow>(LeafBatchAsync<TRow> batch) : FieldResolver(ResolverShape.Leaf)
{
    public override Type ParentRow => typeof(TRow);

    public override FieldColumn NewColumn(FieldBinding field) => new LeafColumn();

    public override ValueTask Invoke(RowSet parents, FieldColumn column, FieldContext context) =>
        batch(((RowSet<TRow>)parents).Memory, (LeafColumn)column, context);
}

internal sealed class LeafListResolver<TRow>(LeafListBatch<TRow> batch) : FieldResolver(ResolverShape.LeafList)
{
    public override Type ParentRow => typeof(TRow);

    public override FieldColumn NewColumn(FieldBinding field) => new LeafListColumn();

    public override ValueTask Invoke(RowSet parents, FieldColumn column, FieldContext context)
    {
        batch(((RowSet<TRow>)parents).Span, (LeafListColumn)column, context);
        return ValueTask.CompletedTask;
    }
}

internal sealed class LeafListAsyncResolver<TRow>(LeafListBatchAsync<TRow> batch)
    : FieldResolver(ResolverShape.LeafList)
{
    public override Type ParentRow => typeof(TRow);

    public override FieldColumn NewColumn(FieldBinding field) => new LeafListColumn();

    public override ValueTask Invoke(RowSet parents, FieldColumn column, FieldContext context) =>
        batch(((RowSet<TRow>)parents).Memory, (LeafListColumn)column, context);
}
