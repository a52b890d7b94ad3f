using System.Buffers;
using System.Runtime.CompilerServices;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// The rows of one object type (or, before they are told apart, of an abstract one) at one place of a run.
/// </summary>
internal abstract class RowSet
{
    public int Count;

    /// <summary>Gives the array back to the pool.</summary>
    public abstract void Clear();

    /// <summary>
    /// Drops the rows whose slot is not a value and fills the map from slot to row (-1 where dropped).
    /// </summary>
    public abstract void Compact(ReadOnlySpan<byte> states, Span<int> rowOfSlot);
}

internal sealed class RowSet<TRow> : RowSet
{
    private TRow[] _rows = [];

    public ReadOnlySpan<TRow> Span => _rows.AsSpan(0, Count);

    public ReadOnlyMemory<TRow> Memory => _rows.AsMemory(0, Count);

    public Span<TRow> Writable => _rows.AsSpan(0, Count);

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

    public override void Clear()
    {
        if (_rows.Length > 0)
            ArrayPool<TRow>.Shared.Return(_rows, RuntimeHelpers.IsReferenceOrContainsReferences<TRow>());
        _rows = [];
        Count = 0;
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

    private void Grow(int least)
    {
        var larger = ArrayPool<TRow>.Shared.Rent(Math.Max(Math.Max(least, 16), _rows.Length * 2));
        _rows.AsSpan(0, Count).CopyTo(larger);
        var count = Count;
        Clear();
        Count = count;
        _rows = larger;
    }
}
