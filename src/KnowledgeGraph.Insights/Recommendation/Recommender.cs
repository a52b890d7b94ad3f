using KnowledgeGraph.Graph.Walks;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// Answers one question: spreads walks from its starts, adds up what reaches each node, and keeps which start and which
/// kind of path brought how much (docs/insights/recommendation.md). For one thread.
/// </summary>
internal sealed class Recommender : IDisposable
{
    // Popularity is looked up for so many of what was reached, those with the largest sums.
    private const int CandidatesMax = 2_048;

    private readonly GraphReader _reader;
    private readonly RecommendationQuery _query;
    private readonly ReaderRows _rows;
    private readonly WalkSettings _settings = WalkSettings.Default;
    private readonly List<Part> _parts = [];
    private readonly Dictionary<int, double> _raised = [];
    private RecommenderRoom? _room = RecommenderRoom.Take();

    public Recommender(GraphReader reader, RecommendationQuery query, ReaderRows rows) =>
        (_reader, _query, _rows) = (reader, query, rows);

    /// <summary>Some row was longer than it may be, and was sampled.</summary>
    public bool IsSampled { get; private set; }

    private RecommenderRoom Room => _room ?? throw new ObjectDisposedException(nameof(Recommender));

    /// <summary>
    /// Nodes and scores, best first. Candidates are everything reached that is of the kinds wanted and not
    /// <paramref name="isLeftOut"/>.
    /// </summary>
    /// <param name="starts">Where walks begin.</param>
    /// <param name="types">Along what they go.</param>
    /// <param name="avoided">A node that they do not pass through; -1 for none.</param>
    /// <param name="isLeftOut">What is not to be answered.</param>
    /// <param name="rising">What the community does now, and what it counts for against all that walks reached.</param>
    public List<(int Node, double Score)> Rank(
        IReadOnlyList<WalkStart> starts, IReadOnlyList<PathType> types, int avoided, Func<int, bool> isLeftOut,
        (Rising.Found Found, double Weight)? rising = null)
    {
        Spread(starts, types, avoided);
        var total = Room.Total;
        // What is far below the rest before popularity is taken off seldom comes up after.
        var bar = Room.Largest.Find(total.Sums, CandidatesMax);
        var most = total.Count + (rising?.Found.Nodes.Count ?? 0);
        var nodes = Room.Nodes(most);
        var scores = Room.Scores(most);
        var count = 0;
        var all = 0.0;
        for (var position = 0; position < total.Count; position++)
        {
            var (node, sum) = (total.Nodes[position], total.Sums[position]);
            if (sum <= 0 || sum < bar || isLeftOut(node)) continue;
            nodes[count] = node;
            all += scores[count++] = sum * Popularity(node);
        }

        if (rising is var (found, weight) && count > 0)
            count = Raise(found, weight * all, nodes, scores, count, isLeftOut);
        // The largest first, in a sort that ascends.
        for (var place = 0; place < count; place++) scores[place] = -Digits.ThirtyBits(scores[place]);

        scores[..count].Sort(nodes[..count]);
        OrderEqual(nodes[..count], scores[..count]);
        var ranked = new List<(int Node, double Score)>(count);
        for (var place = 0; place < count; place++) ranked.Add((nodes[place], -scores[place]));
        return ranked;
    }

    /// <summary>What each start and kind of path brought to the node.</summary>
    public List<Contribution> Contributions(int node)
    {
        var result = new List<Contribution>();
        foreach (var part in _parts)
        {
            var at = Room.PartNodes.Slice(part.Offset, part.Count).IndexOf(node);
            if (at < 0) continue;
            var amount = Room.PartSums[part.Offset + at] * Popularity(node);
            result.Add(new(part.Start, part.Type, part.Random, amount));
        }

        if (_raised.TryGetValue(node, out var raised))
            result.Add(new(new WalkStart(node, 1, -1), PathTypes.RisingNow, new SplitMix(0), raised));

        return result;
    }

    /// <summary>Gives back the room that the next question may use; nothing can be asked any more.</summary>
    public void Dispose()
    {
        _room?.GiveBack();
        _room = null;
    }

    private int Raise(
        Rising.Found found, double unit, Span<int> nodes, Span<double> scores, int count, Func<int, bool> isLeftOut)
    {
        var kinds = KindSet.Of(_query.Kinds);
        foreach (var (node, score) in found.Nodes)
        {
            if (kinds.Contains(_reader.KindOf(node)) && !isLeftOut(node)) _raised[node] = score * found.Unit * unit;
        }

        var reached = 0;
        for (var place = 0; place < count; place++)
        {
            if (!_raised.TryGetValue(nodes[place], out var amount)) continue;
            scores[place] += amount;
            reached++;
        }

        if (reached == _raised.Count) return count;
        var there = nodes[..count].ToArray().ToHashSet();
        foreach (var (node, amount) in _raised)
        {
            if (there.Contains(node)) continue;
            nodes[count] = node;
            scores[count++] = amount;
        }

        return count;
    }

    private void Spread(IReadOnlyList<WalkStart> starts, IReadOnlyList<PathType> types, int avoided)
    {
        var kinds = KindSet.Of(_query.Kinds);
        var mean = Math.Exp(starts.Select(start => Math.Log(start.Weight)).DefaultIfEmpty().Average());
        Room.Clear();
        for (var index = 0; index < starts.Count; index++)
        {
            var start = starts[index];
            var weight = Math.Pow(start.Weight / mean, _settings.StartWeight);
            for (var type = 0; type < types.Count; type++)
            {
                if (!types[type].Starts.Contains(_reader.KindOf(start.Node))) continue;
                var random = new SplitMix(_query.Seed + (ulong)((index * 64) + type));
                var part = new Part(start, types[type], random, 0, 0);
                Room.Walk.Spread(
                    _rows, start.Node, types[type].Steps, avoided, _query.EntriesMax, ref random, Room.Reached);
                Keep(part, weight * types[type].Weight, kinds);
            }
        }

        IsSampled = Room.Walk.IsSampled;
    }

    private void Keep(Part part, double weight, KindSet kinds)
    {
        var (reached, total) = (Room.Reached, Room.Total);
        RootPower.Of(reached.Sums, _settings.MultiHitEighths);
        var ends = part.Type.Ends.And(kinds);
        var offset = Room.PartCount;
        for (var position = 0; position < reached.Count; position++)
        {
            var (node, sum) = (reached.Nodes[position], weight * reached.Sums[position]);
            if (sum <= 0 || node == part.Start.Node || !ends.Contains(_reader.KindOf(node))) continue;
            Room.AddPart(node, sum);
            total.Add(node, sum);
        }

        if (Room.PartCount > offset) _parts.Add(part with { Offset = offset, Count = Room.PartCount - offset });
    }

    // Of equal scores the one whose id comes first.
    private void OrderEqual(Span<int> nodes, ReadOnlySpan<double> scores)
    {
        for (var start = 0; start < scores.Length;)
        {
            var end = start + 1;
            while (end < scores.Length && scores[end] == scores[start]) end++;
            if (end - start > 1)
            {
                nodes[start..end].Sort((left, right) =>
                    _reader.Ids.Token(left).SequenceCompareTo(_reader.Ids.Token(right)));
            }

            start = end;
        }
    }

    // How much a node is held back for being known to many anyway.
    private double Popularity(int node) =>
        PopularityOf(_rows.Degree(WalkRelations.ItemMembers, node), _settings);

    private static double PopularityOf(int degree, WalkSettings settings) => (uint)degree < (uint)Popularities.Length
        ? Popularities[degree]
        : MakePopularity(degree, settings);

    private static double MakePopularity(int degree, WalkSettings settings) =>
        RootPower.Of(Math.Pow(Math.Max(1, degree), -settings.Popularity), settings.MultiHitEighths);

    // Of the settings that are the product's, which are the only ones here.
    private static readonly double[] Popularities =
        [.. Enumerable.Range(0, 1_024).Select(degree => MakePopularity(degree, WalkSettings.Default))];

    private readonly record struct Part(WalkStart Start, PathType Type, SplitMix Random, int Offset, int Count);
}

/// <summary>What walks of one kind from one start brought to a node.</summary>
internal readonly record struct Contribution(WalkStart Start, PathType Type, SplitMix Random, double Amount);
