using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel.Query;

/// <summary>
/// An order bound to a version: compares its items, ordinals of nodes or of edges, with one another and with cursors.
/// </summary>
internal abstract class ItemOrder
{
    /// <summary>Decides most comparisons: the item's first key.</summary>
    public abstract long FirstKey(int item);

    /// <summary>0 only for the same item.</summary>
    public abstract int Compare(int left, int right);

    /// <summary>Negative where the item comes before the cursor's place, 0 where it is at it.</summary>
    public abstract int Compare(int item, Cursor cursor);

    public abstract bool TryRead(string text, [NotNullWhen(true)] out Cursor? cursor);

    /// <summary>Writes the bytes of an item's cursor.</summary>
    public abstract void Write(int item, IBufferWriter<byte> output);

    /// <summary>A cursor as the place to search for.</summary>
    public readonly struct Place(ItemOrder order, Cursor cursor) : IOrdinalProbe
    {
        public int Compare(int item) => order.Compare(item, cursor);
    }

    /// <summary>The order as a comparer.</summary>
    public readonly struct Comparer(ItemOrder order) : IComparer<int>
    {
        public int Compare(int left, int right) => order.Compare(left, right);
    }
}

/// <summary>Orders the nodes of one kind.</summary>
internal sealed class NodeItemOrder : ItemOrder
{
    private readonly NodeTable _nodes;
    private readonly uint _fingerprint;
    private readonly Key[] _keys;
    private readonly bool[] _isText;

    public NodeItemOrder(GraphReader reader, NodeOrder order)
    {
        _nodes = reader.Snapshot.Nodes;
        _fingerprint = order.Fingerprint;
        _keys = [.. order.Keys.Select(key => new Key(reader, key))];
        _isText = Array.ConvertAll(_keys, key => key.IsText);
    }

    public override long FirstKey(int item) => _keys.Length == 0 ? 0 : _keys[0].Number(item);

    public override int Compare(int left, int right)
    {
        foreach (var key in _keys)
        {
            var byKey = key.Compare(left, right);
            if (byKey != 0) return byKey;
        }

        return left == right ? 0 : Ids.Compare(_nodes.Texts.Arrays, _nodes.Ids[left], _nodes.Ids[right]);
    }

    public override int Compare(int item, Cursor cursor)
    {
        for (var i = 0; i < _keys.Length; i++)
        {
            var byKey = _keys[i].Compare(item, cursor.Keys[i], cursor.Texts[i]);
            if (byKey != 0) return byKey;
        }

        byte[] scratch = [];
        return _nodes.Texts.Raw(_nodes.Ids[item], ref scratch).SequenceCompareTo(cursor.Id);
    }

    public override bool TryRead(string text, [NotNullWhen(true)] out Cursor? cursor) =>
        Cursor.TryRead(text, _fingerprint, _isText, out cursor);

    public override void Write(int item, IBufferWriter<byte> output)
    {
        Cursor.WriteHeader(_fingerprint, output);
        Span<byte> folded = stackalloc byte[SortText.BytesMax];
        foreach (var key in _keys)
        {
            Cursor.WriteKey(key.Number(item), output);
            if (key.IsText) Cursor.WriteText(folded[..key.Fold(item, folded)], output);
        }

        byte[] scratch = [];
        output.Write(_nodes.Texts.Raw(_nodes.Ids[item], ref scratch));
    }

    /// <summary>
    /// One key: numbers that ascend in the order, missing values last; texts are compared in full besides.
    /// </summary>
    private sealed class Key
    {
        private readonly bool _descending;
        private readonly Func<int, long> _number;
        private readonly TextColumn _texts;

        public Key(GraphReader reader, NodeOrderKey key)
        {
            _descending = key.Descending;
            _number = Number(reader, key.Field);
            IsText = key.Field.Type == PropertyType.Text;
            if (IsText) _texts = reader.Texts(key.Field);
        }

        public bool IsText { get; }

        public long Number(int item)
        {
            var number = IsText ? Prefix(item) : _number(item);
            return number == DefaultOrder.LastKey || !_descending ? number : ~number;
        }

        public int Compare(int left, int right)
        {
            var byNumber = Number(left).CompareTo(Number(right));
            if (byNumber != 0 || !IsText) return byNumber;
            Span<byte> key = stackalloc byte[SortText.BytesMax];
            return CompareText(left, key[..Fold(right, key)]);
        }

        public int Compare(int item, long number, byte[]? text)
        {
            var byNumber = Number(item).CompareTo(number);
            return byNumber != 0 || !IsText ? byNumber : CompareText(item, text);
        }

        public int Fold(int item, Span<byte> key)
        {
            byte[] scratch = [];
            return SortText.Fold(_texts.Raw(item, ref scratch), key);
        }

        private int CompareText(int item, ReadOnlySpan<byte> other)
        {
            Span<byte> key = stackalloc byte[SortText.BytesMax];
            var byText = key[..Fold(item, key)].SequenceCompareTo(other);
            return _descending ? -byText : byText;
        }

        private long Prefix(int item)
        {
            if (_texts[item].IsMissing) return DefaultOrder.LastKey;
            Span<byte> key = stackalloc byte[SortText.BytesMax];
            return SortText.Prefix(key[..Fold(item, key)]);
        }

        private static Func<int, long> Number(GraphReader reader, NodeField field)
        {
            switch (field.Type)
            {
                case PropertyType.Integer or PropertyType.Instant:
                    var integers = field.Type == PropertyType.Integer ? reader.Integers(field) : reader.Instants(field);
                    return item => integers[item] is var value && value == IntegerColumn.Missing
                        ? DefaultOrder.LastKey
                        : value;
                case PropertyType.Number:
                    var numbers = reader.Numbers(field);
                    return item => Sortable(numbers[item]);
                case PropertyType.Enumeration or PropertyType.Boolean:
                    var bytes = reader.Bytes(field);
                    return item => bytes[item] is var value && value == ByteColumn.Missing
                        ? DefaultOrder.LastKey
                        : value;
                default:
                    return _ => 0;
            }
        }

        // The bits of a double, flipped so that they order as the numbers do.
        private static long Sortable(double value)
        {
            if (double.IsNaN(value)) return DefaultOrder.LastKey;
            // Adding 0 makes one of the two zeros.
            var bits = BitConverter.DoubleToInt64Bits(value + 0.0);
            return bits ^ ((bits >> 63) & long.MaxValue);
        }
    }
}

/// <summary>Orders interactions: newest first, then by id.</summary>
internal sealed class InteractionOrder(GraphReader reader) : ItemOrder
{
    // Any number that no order of nodes has; cursors of nodes' lists are refused by it.
    private const uint Fingerprint = 0x49_4E_54_31;

    private readonly EdgeTable _edges = reader.Snapshot.Edges;

    public override long FirstKey(int item) => ~_edges.At(item);

    public override int Compare(int left, int right) => new NewestFirst<EdgeTable>(_edges).Compare(left, right);

    public override int Compare(int item, Cursor cursor)
    {
        var byTime = FirstKey(item).CompareTo(cursor.Keys[0]);
        if (byTime != 0) return byTime;
        byte[] scratch = [];
        return TextBlobs.Raw(_edges.Blobs, _edges.Ids[item], ref scratch).SequenceCompareTo(cursor.Id);
    }

    public override bool TryRead(string text, [NotNullWhen(true)] out Cursor? cursor) =>
        Cursor.TryRead(text, Fingerprint, [false], out cursor);

    public override void Write(int item, IBufferWriter<byte> output)
    {
        Cursor.WriteHeader(Fingerprint, output);
        Cursor.WriteKey(FirstKey(item), output);
        byte[] scratch = [];
        output.Write(TextBlobs.Raw(_edges.Blobs, _edges.Ids[item], ref scratch));
    }
}
