using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>
/// All edges of a version by ordinal: their types, ends, times and properties. An edge is there as long as it has a
/// source. Frozen; to be shared between threads.
/// </summary>
internal sealed class EdgeTable : INewestFirstSource, IInteractionSource
{
    public const int NoNode = -1;

    /// <summary>Classes are the numbers of edge types.</summary>
    public required OrdinalSpace Space { get; init; }

    public required PagedArray<int> From { get; init; }

    /// <summary><see cref="NoNode"/> where the edge has no target.</summary>
    public required PagedArray<int> To { get; init; }

    public required PagedArray<long> Times { get; init; }

    /// <summary>Of interactions.</summary>
    public required PagedArray<TextSlice> Ids { get; init; }

    /// <summary>By number of the edge type; null for numbers that are none.</summary>
    public required ColumnSet?[] Properties { get; init; }

    /// <summary>Where ids and texts stand: the arrays of the node table.</summary>
    public required byte[][] Blobs { get; init; }

    public required int Count { get; init; }

    public required int DeadCount { get; init; }

    public static EdgeTable Empty()
    {
        var properties = new ColumnSet?[256];
        foreach (var type in EdgeTypes.All) properties[(int)type.Type] = ColumnSet.Empty(type.Properties);
        return new()
        {
            Space = OrdinalSpace.Empty,
            From = PagedArray.Empty(NoNode),
            To = PagedArray.Empty(NoNode),
            Times = PagedArray.Empty(IntegerColumn.Missing),
            Ids = PagedArray.Empty(default(TextSlice)),
            Properties = properties,
            Blobs = [],
            Count = 0,
            DeadCount = 0,
        };
    }

    public EdgeType TypeOf(int edge) => (EdgeType)Space.ClassOf(edge);

    public long At(int edge) => Times[edge];

    public int CompareIds(int left, int right) => Tables.Ids.Compare(Blobs, Ids[left], Ids[right]);

    public PagedArray<T> Column<T>(EdgeType type, int property) where T : unmanaged, IEquatable<T> =>
        ((Column<T>)Properties[(int)type]!.Columns[property]).Values;

    /// <inheritdoc/>
    public double Number(int edge, PropertyDefinition property, double otherwise)
    {
        var value = Column<double>(TypeOf(edge), property.Index)[edge];
        return double.IsNaN(value) ? otherwise : value;
    }

    /// <inheritdoc/>
    public long Integer(int edge, PropertyDefinition property, long otherwise)
    {
        var value = Column<long>(TypeOf(edge), property.Index)[edge];
        return value == IntegerColumn.Missing ? otherwise : value;
    }

    public Builder ToBuilder(TextBlobs.Builder texts) => new(this, texts);

    /// <summary>The next version while it is made: for one thread.</summary>
    public sealed class Builder : INewestFirstSource, IInteractionSource
    {
        private readonly EdgeTable _source;
        private readonly TextBlobs.Builder _texts;
        private readonly OrdinalSpace.Builder _space;
        private readonly PagedArray<int>.Builder _from;
        private readonly PagedArray<int>.Builder _to;
        private readonly PagedArray<long>.Builder _at;
        private readonly PagedArray<TextSlice>.Builder _ids;
        private readonly ColumnSet.Builder?[] _properties = new ColumnSet.Builder?[256];
        private int _count;
        private int _deadCount;

        internal Builder(EdgeTable source, TextBlobs.Builder texts)
        {
            _source = source;
            _texts = texts;
            _space = source.Space.ToBuilder();
            _from = source.From.ToBuilder();
            _to = source.To.ToBuilder();
            _at = source.Times.ToBuilder();
            _ids = source.Ids.ToBuilder();
            _count = source.Count;
            _deadCount = source.DeadCount;
        }

        /// <summary>Where ids and texts stand.</summary>
        public byte[][] Blobs => _texts.Arrays;

        public EdgeType TypeOf(int edge) => (EdgeType)_space.ClassOf(edge);

        public int From(int edge) => _from[edge];

        public int To(int edge) => _to[edge];

        public long At(int edge) => _at[edge];

        public TextSlice Id(int edge) => _ids[edge];

        public int CompareIds(int left, int right) => Tables.Ids.Compare(_texts.Arrays, _ids[left], _ids[right]);

        /// <inheritdoc/>
        public double Number(int edge, PropertyDefinition property, double otherwise)
        {
            var value = ((NumberColumnBuilder)Columns(TypeOf(edge))[property.Index])[edge];
            return double.IsNaN(value) ? otherwise : value;
        }

        /// <inheritdoc/>
        public long Integer(int edge, PropertyDefinition property, long otherwise)
        {
            var value = ((IntegerColumnBuilder)Columns(TypeOf(edge))[property.Index])[edge];
            return value == IntegerColumn.Missing ? otherwise : value;
        }

        public int Add(EdgeRecord record, int from, int to)
        {
            var edge = _space.Allocate((byte)record.Type);
            _from[edge] = from;
            _to[edge] = to;
            if (record.Id is { } id) _ids[edge] = _texts.Write(id, default, default);
            _count++;
            Set(edge, record);
            return edge;
        }

        /// <summary>Sets the time and all properties.</summary>
        public void Set(int edge, EdgeRecord record)
        {
            _at[edge] = record.At ?? IntegerColumn.Missing;
            Columns(record.Type).Set(edge, record.Values);
        }

        public void Remove(int edge)
        {
            Columns(TypeOf(edge)).Clear(edge);
            _texts.Release(_ids[edge]);
            _ids[edge] = default;
            _at[edge] = IntegerColumn.Missing;
            _from[edge] = NoNode;
            _to[edge] = NoNode;
            _count--;
            _deadCount++;
        }

        public EdgeTable Freeze() => new()
        {
            Space = _space.Freeze(),
            From = _from.Freeze(),
            To = _to.Freeze(),
            Times = _at.Freeze(),
            Ids = _ids.Freeze(),
            Properties = FreezeProperties(),
            Blobs = _texts.Arrays,
            Count = _count,
            DeadCount = _deadCount,
        };

        private ColumnSet?[] FreezeProperties()
        {
            var properties = (ColumnSet?[])_source.Properties.Clone();
            for (var type = 0; type < properties.Length; type++)
            {
                if (_properties[type] is { } changed) properties[type] = changed.Freeze();
            }

            return properties;
        }

        private ColumnSet.Builder Columns(EdgeType type) =>
            _properties[(int)type] ??= _source.Properties[(int)type]!.ToBuilder(_texts);
    }
}
