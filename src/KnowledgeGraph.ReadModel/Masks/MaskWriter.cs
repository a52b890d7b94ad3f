using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel.Masks;

/// <summary>
/// What a class sees of the next version while it is made: is told of each change, and costs what that touches. For one
/// thread, frozen once.
/// </summary>
internal sealed class MaskWriter
{
    private readonly SeenColumns _source;
    private readonly NodeTable.Builder _nodes;
    private readonly PagedBits.Builder _bits;
    private readonly HiddenSums.Builder _hidden;
    private readonly PagedArray<long>.Builder _topicKeys;
    private readonly OrderedList.Builder?[] _orders;
    private readonly HashSet<int> _countedTopics = [];
    private readonly List<bool> _levels = [];

    public MaskWriter(NodeMask source, NodeTable.Builder nodes)
    {
        _source = source.Columns;
        Class = source.Class;
        _nodes = nodes;
        _bits = source.Bits!.ToBuilder();
        _hidden = _source.Hidden.ToBuilder();
        _topicKeys = _source.TopicKeys.ToBuilder();
        _orders = new OrderedList.Builder?[_source.Orders.Length];
    }

    public MaskClass Class { get; }

    public bool Sees(int node) => SeesLevel(_nodes.Level(node));

    public bool SeesLevel(byte level)
    {
        while (_levels.Count <= level) _levels.Add(Class.Viewer.Sees(_nodes.LevelName(_levels.Count)));
        return _levels[level];
    }

    /// <summary>A node is new, or has another place, or is seen now: it takes its place.</summary>
    public void Enter(int node)
    {
        _bits[node] = true;
        Order(_nodes.KindOf(node)).Insert(node, Comparer);
    }

    /// <summary>A node is about to go, to change its place, or to be hidden; it still has what places it.</summary>
    public void Leave(int node) => Order(_nodes.KindOf(node)).Remove(node, Comparer);

    /// <summary>The node is not seen.</summary>
    public void Hide(int node) => _bits[node] = false;

    /// <summary>A topic has its first key, or none any more.</summary>
    public void SetTopicKey(int topic, long key) => _topicKeys[topic] = key;

    /// <summary>The topic is gone.</summary>
    public void Forget(int topic)
    {
        _countedTopics.Remove(topic);
        _topicKeys[topic] = DefaultOrder.LastKey;
    }

    /// <summary>A hidden document is about a topic, or with -1 no more.</summary>
    public void CountDocument(int topic, int sign)
    {
        _hidden.AddDocument(topic, sign);
        _countedTopics.Add(topic);
    }

    /// <summary>A hidden member did something, or with -1 it no longer counts.</summary>
    public void Count(int target, int sign, Contribution contribution) => _hidden.Add(target, sign, contribution);

    /// <summary>Gives topics their places.</summary>
    /// <param name="countedTopics">Those that gained or lost documents, whether hidden or not.</param>
    /// <param name="documentsOf">The number of all documents of a topic.</param>
    public void OrderTopics(HashSet<int> countedTopics, Func<int, int> documentsOf)
    {
        _countedTopics.UnionWith(countedTopics);
        foreach (var topic in _countedTopics)
        {
            var key = DefaultOrder.Descending(documentsOf(topic) - _hidden.Documents(topic));
            if (key == _topicKeys[topic]) continue;
            var isSeen = Sees(topic);
            if (isSeen) Leave(topic);
            _topicKeys[topic] = key;
            if (isSeen) Enter(topic);
        }
    }

    /// <summary>The class's mask of the version of which the rest is frozen.</summary>
    public NodeMask Freeze(GraphSnapshot source, NodeTable nodes, Adjacency[] rows)
    {
        var hidden = _hidden.Freeze();
        return new NodeMask(Class, _bits.Freeze(), new SeenColumns
        {
            Orders = [.. _orders.Select((order, kind) => order?.Freeze() ?? _source.Orders[kind])],
            TopicKeys = _topicKeys.Freeze(),
            Scores = Differences.Of(
                nodes.Scores, hidden.Votes, (source.Nodes.Scores, _source.Hidden.Votes, _source.Scores)),
            ViewCounts = Differences.Of(
                nodes.ViewCounts, hidden.Views, (source.Nodes.ViewCounts, _source.Hidden.Views, _source.ViewCounts)),
            Ratings = Differences.Ratings(nodes, rows, hidden, (source.Nodes, _source.Hidden, _source.Ratings)),
            Hidden = hidden,
        });
    }

    private OrderedList.Builder Order(NodeKind kind) =>
        _orders[(int)kind] ??= _source.Orders[(int)kind].ToBuilder();

    private DefaultOrderComparer<Places> Comparer => new(new(_nodes, _topicKeys));

    private readonly struct Places(NodeTable.Builder nodes, PagedArray<long>.Builder topicKeys) : IDefaultOrderSource
    {
        public long OrderKey(int node) =>
            nodes.KindOf(node) == NodeKind.Topic ? topicKeys[node] : nodes.OrderKey(node);

        public int CompareTies(int left, int right) => nodes.CompareTies(left, right);
    }
}
