using KnowledgeGraph.Graph.Walks;

namespace KnowledgeGraph.Insights.Recommendation.Evaluation;

/// <summary>
/// The walk for one member at a time with nothing made beforehand, as it is done for a request. For one thread, to be
/// used again.
/// </summary>
public sealed class MemberWalk
{
    private readonly PairTable _table;
    private readonly WalkSettings _settings;
    private readonly PathWalk _walk = new();
    private readonly PairTable.WalkRows _rows;
    private readonly SparseVector _reached = new();
    private readonly SparseVector _total = new();
    private readonly TopList _top = new(FullRanking.ListLength);
    private readonly double[] _popularity;
    private readonly WalkStep[] _steps;
    private readonly MemberWalk? _second;

    public MemberWalk(PairTable table, WalkSettings settings)
    {
        (_table, _settings) = (table, settings);
        if (settings.Second is { } second) _second = new MemberWalk(table, second);
        _rows = table.ToWalkRows(settings.MiddleWeight);
        _steps =
        [
            new(PairTable.WalkRows.ToMembers, settings.StartDegree),
            new(PairTable.WalkRows.ToItems, settings.MiddleDegree),
        ];
        _popularity = [.. Enumerable.Range(0, table.ItemCount).Select(
            item => Math.Pow(Math.Max(1, table.MembersOf(item).Length), -settings.Popularity))];
    }

    /// <summary>The scores of all items that were reached; good until the next call.</summary>
    /// <param name="member">The member.</param>
    /// <param name="entriesMax">The most entries of a row that are followed.</param>
    /// <param name="seed">Draws entries of rows that are longer.</param>
    public SparseVector Scores(int member, int entriesMax = int.MaxValue, ulong seed = 0)
    {
        ScoreOne(member, entriesMax, seed);
        if (_second is null) return _total;
        var others = _second.Scores(member, entriesMax, seed);
        var (own, theirs) = (Sum(_total), Sum(others));
        if (own == 0 || theirs == 0) return _total;
        var factor = WalkSettings.SecondWeight * own / theirs;
        for (var position = 0; position < others.Count; position++)
            _total.Add(others.Nodes[position], factor * others.Sums[position]);
        return _total;
    }

    private static double Sum(SparseVector scores)
    {
        var sum = 0.0;
        foreach (var score in scores.Sums) sum += score;
        return sum;
    }

    private void ScoreOne(int member, int entriesMax, ulong seed)
    {
        _total.Clear();
        var items = _table.ItemsOf(member);
        var weights = _table.WeightsOf(member);
        for (var index = 0; index < items.Length; index++)
        {
            var random = new SplitMix(seed + (ulong)index);
            _walk.Spread(_rows, items[index], _steps, member, entriesMax, ref random, _reached);
            var weight = Math.Pow(weights[index], _settings.StartWeight);
            for (var position = 0; position < _reached.Count; position++)
            {
                var item = _reached.Nodes[position];
                if (items.BinarySearch(item) >= 0) continue;
                _total.Add(item, weight * RootPower.Of(
                    _reached.Sums[position] * _popularity[item], _settings.MultiHitEighths));
            }
        }
    }

    /// <summary>The best items, best first; good until the next call.</summary>
    public ReadOnlySpan<int> Best(int member, int entriesMax = int.MaxValue, ulong seed = 0)
    {
        var scores = Scores(member, entriesMax, seed);
        _top.Clear();
        for (var position = 0; position < scores.Count; position++)
            _top.Offer(scores.Nodes[position], scores.Sums[position]);
        return _top.Nodes;
    }
}
