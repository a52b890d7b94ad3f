namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// A list of children for each parent. A resolver appends the children of each parent in turn, exactly once for each.
/// Where rows are of a reference type, a null row is a null item. Pooled, not safe for several threads.
/// </summary>
public sealed class ListColumn<TChild> : FieldColumn
{
    internal readonly SlotLevel Lists = new();
    internal readonly SlotLevel Items = new();
    private readonly RowSet<TChild> _rows = new();
    private readonly SlotLevel[] _levels;

    internal ListColumn() => _levels = [Lists, Items];

    /// <summary>How many lists are wanted.</summary>
    public int Count { get; private set; }

    /// <summary>The next parent's children.</summary>
    public void Append(ReadOnlySpan<TChild> children) => children.CopyTo(Append(children.Length));

    /// <summary>Room for the next parent's children, all of which must be written before the next call.</summary>
    public Span<TChild> Append(int count)
    {
        var rows = _rows.Append(count);
        EndList();
        return rows;
    }

    /// <summary>One more child of the next parent, whose list <see cref="EndList"/> closes.</summary>
    public void Add(TChild child) => _rows.Add(child);

    /// <summary>Closes the list that <see cref="Add"/> made; without any call of it the list is empty.</summary>
    public void EndList()
    {
        if (Lists.Count == Count) throw new InvalidOperationException($"More lists than the {Count} parents.");
        Lists.EndsFor(Count)[Lists.Count++] = Items.Count = _rows.Count;
    }

    /// <summary>The next parent's list is null.</summary>
    public void AppendNull()
    {
        EndList();
        Lists.SetNull(Lists.Count - 1);
    }

    /// <summary>The next parent's list could not be had.</summary>
    public void AppendError(FieldError error)
    {
        EndList();
        Lists.SetError(Lists.Count - 1, error);
    }

    /// <inheritdoc cref="AppendError(FieldError)"/>
    public void AppendError(string message, string? code = null) => AppendError(new FieldError(message, code));

    /// <summary>An item of the list that was closed last is null, whatever its row says.</summary>
    /// <param name="item">Its position in that list.</param>
    public void SetItemNull(int item) => Items.SetNull(SlotOf(item));

    /// <summary>An item of the list that was closed last could not be had.</summary>
    /// <param name="item">Its position in that list.</param>
    /// <param name="error">What went wrong.</param>
    public void SetItemError(int item, FieldError error) => Items.SetError(SlotOf(item), error);

    internal override SlotLevel[] Levels => _levels;

    internal override RowSet ChildRows => _rows;

    internal override void Start(int parents) => Count = parents;

    internal override void Finish()
    {
        if (Lists.Count != Count || _rows.Count != Items.Count)
            throw new InvalidOperationException($"The resolver gave {Lists.Count} lists for {Count} parents.");
        if (Rest is ListColumn<TChild> rest) Cut(rest);
        _rows.MarkNulls(Items);
    }

    internal override void Clear()
    {
        Count = 0;
        Lists.Clear();
        Items.Clear();
        _rows.Clear();
    }

    private void Cut(ListColumn<TChild> rest)
    {
        rest.Count = Count;
        var cut = new ListCut(Lists, Items.Count, InitialCount, rest.Lists);
        Items.Cut(cut, rest.Items);
        _rows.Cut(cut, rest._rows);
    }

    private int SlotOf(int item) => Lists.StartOf(Lists.Count - 1) + item;
}
