using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Masks;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>
/// The next version of the whole graph while it is made: copies the pages and rows that changes touch, and keeps
/// every order and sum as a build from nothing would have it. For one thread, frozen once.
/// </summary>
internal sealed partial class GraphWriter
{
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
        _masks = [.. source.Masks.ToTakeOver().Select(mask => new MaskWriter(mask, _nodes))];
    }

    public void Put(NodeRecord record)
    {
        var node = _nodes.Find(record.Id);
        if (node < 0)
        {
            node = _nodes.Add(record);
            _nodes.SetOrderKey(node, Derivation.OrderKey(record, documentCount: 0));
            Order(record.Kind).Insert(node, NodeComparer);
            EnterMasks(node);
            return;
        }

        var oldLevel = _nodes.Level(node);
        var moves = Moves(node, record);
        if (!moves && _nodes.LevelOf(record["access"]) == oldLevel)
        {
            _nodes.SetProperties(node, record);
            return;
        }

        LeaveMasks(node);
        if (moves) Move(node, record);
        else _nodes.SetProperties(node, record);
        ReturnToMasks(node, oldLevel);
    }

    private void Move(int node, NodeRecord record)
    {
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

        LeaveMasks(node);
        _countedTopics.Remove(node);
        foreach (var mask in _masks) mask.Forget(node);
        Order(_nodes.KindOf(node)).Remove(node, NodeComparer);
        _nodes.Remove(node);
    }

    public GraphSnapshot Freeze(long sequence, long committedAt)
    {
        foreach (var topic in _countedTopics)
        {
            var key = DefaultOrder.Descending(Degree(Relations.TopicDocuments, topic));
            if (key == _nodes.OrderKey(topic)) continue;
            Order(NodeKind.Topic).Remove(topic, NodeComparer);
            _nodes.SetOrderKey(topic, key);
            Order(NodeKind.Topic).Insert(topic, NodeComparer);
        }

        var orders = new OrderedList[_orders.Length];
        for (var i = 0; i < orders.Length; i++) orders[i] = _orders[i]?.Freeze() ?? _source.Nodes.Orders[i];
        var rows = new Adjacency[_rows.Length];
        for (var i = 0; i < rows.Length; i++) rows[i] = _rows[i]?.Freeze() ?? _source.Rows[i];
        var nodes = _nodes.Freeze(orders);
        foreach (var mask in _masks)
            mask.OrderTopics(_countedTopics, topic => rows[Relations.TopicDocuments.Index].Degree(topic));
        NodeMask[] masks = [.. _masks
            .Where(mask => MaskBuild.Hides(nodes, mask.Class))
            .Select(mask => mask.Freeze(_source, nodes, rows))];
        return new GraphSnapshot(
            sequence, committedAt, nodes, _edges.Freeze(), rows, _source.Masks.Wanted, masks, _source.Sums);
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
