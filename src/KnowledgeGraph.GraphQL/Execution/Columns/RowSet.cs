namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// The rows of one object type (or, before they are told apart, of an abstract one) at one place of a run.
/// </summary>
internal abstract class RowSet
{
    public int Count;

    /// <summary>Makes one row of a root type: the value given, or the type's default.</summary>
    public abstract void StartRoot(object? root);

    /// <summary>Adds a value of whatever type it is said to be; false where it is of another.</summary>
    public abstract bool TryAdd(object? value);

    /// <summary>Adds a row that stands for none.</summary>
    public abstract void AddDefault();

    /// <summary>Marks slots whose row is a null reference.</summary>
    public abstract void MarkNulls(SlotLevel level);

    /// <summary>
    /// Drops the rows whose slot is not a value and fills the map from slot to row (-1 where dropped).
    /// </summary>
    public abstract void Compact(ReadOnlySpan<byte> states, Span<int> rowOfSlot);

    /// <summary>Keeps of equal rows only one, where that can be told fast; false where nothing was done.</summary>
    public virtual bool TryShare(Span<int> rowOfSlot) => false;

    /// <summary>Gives the array back to the pool.</summary>
    public abstract void Clear();
}

internal sealed class RowSet<TRow> : RowSet
{
    private TRow[] _rows = [];

    /// <summary>How many there were in the last run; what to rent at once in the next.</summary>
    private int _lastCount = 8;

    public Span<TRow> Span => _rows.AsSpan(0, Count);

    public ReadOnlyMemory<TRow> Memory => _rows.AsMemory(0, Count);

    /// <summary>Room for more rows after those that are there.</summary>
    public Span<TRow> Append(int count)
    {
        var start = Count;
        if (_rows.Length - start < count) Grow(start + count);
        Count = start + count;
        return _rows.AsSpan(start, count);
    }

    public void Add(TRow row)
    {
        if (Count == _rows.Length) Grow(Count + 1);
        _rows[Count++] = row;
    }

    public override void StartRoot(object? root) => Add(root is TRow row ? row : default!);

    public override bool TryAdd(object? value)
    {
        if (value is not TRow row) return false;
        Add(row);
        return true;
    }

    public override void AddDefault() => Add(default!);

    public override void MarkNulls(SlotLevel level)
    {
        if (typeof(TRow).IsValueType) return;
        for (var slot = 0; slot < Count; slot++)
        {
            if (_rows[slot] is null && !level.IsNull(slot)) level.SetNull(slot);
        }
    }

    public override void Compact(ReadOnlySpan<byte> states, Span<int> rowOfSlot)
    {
        var kept = 0;
        for (var slot = 0; slot < Count; slot++)
        {
            rowOfSlot[slot] = -1;
            if (states[slot] != SlotState.Value) continue;
            rowOfSlot[slot] = kept;
            _rows[kept++] = _rows[slot];
        }

        Count = kept;
    }

    /// <summary>Hands the rows that come later to another set.</summary>
    public void Cut(ListCut cut, RowSet<TRow> rest)
    {
        cut.Apply(_rows, ref rest._rows);
        Count = cut.Kept;
        rest.Count = cut.Moved;
    }

    public override bool TryShare(Span<int> rowOfSlot)
    {
        if (typeof(TRow) != typeof(int)) return false;
        Count = RowSharing.Share(((RowSet<int>)(object)this).Span, rowOfSlot);
        return true;
    }

    public override void Clear()
    {
        _lastCount = Math.Max(Count, 8);
        Pooled.Return(ref _rows);
        Count = 0;
    }

    private void Grow(int least) => Pooled.Grow(ref _rows, Count, Math.Max(least, _lastCount));
}
