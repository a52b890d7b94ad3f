using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// What a member did, as far as the reader may list it: where walks begin, and what need not be recommended any more.
/// </summary>
internal sealed class MemberProfile
{
    // Older ones still say what is done, but walks do not begin there.
    private const int InteractionsMax = 1_000;

    private static readonly Relation[] Links =
    [
        Relations.Of(EdgeType.Authored, EdgeDirection.Out, NodeKind.Document),
        Relations.Of(EdgeType.ContributedTo, EdgeDirection.Out, NodeKind.CodeRepository),
        Relations.Of(EdgeType.InterestedIn, EdgeDirection.Out, NodeKind.Topic),
        Relations.Of(EdgeType.Follows, EdgeDirection.Out, NodeKind.Member),
        Relations.Of(EdgeType.Hosts, EdgeDirection.Out, NodeKind.Activity),
    ];

    private readonly Dictionary<int, (double Weight, int Edge, double EdgeWeight)> _starts = [];
    private readonly GraphReader _reader;

    public MemberProfile(GraphReader reader, ReaderRows rows, int member)
    {
        _reader = reader;
        var position = 0;
        foreach (var (target, edge) in reader.Follow(Relations.Interactions, member))
        {
            if (target < 0 || !reader.ListsEdge(edge)) continue;
            var type = reader.TypeOf(edge);
            if (type == EdgeType.NotInterested) NotInterested.TryAdd(target, edge);
            else Done.TryAdd(target, edge);
            if (type == EdgeType.Completed) Completed.TryAdd(target, edge);
            if (position++ < InteractionsMax) Add(target, edge, rows.WeightOf(edge));
        }

        foreach (var relation in Links)
        {
            foreach (var (target, edge) in reader.Follow(relation, member))
            {
                if (!reader.ListsEdge(edge)) continue;
                Own.TryAdd(target, edge);
                Add(target, edge, rows.WeightOf(edge));
            }
        }

        foreach (var target in NotInterested.Keys) _starts.Remove(target);
    }

    /// <summary>What the member did something with, and one edge that says so.</summary>
    public Dictionary<int, int> Done { get; } = [];

    public Dictionary<int, int> Completed { get; } = [];

    /// <summary>What the member said it does not want.</summary>
    public Dictionary<int, int> NotInterested { get; } = [];

    /// <summary>What is joined to the member by a link: made, hosted, followed, interested in.</summary>
    public Dictionary<int, int> Own { get; } = [];

    /// <summary>How many nodes walks could begin at.</summary>
    public int StartCount => _starts.Values.Count(start => start.Weight > 0);

    /// <summary>The strongest starts, strongest first; of equal ones by id.</summary>
    public List<WalkStart> Starts(int startsMax)
    {
        var starts = new List<WalkStart>(_starts.Count);
        foreach (var (node, (weight, edge, _)) in _starts)
        {
            if (weight > 0) starts.Add(new WalkStart(node, Digits.Nine(weight), edge));
        }

        starts.Sort((left, right) => right.Weight != left.Weight
            ? right.Weight.CompareTo(left.Weight)
            : _reader.Ids.Token(left.Node).SequenceCompareTo(_reader.Ids.Token(right.Node)));
        return starts.Count <= startsMax ? starts : starts.GetRange(0, startsMax);
    }

    private void Add(int target, int edge, double weight)
    {
        var (sum, best, bestWeight) = _starts.GetValueOrDefault(target, (0, edge, 0));
        _starts[target] = weight > bestWeight ? (sum + weight, edge, weight) : (sum + weight, best, bestWeight);
    }
}
