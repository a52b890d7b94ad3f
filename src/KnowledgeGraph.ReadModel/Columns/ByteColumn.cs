using KnowledgeGraph.Graph;

namespace KnowledgeGraph.ReadModel.Columns;

/// <summary>
/// Values of an enumeration as positions in its definition, or truth values as 0 and 1, by ordinal. To be shared
/// between threads.
/// </summary>
public readonly struct ByteColumn
{
    /// <summary>Stands where there is no value.</summary>
    public const byte Missing = byte.MaxValue;

    private readonly PagedArray<byte> _values;

    internal ByteColumn(PagedArray<byte> values) => _values = values;

    /// <summary>The value, or <see cref="Missing"/>.</summary>
    public byte this[int row] => _values[row];

    /// <summary>Reads the rows' values into as many places.</summary>
    public void Gather(ReadOnlySpan<int> rows, Span<byte> values) => _values.Gather(rows, values);
}
