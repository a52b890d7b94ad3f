using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation.Evaluation;

/// <summary>
/// The question as it is asked in life: what the product's recommendations, made of a whole community as it was at a
/// moment, find of what its members did after it. Candidates, for every method, are the items that were there then and
/// that the product may recommend to the member. To be shared between threads.
/// </summary>
public sealed class TemporalEvaluation
{
    private static readonly NodeKind[] ItemKinds =
        [NodeKind.Document, NodeKind.CodeRepository, NodeKind.Course, NodeKind.Activity];

    private readonly GraphSnapshot _before;
    private readonly GraphReader _everything;
    private readonly long _moment;
    private readonly int[] _memberNodes;
    private readonly int[] _itemNodes;
    private readonly int[] _itemOf;
    private readonly PairTable _done;
    private readonly PairTable _leftOut;
    private readonly PairTable _later;

    /// <param name="nodes">All nodes, as they are today.</param>
    /// <param name="edges">All edges between them.</param>
    /// <param name="moment">UTC ticks; what was done then or later is to be found.</param>
    public TemporalEvaluation(IReadOnlyList<NodeRecord> nodes, IReadOnlyList<EdgeRecord> edges, long moment)
    {
        _moment = moment;
        _before = CommunityAt.Of(nodes, edges, moment);
        _everything = _before.Read(Viewer.Program);
        _memberNodes = _everything.Nodes(NodeKind.Member).ToArray();
        _itemNodes = [.. ItemKinds.SelectMany(kind => _everything.Nodes(kind).ToArray())];
        _itemOf = new int[_everything.NodeCapacity];
        Array.Fill(_itemOf, -1);
        for (var item = 0; item < _itemNodes.Length; item++) _itemOf[_itemNodes[item]] = item;
        _done = TableOf(DoneBefore());
        var later = DoneAfter(nodes, edges);
        _leftOut = TableOf(LeftOut([.. later.Select(pair => pair.Member).Distinct()]));
        _later = TableOf(later.Where(pair => _leftOut.ItemsOf(pair.Member).BinarySearch(pair.Item) < 0));
        Members = FullRanking.Members(_later);
    }

    /// <summary>The members who did something after the moment that could have been recommended.</summary>
    public IReadOnlyList<int> Members { get; }

    /// <summary>The items that were there.</summary>
    public int ItemCount => _itemNodes.Length;

    /// <summary>What members of that time did later for the first time, once for each item.</summary>
    public int LaterCount => _later.PairCount + MadeLaterCount;

    /// <summary>Of these, how many with items that were made later: nobody can recommend them at the moment.</summary>
    public int MadeLaterCount { get; private set; }

    /// <summary>Asks for one page as a member does, with paths: to be timed.</summary>
    public void Ask(int member)
    {
        using var list = ListOf(member);
        for (var place = 0; place < Math.Min(FullRanking.ListLength, list.Ranked.Count); place++)
            list.At(place, withPaths: true);
    }

    /// <param name="progress">Is told what is being done; may be null.</param>
    public EvaluationReport Run(Action<string>? progress = null)
    {
        progress?.Invoke("paths");
        var ranker = new ProductRanker(this);
        var paths = FullRanking.Run(ranker, _leftOut, _later, Members);
        var report = Evaluation.Report(ranker.Name, paths, new ListQuality(_done));
        report = report with { Explained = ranker.Explained };
        var baselines = Evaluation.RunBaselines(_done, _leftOut, _later, paths, progress);
        return new EvaluationReport(WalkSettings.Default, report, baselines);
    }

    private RecommendationList ListOf(int member) => Recommendations.ForMember(
        ReaderOf(member), _memberNodes[member], new RecommendationQuery { Now = _moment });

    // As the member: of what is personal, no others' edges are listed; but nothing is hidden, for any method.
    private GraphReader ReaderOf(int member) => _before.Read(
        new Viewer(_everything.Ids.String(_memberNodes[member]), Role.Curator, []));

    private PairTable TableOf(IEnumerable<Pair> pairs) => PairTable.From(pairs, _memberNodes.Length, _itemNodes.Length);

    private List<Pair> DoneBefore()
    {
        var done = new List<Pair>();
        for (var member = 0; member < _memberNodes.Length; member++)
        {
            foreach (var (node, edge) in _everything.Follow(Relations.Interactions, _memberNodes[member]))
            {
                var weight = node < 0 || _itemOf[node] < 0 ? 0 : WeightOf(_everything.EdgeRecordOf(edge));
                if (weight > 0) done.Add(new Pair(member, _itemOf[node], weight));
            }
        }

        return done;
    }

    private List<Pair> DoneAfter(IReadOnlyList<NodeRecord> nodes, IReadOnlyList<EdgeRecord> edges)
    {
        var members = _memberNodes.Select((node, member) => (Id: _everything.Ids.String(node)!, member))
            .ToDictionary(entry => entry.Id, entry => entry.member, StringComparer.Ordinal);
        var newItems = nodes.Where(node => ItemKinds.Contains(node.Kind) && !_everything.TryFind(node.Id, out _))
            .Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        var own = edges.Where(edge => edge.Type == EdgeType.Authored).Select(edge => (edge.From, edge.To)).ToHashSet();
        var later = new List<Pair>();
        var madeLater = new HashSet<(string From, string To)>();
        foreach (var edge in edges)
        {
            if (edge.At is not { } at || at < _moment || edge.To is null || WeightOf(edge) <= 0) continue;
            if (EdgeTypes.Of(edge.Type).Family != EdgeFamily.Interaction) continue;
            if (!members.TryGetValue(edge.From, out var member)) continue;
            if (newItems.Contains(edge.To) && !own.Contains((edge.From, edge.To))) madeLater.Add((edge.From, edge.To));
            if (_everything.TryFind(edge.To, out var node) && _itemOf[node] >= 0)
                later.Add(new Pair(member, _itemOf[node], 1));
        }

        MadeLaterCount = madeLater.Count;
        return later;
    }

    private IEnumerable<Pair> LeftOut(int[] members)
    {
        foreach (var member in members)
        {
            var isLeftOut = Recommendations.NotFor(ReaderOf(member), _memberNodes[member], _moment);
            for (var item = 0; item < _itemNodes.Length; item++)
            {
                if (isLeftOut(_itemNodes[item])) yield return new Pair(member, item, 1);
            }
        }
    }

    private static float WeightOf(EdgeRecord edge)
    {
        var value = edge.Type is EdgeType.Liked or EdgeType.Rated ? edge["value"] : PropertyValue.Null;
        return InteractionWeights.Of(edge.Type, value.IsNull ? 1 : value.AsNumber());
    }

    // Scores are places: the product answers with an order, which variety has a say in.
    private sealed class ProductRanker(TemporalEvaluation evaluation) : IRanker
    {
        private int _answers;
        private int _explained;

        public string Name => "paths";

        /// <summary>The share of the answers of first pages with a path that may be shown whole.</summary>
        public double Explained => _answers == 0 ? 0 : (double)_explained / _answers;

        public void Score(int member, Span<float> scores)
        {
            using var list = evaluation.ListOf(member);
            for (var place = 0; place < list.Ranked.Count; place++)
                scores[evaluation._itemOf[list.Ranked[place].Node]] = list.Ranked.Count - place;
            var shown = Math.Min(FullRanking.ListLength, list.Ranked.Count);
            Interlocked.Add(ref _answers, shown);
            for (var place = 0; place < shown; place++)
            {
                if (list.At(place, withPaths: true).Paths.Any(path => path.IsComplete && path.Edges.Count > 0))
                    Interlocked.Increment(ref _explained);
            }
        }
    }
}
