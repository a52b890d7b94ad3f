namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// One child for each parent. A resolver fills <see cref="Rows"/> and says which are null; where rows are of a
/// reference
/// type, a null row is a null child. Pooled, not safe for several threads.
/// </summary>
public sealed class ObjectColumn<TChild> : FieldColumn
{
    internal readonly SlotLevel Level = new();
    private readonly RowSet<TChild> _rows = new();
    private readonly SlotLevel[] _levels;
    private bool _asked;

    internal ObjectColumn() => _levels = [Level];

    /// <summary>How many children are wanted.</summary>
    public int Count => Level.Count;

    /// <summary>The children in the order of the parents, to be filled in; the row type's default at first.</summary>
    public Span<TChild> Rows()
    {
        if (!_asked) _rows.Append(Count).Clear();
        _asked = true;
        return _rows.Span;
    }

    public void SetNull(int row) => Level.SetNull(row);

    /// <summary>The child could not be had; it becomes null and the error is shown with its path.</summary>
    public void SetError(int row, FieldError error) => Level.SetError(row, error);

    /// <inheritdoc cref="SetError(int, FieldError)"/>
    public void SetError(int row, string message, string? code = null) => SetError(row, new FieldError(message, code));

    internal override SlotLevel[] Levels => _levels;

    internal override RowSet ChildRows => _rows;

    internal override void Start(int parents) => Level.Count = parents;

    internal override void Finish()
    {
        Rows();
        _rows.MarkNulls(Level);
    }

    internal override void Clear()
    {
        _asked = false;
        Level.Clear();
        _rows.Clear();
    }
}
