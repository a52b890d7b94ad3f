using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.ReadModel.Columns;

/// <summary>The values of one property of one kind of node or type of edge, by ordinal. Frozen.</summary>
internal abstract class Column
{
    public abstract long Bytes { get; }

    /// <summary>A column in which nothing has a value.</summary>
    public static Column Empty(PropertyType type) => type switch
    {
        PropertyType.Text or PropertyType.TextList => new Column<TextSlice>(type, PagedArray.Empty(default(TextSlice))),
        PropertyType.Integer or PropertyType.Instant =>
            new Column<long>(type, PagedArray.Empty(IntegerColumn.Missing)),
        PropertyType.Number => new Column<double>(type, PagedArray.Empty(NumberColumn.Missing)),
        PropertyType.Boolean or PropertyType.Enumeration =>
            new Column<byte>(type, PagedArray.Empty(ByteColumn.Missing)),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such property type."),
    };

    public abstract ColumnBuilder ToBuilder(TextBlobs.Builder texts);

    /// <summary>Appends the rows in which the same column of another version of the chain has another value.</summary>
    public abstract void FindDifferences(Column other, List<int> rows);
}

/// <inheritdoc/>
internal sealed class Column<T>(PropertyType type, PagedArray<T> values) : Column where T : unmanaged, IEquatable<T>
{
    public PropertyType Type => type;

    public PagedArray<T> Values => values;

    public override long Bytes => values.Bytes;

    public override ColumnBuilder ToBuilder(TextBlobs.Builder texts) => this switch
    {
        Column<TextSlice> text => new TextColumnBuilder(text, texts),
        Column<long> integer => new IntegerColumnBuilder(integer),
        Column<double> number => new NumberColumnBuilder(number),
        Column<byte> small => new ByteColumnBuilder(small),
        _ => throw new NotSupportedException($"No builder for columns of {typeof(T)}."),
    };

    public override void FindDifferences(Column other, List<int> rows) =>
        values.FindDifferences(((Column<T>)other).Values, rows);
}

/// <summary>The next version of a column while it is made: for one thread.</summary>
internal abstract class ColumnBuilder
{
    /// <summary>Sets or, with null, clears a row's value; a value that is there already copies nothing.</summary>
    public abstract void Set(int row, PropertyValue value);

    public abstract Column Freeze();
}

internal sealed class IntegerColumnBuilder(Column<long> source) : ColumnBuilder
{
    private readonly PagedArray<long>.Builder _values = source.Values.ToBuilder();

    public long this[int row] => _values[row];

    public override void Set(int row, PropertyValue value) => _values[row] =
        value.IsNull ? IntegerColumn.Missing
        : source.Type == PropertyType.Instant ? value.AsInstantTicks()
        : value.AsInteger();

    public override Column Freeze() => new Column<long>(source.Type, _values.Freeze());
}

internal sealed class NumberColumnBuilder(Column<double> source) : ColumnBuilder
{
    private readonly PagedArray<double>.Builder _values = source.Values.ToBuilder();

    public double this[int row] => _values[row];

    public override void Set(int row, PropertyValue value) =>
        _values[row] = value.IsNull ? NumberColumn.Missing : value.AsNumber();

    public override Column Freeze() => new Column<double>(source.Type, _values.Freeze());
}

internal sealed class ByteColumnBuilder(Column<byte> source) : ColumnBuilder
{
    private readonly PagedArray<byte>.Builder _values = source.Values.ToBuilder();

    public override void Set(int row, PropertyValue value) => _values[row] =
        value.IsNull ? ByteColumn.Missing
        : source.Type == PropertyType.Boolean ? (value.AsBoolean() ? (byte)1 : (byte)0)
        : (byte)value.AsEnumeration();

    public override Column Freeze() => new Column<byte>(source.Type, _values.Freeze());
}

internal sealed class TextColumnBuilder(Column<TextSlice> source, TextBlobs.Builder texts) : ColumnBuilder
{
    private readonly PagedArray<TextSlice>.Builder _slices = source.Values.ToBuilder();

    // Neighbouring rows often say the same (access, licence, language): they then share one text.
    private TextSlice _last;

    public TextSlice this[int row] => _slices[row];

    public override void Set(int row, PropertyValue value)
    {
        var old = _slices[row];
        if (value.IsNull)
        {
            texts.Release(old);
            _slices[row] = default;
            return;
        }

        _last = source.Type == PropertyType.TextList
            ? texts.Write(value.AsTextList(), old, _last)
            : texts.Write(value.AsText(), old, _last);
        _slices[row] = _last;
    }

    public override Column Freeze() => new Column<TextSlice>(source.Type, _slices.Freeze());
}
