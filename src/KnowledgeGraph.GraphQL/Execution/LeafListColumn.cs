namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Lists of leaf values, one list for each parent. A resolver says first how long each list is (<see cref="Counts"/>),
/// and then fills all items of all lists in order (<see cref="Items"/>). Pooled, not safe for several threads.
/// </summary>
public sealed class LeafListColumn
{
    internal readonly SlotLevel Level = new();
    private readonly LeafColumn _items;
    private bool _started;

    internal LeafListColumn(LeafColumn items) => _items = items;

    /// <summary>How many lists are wanted.</summary>
    public int Count => Level.Count;

    /// <summary>The length of each list, 0 before it is filled.</summary>
    public Span<int> Counts()
    {
        Level.RentEnds(Count);
        var counts = Level.Ends.AsSpan(0, Count);
        if (!_started) counts.Clear();
        return counts;
    }

    /// <summary>
    /// The items of all lists, one list after the other. To be asked for once, when the counts are there.
    /// </summary>
    public LeafColumn Items()
    {
        if (_started) return _items;
        var counts = Counts();
        _started = true;
        var end = 0;
        for (var slot = 0; slot < counts.Length; slot++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(counts[slot], nameof(counts));
            counts[slot] = end += counts[slot];
        }

        _items.Start(end);
        return _items;
    }

    /// <summary>The parent's list is null; its count must be 0.</summary>
    public void SetNull(int row) => Level.SetNull(row);

    /// <summary>The parent's list could not be had; its count must be 0.</summary>
    public void SetError(int row, FieldError error) => Level.SetError(row, error);

    /// <inheritdoc cref="SetError(int, FieldError)"/>
    public void SetError(int row, string message, string? code = null) => SetError(row, new FieldError(message, code));

    internal void Start(int count) => Level.Count = count;

    internal void Clear()
    {
        _started = false;
        Level.Clear();
        _items.Clear();
    }
}
