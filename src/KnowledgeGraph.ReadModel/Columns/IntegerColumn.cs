using KnowledgeGraph.Graph;

namespace KnowledgeGraph.ReadModel.Columns;

/// <summary>Integers, or instants as UTC ticks, by ordinal. To be shared between threads.</summary>
public readonly struct IntegerColumn
{
    /// <summary>Stands where there is no value.</summary>
    public const long Missing = long.MinValue;

    private readonly PagedArray<long> _values;
    private readonly bool _complemented;

    /// <param name="values">The values.</param>
    /// <param name="complemented">They are held as their complements, as keys of a descending order are.</param>
    internal IntegerColumn(PagedArray<long> values, bool complemented = false)
    {
        _values = values;
        _complemented = complemented;
    }

    /// <summary>The value, or <see cref="Missing"/>.</summary>
    public long this[int row] => _complemented ? ~_values[row] : _values[row];

    /// <summary>Reads the rows' values into as many places.</summary>
    public void Gather(ReadOnlySpan<int> rows, Span<long> values)
    {
        _values.Gather(rows, values);
        if (!_complemented) return;
        foreach (ref var value in values[..rows.Length]) value = ~value;
    }
}
