using KnowledgeGraph.Model;

namespace KnowledgeGraph.ReadModel.Columns;

/// <summary>The columns of one kind of node or type of edge, each at its property's index. Frozen.</summary>
internal sealed class ColumnSet(Column[] columns)
{
    public Column[] Columns => columns;

    public long Bytes => columns.Sum(column => column.Bytes);

    public static ColumnSet Empty(IReadOnlyList<PropertyDefinition> properties) =>
        new([.. properties.Select(property => Column.Empty(property.Type))]);

    public Builder ToBuilder(TextBlobs.Builder texts) => new(this, texts);

    /// <summary>The next version while it is made: for one thread.</summary>
    public sealed class Builder
    {
        private readonly ColumnSet _source;
        private readonly ColumnBuilder[] _columns;

        internal Builder(ColumnSet source, TextBlobs.Builder texts)
        {
            _source = source;
            _columns = Array.ConvertAll(source.Columns, column => column.ToBuilder(texts));
        }

        public ColumnBuilder this[int property] => _columns[property];

        /// <summary>Sets all properties of a row.</summary>
        public void Set(int row, PropertyValue[] values)
        {
            for (var i = 0; i < _columns.Length; i++) _columns[i].Set(row, i < values.Length ? values[i] : default);
        }

        public void Clear(int row) => Set(row, []);

        public ColumnSet Freeze() => _columns.Length == 0
            ? _source
            : new ColumnSet(Array.ConvertAll(_columns, column => column.Freeze()));
    }
}
