using System.Text;
using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.ReadModel.Tables;

internal sealed partial class NodeTable
{
    public Builder ToBuilder() => new(this);

    /// <summary>The next version while it is made: for one thread. The orders are kept by who uses it.</summary>
    public sealed class Builder : IDefaultOrderSource
    {
        private static readonly int DocumentBody = NodeKinds.Document["body"].Index;
        private static readonly int DocumentTranscript = NodeKinds.Document["transcript"].Index;
        private static readonly int DocumentScore = NodeKinds.Document["score"].Index;
        private static readonly int DocumentViews = NodeKinds.Document["viewCount"].Index;

        private readonly NodeTable _source;
        private readonly OrdinalSpace.Builder _space;
        private readonly PagedArray<TextSlice>.Builder _ids;
        private readonly HashIndex.Builder _index;
        private readonly ColumnSet.Builder?[] _properties;
        private readonly PagedArray<long>.Builder _orderKeys;
        private readonly PagedArray<TextSlice>.Builder _excerpts;
        private readonly PagedArray<long>.Builder _scores;
        private readonly PagedArray<long>.Builder _viewCounts;
        private readonly PagedArray<long>.Builder _ratingSums;
        private readonly PagedArray<double>.Builder _ratings;
        private readonly PagedArray<byte>.Builder _levels;
        private readonly AccessLevels.Builder _access;
        private byte[] _idBytes = new byte[Limits.IdBytesMax];
        private int _deadCount;

        internal Builder(NodeTable source)
        {
            _source = source;
            Texts = source.Texts.ToBuilder();
            _space = source.Space.ToBuilder();
            _ids = source.Ids.ToBuilder();
            _index = source.Index.ToBuilder();
            _properties = new ColumnSet.Builder?[source.Properties.Length];
            _orderKeys = source.OrderKeys.ToBuilder();
            _excerpts = source.Excerpts.ToBuilder();
            _scores = source.Scores.ToBuilder();
            _viewCounts = source.ViewCounts.ToBuilder();
            _ratingSums = source.RatingSums.ToBuilder();
            _ratings = source.Ratings.ToBuilder();
            _levels = source.Levels.ToBuilder();
            _access = source.Access.ToBuilder();
            _deadCount = source.DeadCount;
        }

        public TextBlobs.Builder Texts { get; }

        public int Capacity => _space.Capacity;

        public NodeKind KindOf(int node) => (NodeKind)_space.ClassOf(node);

        public bool IsAlive(int node) => !_ids[node].IsMissing;

        public TextSlice Id(int node) => _ids[node];

        /// <summary>The node with that id, or -1.</summary>
        public int Find(string id)
        {
            var raw = Encode(id);
            return _index.Find(Tables.Ids.Hash(raw), new IdMatch(Texts.Arrays, _ids, raw));
        }

        /// <summary>Adds a node that is not there; its order key is set by <see cref="SetOrderKey"/>.</summary>
        public int Add(NodeRecord record)
        {
            var node = _space.Allocate((byte)record.Kind);
            _ids[node] = Texts.Write(record.Id, default, default);
            _index.Add(Tables.Ids.Hash(Encode(record.Id)), node);
            _access.Count(AccessLevels.Public, 1);
            SetProperties(node, record);
            return node;
        }

        /// <summary>Sets all properties, and what is derived from them alone.</summary>
        public void SetProperties(int node, NodeRecord record)
        {
            var kind = (int)record.Kind;
            var columns = _properties[kind] ??= _source.Properties[kind].ToBuilder(Texts);
            if (record.Kind == NodeKind.Document) DeriveDocument(node, columns, record);
            var before = MergedInto(node, columns);
            columns.Set(node, record.Values);
            IndexMerged(node, before, MergedInto(node, columns));
            var level = _access.LevelOf(record["access"]);
            if (level == _levels[node]) return;
            _access.Count(_levels[node], -1);
            _access.Count(level, 1);
            _levels[node] = level;
        }

        public void Remove(int node)
        {
            var kind = (int)KindOf(node);
            byte[] scratch = [];
            _index.Remove(Tables.Ids.Hash(TextBlobs.Raw(Texts.Arrays, _ids[node], ref scratch)), node);
            var columns = _properties[kind] ??= _source.Properties[kind].ToBuilder(Texts);
            IndexMerged(node, MergedInto(node, columns), default);
            columns.Clear(node);
            Texts.Release(_ids[node]);
            Texts.Release(_excerpts[node]);
            _ids[node] = default;
            _excerpts[node] = default;
            _orderKeys[node] = DefaultOrder.LastKey;
            _scores[node] = IntegerColumn.Missing;
            _viewCounts[node] = IntegerColumn.Missing;
            _ratingSums[node] = 0;
            _ratings[node] = NumberColumn.Missing;
            _access.Count(_levels[node], -1);
            _levels[node] = AccessLevels.Public;
            _deadCount++;
        }

        /// <summary>The node's text is the same, byte for byte.</summary>
        public bool TextEquals(int node, string property, PropertyValue value)
        {
            var kind = KindOf(node);
            var slice = Text(node, kind, NodeKinds.Of(kind)[property].Index);
            return value.IsNull ? slice.IsMissing : Texts.Holds(slice, value.AsText());
        }

        /// <summary>The level of the node's access.</summary>
        public byte Level(int node) => _levels[node];

        /// <summary>The level of an access.</summary>
        public byte LevelOf(PropertyValue access) => _access.LevelOf(access);

        /// <summary>What the level is called.</summary>
        public string LevelName(int level) => _access.Names[level];

        /// <summary>The levels met so far.</summary>
        public int LevelCount => _access.Names.Count;

        public long OrderKey(int node) => _orderKeys[node];

        public void SetOrderKey(int node, long key) => _orderKeys[node] = key;

        public void AddToScore(int document, long votes) => _scores[document] += votes;

        public void AddToViewCount(int document, long views) => _viewCounts[document] += views;

        /// <summary>Adds to the ratings' sum, in millionths, and gives the new one.</summary>
        public long AddToRatingSum(int node, long millionths) => _ratingSums[node] += millionths;

        public void SetRating(int node, double mean) => _ratings[node] = mean;

        public int CompareTies(int left, int right)
        {
            var kind = KindOf(left);
            var order = DefaultOrder.Of(kind);
            if (order.Kind == DefaultOrderKind.ByText)
            {
                var property = NodeKinds.Of(kind)[order.Field].Index;
                var byText = CompareTexts(Texts.Arrays, Text(left, kind, property), Text(right, kind, property));
                if (byText != 0) return byText;
            }

            return Tables.Ids.Compare(Texts.Arrays, _ids[left], _ids[right]);
        }

        public NodeTable Freeze(OrderedList[] orders) => new()
        {
            Space = _space.Freeze(),
            Texts = Texts.Freeze(),
            Ids = _ids.Freeze(),
            Index = _index.Freeze(),
            Properties = [.. _properties.Select((set, kind) => set?.Freeze() ?? _source.Properties[kind])],
            OrderKeys = _orderKeys.Freeze(),
            Orders = orders,
            Excerpts = _excerpts.Freeze(),
            Scores = _scores.Freeze(),
            ViewCounts = _viewCounts.Freeze(),
            RatingSums = _ratingSums.Freeze(),
            Ratings = _ratings.Freeze(),
            Levels = _levels.Freeze(),
            Access = _access.Freeze(),
            DeadCount = _deadCount,
        };

        private TextSlice MergedInto(int node, ColumnSet.Builder columns) =>
            MergedIds.Property(KindOf(node)) is >= 0 and var property
                ? ((TextColumnBuilder)columns[property])[node]
                : default;

        private void IndexMerged(int node, TextSlice before, TextSlice after)
        {
            if (before == after) return;
            foreach (var hash in MergedIds.Hashes(before, Texts.Arrays)) _index.Remove(hash, node);
            foreach (var hash in MergedIds.Hashes(after, Texts.Arrays)) _index.Add(hash, node);
        }

        private TextSlice Text(int node, NodeKind kind, int property) => _properties[(int)kind] is { } columns
            ? ((TextColumnBuilder)columns[property])[node]
            : _source.Column<TextSlice>(kind, property)[node];

        // Called before the columns are set: votes and views that are properties count beside those that are edges.
        private void DeriveDocument(int document, ColumnSet.Builder columns, NodeRecord record)
        {
            _scores[document] = Replaced(_scores[document], columns, DocumentScore, document, record);
            _viewCounts[document] = Replaced(_viewCounts[document], columns, DocumentViews, document, record);
            var text = record.Values[DocumentBody];
            if (text.IsNull) text = record.Values[DocumentTranscript];
            var excerpt = text.IsNull ? null : Excerpt.Of(text.AsText());
            var old = _excerpts[document];
            if (excerpt is null) Texts.Release(old);
            _excerpts[document] = excerpt is null ? default : Texts.Write(excerpt, old, default);
        }

        private static long Replaced(
            long sum, ColumnSet.Builder columns, int property, int document, NodeRecord record)
        {
            var old = ((IntegerColumnBuilder)columns[property])[document];
            var value = record.Values[property];
            return (sum == IntegerColumn.Missing ? 0 : sum)
                - (old == IntegerColumn.Missing ? 0 : old)
                + (value.IsNull ? 0 : value.AsInteger());
        }

        private ReadOnlySpan<byte> Encode(string id)
        {
            var length = Encoding.UTF8.GetByteCount(id);
            if (length > _idBytes.Length) _idBytes = new byte[length];
            return _idBytes.AsSpan(0, Encoding.UTF8.GetBytes(id, _idBytes));
        }
    }

    private readonly ref struct IdMatch(byte[][] blobs, PagedArray<TextSlice>.Builder ids, ReadOnlySpan<byte> id)
        : HashIndex.IMatch
    {
        private readonly ReadOnlySpan<byte> _id = id;

        public bool Matches(int node) => Tables.Ids.AreEqual(blobs, ids[node], _id);
    }
}
