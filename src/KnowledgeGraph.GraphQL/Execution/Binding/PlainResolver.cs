namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// A resolver that gives plain values: strings, numbers, booleans, dates, nested lists, and rows of the child type;
/// an <see cref="Exception"/> as a value is that value's error.
/// </summary>
internal sealed class PlainResolver<TRow>(Func<TRow, FieldContext, ValueTask<object?>> value)
    : FieldResolver(ResolverShape.Plain)
{
    public override Type ParentRow => typeof(TRow);

    public override FieldColumn NewColumn(FieldBinding field) => new PlainColumn(field);

    public override ValueTask Invoke(RowSet parents, FieldColumn column, FieldContext context)
    {
        var rows = ((RowSet<TRow>)parents).Memory;
        var plain = (PlainColumn)column;
        for (var row = 0; row < rows.Length; row++)
        {
            var task = Value(rows.Span[row], context);
            if (!task.IsCompleted) return Awaited(task, row, rows, plain, context);
            plain.Add(task.Result);
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask Awaited(
        ValueTask<object?> task, int row, ReadOnlyMemory<TRow> rows, PlainColumn plain, FieldContext context)
    {
        plain.Add(await task.ConfigureAwait(false));
        for (row++; row < rows.Length; row++)
            plain.Add(await Value(rows.Span[row], context).ConfigureAwait(false));
    }

    /// <summary>One parent's failure is not that of the others, so an exception is a value here.</summary>
    private async ValueTask<object?> Value(TRow row, FieldContext context)
    {
        try
        {
            return await value(row, context).ConfigureAwait(false);
        }
        catch (GraphQLException exception)
        {
            return exception;
        }
    }
}
