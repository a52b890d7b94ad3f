using KnowledgeGraph.Graph;

namespace KnowledgeGraph.ReadModel.Columns;

/// <summary>Finite floating-point numbers by ordinal. To be shared between threads.</summary>
public readonly struct NumberColumn
{
    /// <summary>Stands where there is no value.</summary>
    public const double Missing = double.NaN;

    private readonly PagedArray<double> _values;

    internal NumberColumn(PagedArray<double> values) => _values = values;

    /// <summary>The value, or <see cref="Missing"/>.</summary>
    public double this[int row] => _values[row];

    /// <summary>Reads the rows' values into as many places.</summary>
    public void Gather(ReadOnlySpan<int> rows, Span<double> values) => _values.Gather(rows, values);
}
