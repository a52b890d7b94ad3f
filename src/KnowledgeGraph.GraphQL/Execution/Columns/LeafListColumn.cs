namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Lists of leaf values, one list for each parent. A resolver says first how long each list is (<see cref="Counts"/>),
/// and then fills all items of all lists in order (<see cref="Items"/>). Pooled, not safe for several threads.
/// </summary>
public sealed class LeafListColumn : FieldColumn
{
    internal readonly SlotLevel Level = new();
    private readonly LeafColumn _items = new();
    private readonly SlotLevel[] _levels;
    private bool _counted;
    private bool _started;

    internal LeafListColumn() => _levels = [Level, _items.Level];

    /// <summary>How many lists are wanted.</summary>
    public int Count => Level.Count;

    /// <summary>The length of each list, to be filled in; 0 at first. The same span each time.</summary>
    public Span<int> Counts()
    {
        var counts = Level.EndsFor(Count);
        if (!_counted) counts.Clear();
        _counted = true;
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

    internal override SlotLevel[] Levels => _levels;

    internal override LeafColumn Leaf => _items;

    internal override void Start(int parents) => Level.Count = parents;

    internal override void Finish()
    {
        if (!_started) Items();
        _items.Finish();
        if (Rest is LeafListColumn rest) Cut(rest);
    }

    internal override void Clear()
    {
        _counted = false;
        _started = false;
        Level.Clear();
        _items.Clear();
    }

    private void Cut(LeafListColumn rest)
    {
        _items.Cut(new ListCut(Level, _items.Count, InitialCount, rest.Level), rest._items);
        rest._started = true;
    }
}
