using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>
/// The next version of the whole graph while it is made: copies the pages and rows that changes touch, and keeps
/// every order and sum as a build from nothing would have it. For one thread, frozen once.
/// </summary>
internal sealed partial class GraphWriter
{
    private static readonly Relation TopicDocuments =
        Relations.Of(EdgeType.About, EdgeDirection.In, NodeKind.Document);

    private readonly GraphSnapshot _source;
    private readonly NodeTable.Builder _nodes;
    private readonly EdgeTable.Builder _edges;
    private readonly Adjacency.Builder?[] _rows;
    private readonly OrderedList.Builder?[] _orders;

    // Topics that gained or lost documents: their place is found once, at the end.
    private readonly HashSet<int> _countedTopics = [];

    public GraphWriter(GraphSnapshot source)
    {
        _source = source;
        _nodes = source.Nodes.ToBuilder();
        _edges = source.Edges.ToBuilder(_nodes.Texts);
        _rows = new Adjacency.Builder?[source.Rows.Length];
        _orders = new OrderedList.Builder?[source.Nodes.Orders.Length];
    }

    public void Put(NodeRecord record)
    {
        var node = _nodes.Find(record.Id);
        if (node < 0)
        {
            node = _nodes.Add(record);
            _nodes.SetOrderKey(node, Derivation.OrderKey(record, documentCount: 0));
            Order(record.Kind).Insert(node, NodeComparer);
            return;
        }

        if (!Moves(node, record))
        {
            _nodes.SetProperties(node, record);
            return;
        }

        // Its place is found by its old key, so it leaves every list before the key changes.
        var places = TakeOut(node);
        Order(record.Kind).Remove(node, NodeComparer);
        _nodes.SetProperties(node, record);
        _nodes.SetOrderKey(node, Derivation.OrderKey(record, documentCount: 0));
        Order(record.Kind).Insert(node, NodeComparer);
        foreach (var (relation, neighbour, edge) in places) Insert(relation, neighbour, node, edge);
    }

    public void DeleteNode(string id)
    {
        var node = _nodes.Find(id);
        if (node < 0) return;
        foreach (var relation in Relations.All)
        {
            // From the end, where taking an entry out moves nothing.
            while (Row(relation, node) is { Count: > 0 } row) Remove(row.Edges[^1]);
        }

        _countedTopics.Remove(node);
        Order(_nodes.KindOf(node)).Remove(node, NodeComparer);
        _nodes.Remove(node);
    }

    public GraphSnapshot Freeze(long sequence, long committedAt)
    {
        foreach (var topic in _countedTopics)
        {
            var key = DefaultOrder.Descending(Degree(TopicDocuments, topic));
            if (key == _nodes.OrderKey(topic)) continue;
            Order(NodeKind.Topic).Remove(topic, NodeComparer);
            _nodes.SetOrderKey(topic, key);
            Order(NodeKind.Topic).Insert(topic, NodeComparer);
        }

        var orders = new OrderedList[_orders.Length];
        for (var i = 0; i < orders.Length; i++) orders[i] = _orders[i]?.Freeze() ?? _source.Nodes.Orders[i];
        var rows = new Adjacency[_rows.Length];
        for (var i = 0; i < rows.Length; i++) rows[i] = _rows[i]?.Freeze() ?? _source.Rows[i];
        return new GraphSnapshot(sequence, committedAt, _nodes.Freeze(orders), _edges.Freeze(), rows);
    }

    private DefaultOrderComparer<NodeTable.Builder> NodeComparer => new(_nodes);

    private OrderedList.Builder Order(NodeKind kind) =>
        _orders[(int)kind] ??= _source.Nodes.Orders[(int)kind].ToBuilder();

    private Adjacency.Builder Rows(Relation relation) =>
        _rows[relation.Index] ??= _source.Rows[relation.Index].ToBuilder();

    private AdjacencyRow Row(Relation relation, int node) => _rows[relation.Index] is { } rows
        ? rows[node]
        : _source.Rows[relation.Index][node];

    private int Degree(Relation relation, int node) => _rows[relation.Index] is { } rows
        ? rows.Degree(node)
        : _source.Rows[relation.Index].Degree(node);

    // Whether the record gives the node another place in its kind's default order.
    private bool Moves(int node, NodeRecord record)
    {
        var order = DefaultOrder.Of(record.Kind);
        if (order.Kind == DefaultOrderKind.MostDocumentsFirst) return false;
        return Derivation.OrderKey(record, documentCount: 0) != _nodes.OrderKey(node)
            || (order.Kind == DefaultOrderKind.ByText && !_nodes.TextEquals(node, order.Field, record[order.Field]));
    }

    // Takes a node out of the rows of its neighbours along links, and gives what puts it back.
    private List<(Relation Relation, int Neighbour, int Edge)> TakeOut(int node)
    {
        var places = new List<(Relation, int, int)>();
        foreach (var relation in Relations.All)
        {
            if (relation.IsOfInteractions) continue;
            var row = Row(relation, node);
            if (row.Count == 0) continue;
            var opposite = Relations.Of(relation.Type!.Value, Opposite(relation.Direction), _nodes.KindOf(node));
            if (opposite.SortsWhenRead) continue;
            for (var i = 0; i < row.Count; i++) places.Add((opposite, row.Neighbours[i], row.Edges[i]));
        }

        foreach (var (relation, neighbour, edge) in places)
        {
            Rows(relation).RemoveAt(neighbour, PositionOf(relation, neighbour, node, edge));
        }

        return places;
    }

    private static EdgeDirection Opposite(EdgeDirection direction) =>
        direction == EdgeDirection.Out ? EdgeDirection.In : EdgeDirection.Out;
}
