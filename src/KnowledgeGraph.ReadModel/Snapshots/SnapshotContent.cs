using System.Text;
using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel.Snapshots;

/// <summary>
/// Which arrays of a version stand in which section: said once for writing and once, in the same order, for reading.
/// </summary>
internal static class SnapshotContent
{
    public sealed class Writer(GraphSnapshot snapshot)
    {
        private readonly NodeTable _nodes = snapshot.Nodes;
        private readonly EdgeTable _edges = snapshot.Edges;

        public void Write(Section section, SectionWriter writer)
        {
            switch (section)
            {
                case Section.Texts: WriteTexts(writer); break;
                case Section.Nodes: WriteNodes(writer); break;
                case Section.NodeIndex: WriteIndex(writer); break;
                case Section.NodeProperties:
                    foreach (var set in _nodes.Properties) WriteColumns(set, writer);
                    break;
                case Section.NodeOrders:
                    foreach (var order in _nodes.Orders) writer.WriteArray<int>(order.ToArray());
                    break;
                case Section.Derived: WriteDerived(writer); break;
                case Section.Access: WriteAccess(writer); break;
                case Section.Edges: WriteEdges(writer); break;
                case Section.EdgeProperties:
                    foreach (var type in EdgeTypes.All) WriteColumns(_edges.Properties[(int)type.Type]!, writer);
                    break;
                case Section.Adjacency: WriteAdjacency(writer); break;
            }
        }

        private void WriteTexts(SectionWriter writer)
        {
            var texts = _nodes.Texts;
            writer.Write(texts.LiveBytes);
            writer.Write(texts.WrittenBytes);
            writer.Write(texts.Arrays.Length);
            for (var blob = 0; blob < texts.Arrays.Length; blob++) writer.WriteArray(texts.UsedBytes(blob));
        }

        private void WriteNodes(SectionWriter writer)
        {
            writer.WriteSpace(_nodes.Space);
            writer.WritePages(_nodes.Ids);
            writer.WritePages(_nodes.OrderKeys);
            writer.Write(_nodes.DeadCount);
        }

        private void WriteIndex(SectionWriter writer)
        {
            writer.Write(_nodes.Index.Capacity);
            writer.Write(_nodes.Index.Used);
            writer.WritePages(_nodes.Index.Slots);
        }

        private void WriteDerived(SectionWriter writer)
        {
            writer.WritePages(_nodes.Excerpts);
            writer.WritePages(_nodes.Scores);
            writer.WritePages(_nodes.ViewCounts);
            writer.WritePages(_nodes.RatingSums);
            writer.WritePages(_nodes.Ratings);
        }

        private void WriteAccess(SectionWriter writer)
        {
            writer.Write(_nodes.Access.Names.Count);
            foreach (var name in _nodes.Access.Names) writer.WriteArray<byte>(Encoding.UTF8.GetBytes(name));
            writer.WriteArray<int>(_nodes.Access.Counts);
            writer.WritePages(_nodes.Levels);
        }

        private void WriteEdges(SectionWriter writer)
        {
            writer.WriteSpace(_edges.Space);
            writer.WritePages(_edges.From);
            writer.WritePages(_edges.To);
            writer.WritePages(_edges.Times);
            writer.WritePages(_edges.Ids);
            writer.Write(_edges.Count);
            writer.Write(_edges.DeadCount);
        }

        private void WriteAdjacency(SectionWriter writer)
        {
            foreach (var rows in snapshot.Rows)
            {
                writer.Write(rows.PageCount);
                for (var page = 0; page < rows.PageCount; page++)
                {
                    // A page without edges is an array of no offsets.
                    var (offsets, neighbours, edges) = rows.Page(page) ?? ([], [], []);
                    writer.WriteArray<int>(offsets);
                    writer.WriteArray<int>(neighbours);
                    writer.WriteArray<int>(edges);
                }
            }
        }

        private static void WriteColumns(ColumnSet set, SectionWriter writer)
        {
            foreach (var column in set.Columns) writer.WriteColumn(column);
        }
    }

    public sealed class Reader
    {
        private readonly Adjacency[] _rows = new Adjacency[Relations.All.Count];
        private readonly ColumnSet[] _nodeProperties = new ColumnSet[NodeKinds.All.Count];
        private readonly ColumnSet?[] _edgeProperties = new ColumnSet?[256];
        private readonly OrderedList[] _orders = new OrderedList[NodeKinds.All.Count];
        private TextBlobs? _texts;
        private HashIndex? _index;
        private (OrdinalSpace Space, PagedArray<TextSlice> Ids, PagedArray<long> OrderKeys, int DeadCount) _nodes;
        private (PagedArray<TextSlice> Excerpts, PagedArray<long> Scores, PagedArray<long> ViewCounts) _documents;
        private (PagedArray<long> Sums, PagedArray<double> Means) _ratings;
        private (AccessLevels Names, PagedArray<byte> Levels) _access;
        private EdgeTable? _edges;

        public void Read(Section section, SectionReader reader)
        {
            switch (section)
            {
                case Section.Texts: ReadTexts(reader); break;
                case Section.Nodes:
                    _nodes = (
                        reader.ReadSpace(), reader.ReadPages(default(TextSlice)),
                        reader.ReadPages(DefaultOrder.LastKey), reader.Read<int>());
                    break;
                case Section.NodeIndex: ReadIndex(reader); break;
                case Section.NodeProperties:
                    foreach (var kind in NodeKinds.All)
                    {
                        _nodeProperties[(int)kind.Kind] = ReadColumns(kind.Properties, reader);
                    }

                    break;
                case Section.NodeOrders:
                    for (var i = 0; i < _orders.Length; i++)
                    {
                        _orders[i] = OrderedList.FromSorted(reader.ReadArray<int>());
                    }

                    break;
                case Section.Derived:
                    _documents = (
                        reader.ReadPages(default(TextSlice)),
                        reader.ReadPages(IntegerColumn.Missing), reader.ReadPages(IntegerColumn.Missing));
                    _ratings = (reader.ReadPages(0L), reader.ReadPages(NumberColumn.Missing));
                    break;
                case Section.Access:
                    var names = new string[reader.Read<int>()];
                    for (var i = 0; i < names.Length; i++) names[i] = Encoding.UTF8.GetString(reader.ReadArray<byte>());
                    var counts = reader.ReadArray<int>();
                    _access = (AccessLevels.From(names, counts), reader.ReadPages(AccessLevels.Public));
                    break;
                case Section.Edges: ReadEdges(reader); break;
                case Section.EdgeProperties:
                    foreach (var type in EdgeTypes.All)
                    {
                        _edgeProperties[(int)type.Type] = ReadColumns(type.Properties, reader);
                    }

                    break;
                case Section.Adjacency:
                    for (var i = 0; i < _rows.Length; i++) _rows[i] = ReadAdjacency(reader);
                    break;
            }
        }

        public GraphSnapshot Build(long sequence, long committedAt) => new(sequence, committedAt, new NodeTable
        {
            Space = _nodes.Space,
            Texts = _texts!,
            Ids = _nodes.Ids,
            Index = _index!,
            Properties = _nodeProperties,
            OrderKeys = _nodes.OrderKeys,
            Orders = _orders,
            Excerpts = _documents.Excerpts,
            Scores = _documents.Scores,
            ViewCounts = _documents.ViewCounts,
            RatingSums = _ratings.Sums,
            Ratings = _ratings.Means,
            Levels = _access.Levels,
            Access = _access.Names,
            DeadCount = _nodes.DeadCount,
        }, _edges!, _rows);

        private void ReadTexts(SectionReader reader)
        {
            var (liveBytes, writtenBytes) = (reader.Read<long>(), reader.Read<long>());
            var count = reader.Read<int>();
            var arrays = new List<byte[]>();
            for (var blob = 0; blob < count; blob++) arrays.Add(reader.ReadArray<byte>());
            _texts = TextBlobs.From([.. arrays], liveBytes, writtenBytes);
        }

        private void ReadIndex(SectionReader reader)
        {
            var (capacity, used) = (reader.Read<int>(), reader.Read<int>());
            _index = HashIndex.From(reader.ReadPages(0UL), capacity, used);
        }

        private void ReadEdges(SectionReader reader) => _edges = new EdgeTable
        {
            Space = reader.ReadSpace(),
            From = reader.ReadPages(EdgeTable.NoNode),
            To = reader.ReadPages(EdgeTable.NoNode),
            Times = reader.ReadPages(IntegerColumn.Missing),
            Ids = reader.ReadPages(default(TextSlice)),
            Properties = _edgeProperties,
            Blobs = _texts!.Arrays,
            Count = reader.Read<int>(),
            DeadCount = reader.Read<int>(),
        };

        private static ColumnSet ReadColumns(IReadOnlyList<PropertyDefinition> properties, SectionReader reader) =>
            new([.. properties.Select(property => reader.ReadColumn(property.Type))]);

        private static Adjacency ReadAdjacency(SectionReader reader)
        {
            var count = reader.Read<int>();
            var pages = new List<(int[], int[], int[])?>();
            for (var page = 0; page < count; page++)
            {
                var rows = (reader.ReadArray<int>(), reader.ReadArray<int>(), reader.ReadArray<int>());
                pages.Add(rows.Item1.Length == 0 ? null : rows);
            }

            return Adjacency.FromPages(pages);
        }
    }
}
