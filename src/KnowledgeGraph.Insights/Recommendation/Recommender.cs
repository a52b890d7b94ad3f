using KnowledgeGraph.Graph.Walks;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// Answers one question: spreads walks from its starts, adds up what reaches each node, and keeps which start and which
/// kind of path brought how much (docs/insights/recommendation.md). For one thread.
/// </summary>
internal sealed class Recommender
{
    // Popularity is looked up for so many of what was reached, those with the largest sums.
    private const int CandidatesMax = 4_096;

    private readonly GraphReader _reader;
    private readonly RecommendationQuery _query;
    private readonly PathWalk<ReaderRows> _walk;
    private readonly WalkSettings _settings = WalkSettings.Default;
    private readonly List<Part> _parts = [];
    private readonly List<int> _partNodes = [];
    private readonly List<double> _partSums = [];
    private readonly SparseVector _reached = new();
    private readonly SparseVector _total = new();
    private readonly Dictionary<int, double> _popularity = [];

    public Recommender(GraphReader reader, RecommendationQuery query, ReaderRows rows)
    {
        (_reader, _query) = (reader, query);
        _walk = new PathWalk<ReaderRows>(rows);
    }

    /// <summary>Some row was longer than it may be, and was sampled.</summary>
    public bool IsSampled => _walk.IsSampled;

    /// <summary>
    /// Nodes and scores, best first. Candidates are everything reached that is of the kinds wanted and not
    /// <paramref name="isLeftOut"/>.
    /// </summary>
    public List<(int Node, double Score)> Rank(
        IReadOnlyList<WalkStart> starts, IReadOnlyList<PathType> types, int avoided, Func<int, bool> isLeftOut)
    {
        Spread(starts, types, avoided);
        Damp();
        var ranked = new List<(int Node, double Score)>();
        var kinds = _query.Kinds.Count == 0 ? null : _query.Kinds.ToHashSet();
        for (var position = 0; position < _total.Count; position++)
        {
            var (node, score) = (_total.Nodes[position], _total.Sums[position]);
            if (score <= 0 || (kinds is not null && !kinds.Contains(_reader.KindOf(node))) || isLeftOut(node)) continue;
            ranked.Add((node, Digits.Nine(score)));
        }

        ranked.Sort((left, right) => right.Score != left.Score
            ? right.Score.CompareTo(left.Score)
            : _reader.Ids.Token(left.Node).SequenceCompareTo(_reader.Ids.Token(right.Node)));
        return ranked;
    }

    /// <summary>What each start and kind of path brought to the node.</summary>
    public List<Contribution> Contributions(int node)
    {
        var result = new List<Contribution>();
        foreach (var part in _parts)
        {
            var at = _partNodes.IndexOf(node, part.Offset, part.Count);
            if (at >= 0) result.Add(new(part.Start, part.Type, _partSums[at] * Popularity(node)));
        }

        return result;
    }

    private void Spread(IReadOnlyList<WalkStart> starts, IReadOnlyList<PathType> types, int avoided)
    {
        var mean = Math.Exp(starts.Select(start => Math.Log(start.Weight)).DefaultIfEmpty().Average());
        for (var index = 0; index < starts.Count; index++)
        {
            var start = starts[index];
            var weight = Math.Pow(start.Weight / mean, _settings.StartWeight);
            for (var type = 0; type < types.Count; type++)
            {
                if (!types[type].Starts.Contains(_reader.KindOf(start.Node))) continue;
                var random = new SplitMix(_query.Seed + (ulong)((index * 64) + type));
                _walk.Spread(start.Node, types[type].Steps, avoided, _query.EntriesMax, ref random, _reached);
                Keep(start, types[type], weight * types[type].Weight);
            }
        }
    }

    private void Keep(WalkStart start, PathType type, double weight)
    {
        var offset = _partNodes.Count;
        for (var position = 0; position < _reached.Count; position++)
        {
            var (node, sum) = (_reached.Nodes[position], _reached.Sums[position]);
            if (sum <= 0 || node == start.Node || !type.Ends.Contains(_reader.KindOf(node))) continue;
            sum = weight * RootPower.Of(sum, _settings.MultiHitEighths);
            _partNodes.Add(node);
            _partSums.Add(sum);
            _total.Add(node, sum);
        }

        _parts.Add(new(start, type, offset, _partNodes.Count - offset));
    }

    private void Damp()
    {
        if (_total.Count > CandidatesMax)
        {
            // What is far below the rest before popularity is taken off seldom comes up after.
            var sums = _total.Sums.ToArray();
            Array.Sort(sums);
            var bar = sums[^CandidatesMax];
            foreach (ref var sum in _total.Sums) sum = sum < bar ? 0 : sum;
        }

        for (var position = 0; position < _total.Count; position++)
        {
            if (_total.Sums[position] > 0) _total.Sums[position] *= Popularity(_total.Nodes[position]);
        }
    }

    // How much a node is held back for being known to many anyway.
    private double Popularity(int node)
    {
        if (_popularity.TryGetValue(node, out var known)) return known;
        var degree = 0;
        foreach (var relation in WalkRelations.All[WalkRelations.ItemMembers]) degree += _reader.Degree(relation, node);
        return _popularity[node] = RootPower.Of(
            Math.Pow(Math.Max(1, degree), -_settings.Popularity), _settings.MultiHitEighths);
    }

    private readonly record struct Part(WalkStart Start, PathType Type, int Offset, int Count);
}

/// <summary>What walks of one kind from one start brought to a node.</summary>
internal readonly record struct Contribution(WalkStart Start, PathType Type, double Amount);
