using System.Collections;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Results from plain values, in whatever shape the field's type has: lists within lists too. For convenience and for
/// conformance, not for speed.
/// </summary>
internal sealed class PlainColumn : FieldColumn
{
    private readonly FieldBinding _field;
    private readonly SlotLevel[] _levels;
    private readonly LeafColumn? _leaf;
    private readonly RowSet? _rows;
    private readonly List<object?> _values = [];

    public PlainColumn(FieldBinding field)
    {
        _field = field;
        if (field.Scalar is null) _rows = field.NewChildRows!();
        else _leaf = new LeafColumn();
        _levels = new SlotLevel[field.ListDepth + 1];
        for (var depth = 0; depth < _levels.Length; depth++) _levels[depth] = new SlotLevel();
        if (_leaf is not null) _levels[^1] = _leaf.Level;
    }

    internal override SlotLevel[] Levels => _levels;

    internal override LeafColumn? Leaf => _leaf;

    internal override RowSet? ChildRows => _rows;

    /// <summary>The next parent's value.</summary>
    public void Add(object? value)
    {
        if (Rest is not PlainColumn rest)
        {
            Add(value, 0);
            return;
        }

        var items = value is IEnumerable all and not string and not IDictionary ? all.Cast<object?>().ToList() : null;
        Add(items is null ? value : items.GetRange(0, Math.Min(InitialCount, items.Count)), 0);
        rest.Add(items is null ? new List<object?>() : items.GetRange(
            Math.Min(InitialCount, items.Count), Math.Max(0, items.Count - InitialCount)), 0);
    }

    internal override void Start(int parents)
    {
    }

    internal override void Finish()
    {
        if (_leaf is null) return;
        for (var slot = 0; slot < _values.Count; slot++)
        {
            if (!_leaf.Level.IsNull(slot)) PlainLeaf.Set(_leaf, slot, _values[slot]!, _field.Scalar!);
        }
    }

    internal override void Clear()
    {
        foreach (var level in _levels) level.Clear();
        _leaf?.Clear();
        _rows?.Clear();
        _values.Clear();
    }

    private void Add(object? value, int depth)
    {
        var level = _levels[depth];
        var slot = level.Count++;
        if (value is null) level.SetNull(slot);
        else if (value is GraphQLException exception) level.SetError(slot, exception.Error);
        else if (depth == _levels.Length - 1)
        {
            AddInnermost(value, level, slot);
            return;
        }
        else if (value is IEnumerable items and not string and not IDictionary)
        {
            foreach (var item in items) Add(item, depth + 1);
        }
        else
        {
            level.SetError(slot, $"Expected Iterable, but did not find one for field \"{_field.Field}\".");
        }

        if (depth < _levels.Length - 1) level.EndsFor(slot + 1)[slot] = _levels[depth + 1].Count;
        else AddInnermost(null, level, slot);
    }

    private void AddInnermost(object? value, SlotLevel level, int slot)
    {
        if (_leaf is not null)
        {
            _values.Add(value);
            return;
        }

        if (value is not null && _rows!.TryAdd(value)) return;
        if (value is not null)
            throw new InvalidOperationException($"A value of {_field.Field} is not a row of its type.");
        _rows!.AddDefault();
        if (!level.IsNull(slot)) level.SetNull(slot);
    }
}
