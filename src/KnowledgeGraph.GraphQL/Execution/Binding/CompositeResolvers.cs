namespace KnowledgeGraph.GraphQL.Execution;

internal sealed class ObjectResolver<TRow, TChild>(ObjectBatch<TRow, TChild> batch)
    : FieldResolver(ResolverShape.Object)
{
    public override Type ParentRow => typeof(TRow);

    public override Type ChildRow => typeof(TChild);

    public override FieldColumn NewColumn(FieldBinding field) => new ObjectColumn<TChild>();

    public override ValueTask Invoke(RowSet parents, FieldColumn column, FieldContext context)
    {
        batch(((RowSet<TRow>)parents).Span, (ObjectColumn<TChild>)column, context);
        return ValueTask.CompletedTask;
    }
}

internal sealed class ObjectAsyncResolver<TRow, TChild>(ObjectBatchAsync<TRow, TChild> batch)
    : FieldResolver(ResolverShape.Object)
{
    public override Type ParentRow => typeof(TRow);

    public override Type ChildRow => typeof(TChild);

    public override FieldColumn NewColumn(FieldBinding field) => new ObjectColumn<TChild>();

    public override ValueTask Invoke(RowSet parents, FieldColumn column, FieldContext context) =>
        batch(((RowSet<TRow>)parents).Memory, (ObjectColumn<TChild>)column, context);
}

internal sealed class ListResolver<TRow, TChild>(ListBatch<TRow, TChild> batch) : FieldResolver(ResolverShape.List)
{
    public override Type ParentRow => typeof(TRow);

    public override Type ChildRow => typeof(TChild);

    public override FieldColumn NewColumn(FieldBinding field) => new ListColumn<TChild>();

    public override ValueTask Invoke(RowSet parents, FieldColumn column, FieldContext context)
    {
        batch(((RowSet<TRow>)parents).Span, (ListColumn<TChild>)column, context);
        return ValueTask.CompletedTask;
    }
}

internal sealed class ListAsyncResolver<TRow, TChild>(ListBatchAsync<TRow, TChild> batch)
    : FieldResolver(ResolverShape.List)
{
    public override Type ParentRow => typeof(TRow);

    public override Type ChildRow => typeof(TChild);

    public override FieldColumn NewColumn(FieldBinding field) => new ListColumn<TChild>();

    public override ValueTask Invoke(RowSet parents, FieldColumn column, FieldContext context) =>
        batch(((RowSet<TRow>)parents).Memory, (ListColumn<TChild>)column, context);
}
