using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>
/// Builds a version from nothing: all nodes, then all edges, then one sort. For one thread, used once.
/// </summary>
internal sealed class FullBuild
{
    private readonly NodeTable.Builder _nodes;
    private readonly EdgeTable.Builder _edges;
    private readonly List<int>[] _nodesByKind = [.. NodeKinds.All.Select(_ => new List<int>())];
    private readonly List<int>[] _edgesByType = [.. Enumerable.Range(0, 256).Select(_ => new List<int>(0))];

    // By node: documents about it, ratings of it.
    private readonly Dictionary<int, int> _documents = [];
    private readonly Dictionary<int, int> _ratings = [];

    public FullBuild()
    {
        _nodes = NodeTable.Empty().ToBuilder();
        _edges = EdgeTable.Empty().ToBuilder(_nodes.Texts);
    }

    public void Add(NodeRecord record)
    {
        var node = _nodes.Add(record);
        _nodesByKind[(int)record.Kind].Add(node);
        _nodes.SetOrderKey(node, Derivation.OrderKey(record, documentCount: 0));
    }

    /// <summary>Adds an edge; its ends have to be there.</summary>
    /// <exception cref="InvalidDataException">An end is not there.</exception>
    public void Add(EdgeRecord record)
    {
        var from = Find(record.From, record);
        var to = record.To is null ? EdgeTable.NoNode : Find(record.To, record);
        var edge = _edges.Add(record, from, to);
        _edgesByType[(int)record.Type].Add(edge);
        if (record.Type == EdgeType.About && _nodes.KindOf(from) == NodeKind.Document) Increment(_documents, to);
        if (record.Type == EdgeType.Rated) Increment(_ratings, to);
        Derivation.Count(_nodes, _edges, edge, 1, _ratings.GetValueOrDefault(to));
    }

    /// <param name="sequence">The number of the last commit that was added.</param>
    /// <param name="committedAt">When that one was made; 0 where nobody knows.</param>
    public GraphSnapshot Build(long sequence, long committedAt)
    {
        foreach (var (topic, documents) in _documents)
        {
            _nodes.SetOrderKey(topic, DefaultOrder.Descending(documents));
        }

        var (orders, ranks) = SortNodes();
        var relations = new Adjacency[Relations.All.Count];
        Array.Fill(relations, Adjacency.Empty);
        foreach (var type in EdgeTypes.All.Where(type => type.Family == EdgeFamily.Link))
        {
            var edges = _edgesByType[(int)type.Type].ToArray();
            foreach (var kind in type.To) Place(relations, type.Type, EdgeDirection.Out, kind, edges, ranks);
            foreach (var kind in type.From) Place(relations, type.Type, EdgeDirection.In, kind, edges, ranks);
        }

        PlaceInteractions(relations);
        return new GraphSnapshot(sequence, committedAt, _nodes.Freeze(orders), _edges.Freeze(), relations);
    }

    private int Find(string id, EdgeRecord record)
    {
        var node = _nodes.Find(id);
        return node >= 0
            ? node
            : throw new InvalidDataException(
                $"{record.Type} from {record.From} to {record.To}: there is no node {id}.");
    }

    private (OrderedList[] Orders, int[] Ranks) SortNodes()
    {
        var ranks = new int[_nodes.Capacity];
        var orders = new OrderedList[_nodesByKind.Length];
        var comparer = new DefaultOrderComparer<NodeTable.Builder>(_nodes);
        for (var kind = 0; kind < orders.Length; kind++)
        {
            var nodes = _nodesByKind[kind].ToArray();
            var keys = Array.ConvertAll(nodes, _nodes.OrderKey);
            KeyedSort.Sort(keys, nodes, comparer);
            for (var rank = 0; rank < nodes.Length; rank++) ranks[nodes[rank]] = rank;
            orders[kind] = OrderedList.FromSorted(nodes);
        }

        return (orders, ranks);
    }

    // A counting sort by the neighbours' ranks: rows then come out in the neighbours' default order.
    private void Place(
        Adjacency[] relations, EdgeType type, EdgeDirection direction, NodeKind neighbourKind, int[] all, int[] ranks)
    {
        var edges = Array.FindAll(all, edge => _nodes.KindOf(Neighbour(edge, direction)) == neighbourKind);
        if (edges.Length == 0) return;
        var starts = new int[_nodesByKind[(int)neighbourKind].Count + 1];
        foreach (var edge in edges) starts[ranks[Neighbour(edge, direction)] + 1]++;
        for (var rank = 1; rank < starts.Length; rank++) starts[rank] += starts[rank - 1];
        var sorted = new int[edges.Length];
        foreach (var edge in edges) sorted[starts[ranks[Neighbour(edge, direction)]]++] = edge;
        relations[Relations.Of(type, direction, neighbourKind).Index] = Rows(sorted, direction);
    }

    private void PlaceInteractions(Adjacency[] relations)
    {
        var types = EdgeTypes.All.Where(type => type.Family == EdgeFamily.Interaction).ToArray();
        var all = types.SelectMany(type => _edgesByType[(int)type.Type]).ToArray();
        var keys = Array.ConvertAll(all, edge => ~_edges.At(edge));
        KeyedSort.Sort(keys, all, new NewestFirst<EdgeTable.Builder>(_edges));
        relations[Relations.Interactions.Index] = Rows(all, EdgeDirection.Out);
        foreach (var edges in all.GroupBy(_edges.TypeOf))
        {
            relations[Relations.Of(edges.Key, EdgeDirection.Out).Index] = Rows([.. edges], EdgeDirection.Out);
            relations[Relations.Of(edges.Key, EdgeDirection.In).Index] =
                Rows([.. edges.Where(edge => _edges.To(edge) >= 0)], EdgeDirection.In);
        }
    }

    private Adjacency Rows(int[] edges, EdgeDirection direction) => Adjacency.FromOrdered(
        Array.ConvertAll(edges, edge => direction == EdgeDirection.Out ? _edges.From(edge) : _edges.To(edge)),
        Array.ConvertAll(edges, edge => Neighbour(edge, direction)),
        edges);

    private int Neighbour(int edge, EdgeDirection direction) =>
        direction == EdgeDirection.Out ? _edges.To(edge) : _edges.From(edge);

    private static void Increment(Dictionary<int, int> counts, int node) =>
        counts[node] = counts.GetValueOrDefault(node) + 1;
}
