namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// One child for each parent. A resolver fills <see cref="Rows"/> and says which are null; where rows are of a reference
/// type, a null row is a null child. Pooled, not safe for several threads.
/// </summary>
public sealed class ObjectColumn<TChild>
{
    internal readonly SlotLevel Level = new();
    internal readonly RowSet<TChild> RowSet;
    private bool _asked;

    internal ObjectColumn(RowSet<TChild> rows) => RowSet = rows;

    /// <summary>How many children are wanted.</summary>
    public int Count => Level.Count;

    /// <summary>The children in the order of the parents; not cleared before.</summary>
    public Span<TChild> Rows()
    {
        if (!_asked) RowSet.Append(Count);
        _asked = true;
        return RowSet.Writable;
    }

    public void SetNull(int row) => Level.SetNull(row);

    /// <summary>The child could not be had; it becomes null and the error is shown with its path.</summary>
    public void SetError(int row, FieldError error) => Level.SetError(row, error);

    /// <inheritdoc cref="SetError(int, FieldError)"/>
    public void SetError(int row, string message, string? code = null) => SetError(row, new FieldError(message, code));

    internal void Start(int count) => Level.Count = count;

    internal void Clear()
    {
        _asked = false;
        Level.Clear();
        RowSet.Clear();
    }
}
