using KnowledgeGraph.Graph.Walks;

namespace KnowledgeGraph.Insights.Recommendation.Evaluation;

/// <summary>The walk of the product, or two of them.</summary>
internal sealed class PathRanker(PairTable table, WalkSettings settings) : IRanker
{
    private readonly ItemRows _rows = ItemRows.Build(table, settings);
    private readonly PathRanker? _second = settings.Second is { } second ? new PathRanker(table, second) : null;

    [ThreadStatic]
    private static float[]? _scratch;

    public string Name => "paths";

    public void Score(int member, Span<float> scores)
    {
        ScoreOne(member, scores);
        if (_second is null) return;
        if (_scratch is null || _scratch.Length < scores.Length) _scratch = new float[scores.Length];
        var others = _scratch.AsSpan(0, scores.Length);
        others.Clear();
        _second.ScoreOne(member, others);
        var (own, theirs) = (Sum(scores, member), Sum(others, member));
        if (own == 0 || theirs == 0) return;
        var factor = (float)(WalkSettings.SecondWeight * own / theirs);
        for (var item = 0; item < scores.Length; item++) scores[item] += factor * others[item];
    }

    // Of what the member did not do.
    private double Sum(Span<float> scores, int member)
    {
        var sum = 0.0;
        foreach (var item in table.ItemsOf(member)) scores[item] = 0;
        foreach (var score in scores) sum += score;
        return sum;
    }

    private void ScoreOne(int member, Span<float> scores)
    {
        var items = table.ItemsOf(member);
        var weights = table.WeightsOf(member);
        for (var index = 0; index < items.Length; index++)
        {
            var weight = settings.StartWeight == 0 ? 1 : (float)Math.Pow(weights[index], settings.StartWeight);
            RankerMath.AddRow(_rows[items[index]], weight, scores);
        }
    }
}

/// <summary>Baseline: what most members did.</summary>
internal sealed class PopularityRanker(PairTable table) : IRanker
{
    public string Name => "popularity";

    public void Score(int member, Span<float> scores)
    {
        for (var item = 0; item < scores.Length; item++) scores[item] = table.MembersOf(item).Length;
    }
}

/// <summary>Baseline: cosine between the members of items, from each item the 100 nearest.</summary>
internal sealed class ItemKnnRanker(PairTable table) : IRanker
{
    private static readonly WalkSettings Cosine = new()
    {
        StartWeight = 0, MiddleWeight = 0, StartDegree = 0.5, MiddleDegree = 0, Popularity = 0.5, MultiHitEighths = 8,
    };

    private readonly ItemRows _rows = ItemRows.Build(table, Cosine, neighboursMax: 100);

    public string Name => "itemKnn";

    public void Score(int member, Span<float> scores)
    {
        foreach (var item in table.ItemsOf(member)) RankerMath.AddRow(_rows[item], 1, scores);
    }
}

/// <summary>
/// Baseline: personalised PageRank from the member, damping 0.85, by pushing residuals until none exceeds its node's
/// degree times <see cref="Tolerance"/> (Andersen, Chung and Lang, FOCS 2006).
/// </summary>
internal sealed class PageRankRanker(PairTable table) : IRanker
{
    private const double Damping = 0.85;
    private const double Tolerance = 1e-5;

    public string Name => "pageRank";

    // Members come first in the numbers of nodes, then items.
    public void Score(int member, Span<float> scores)
    {
        var members = table.MemberCount;
        var (residuals, queue) = (new SparseVector(), new Queue<int>());
        residuals.Add(member, 1);
        queue.Enqueue(member);
        while (queue.TryDequeue(out var node))
        {
            var neighbours = node < members ? table.ItemsOf(node) : table.MembersOf(node - members);
            ref var residual = ref residuals.Sums[residuals.PositionOf(node)];
            if (neighbours.Length == 0 || residual <= Tolerance * neighbours.Length) continue;
            if (node >= members) scores[node - members] += (float)((1 - Damping) * residual);
            var pushed = Damping * residual / neighbours.Length;
            residual = 0;
            foreach (var neighbour in neighbours)
            {
                var other = node < members ? neighbour + members : neighbour;
                var degree = node < members ? table.MembersOf(neighbour).Length : table.ItemsOf(neighbour).Length;
                var before = residuals[other];
                residuals.Add(other, pushed);
                if (before <= Tolerance * degree && before + pushed > Tolerance * degree) queue.Enqueue(other);
            }
        }
    }
}

/// <summary>Baseline: chance, the same for the same member and item.</summary>
internal sealed class RandomRanker : IRanker
{
    public string Name => "random";

    public void Score(int member, Span<float> scores)
    {
        var random = new SplitMix((ulong)member);
        for (var item = 0; item < scores.Length; item++) scores[item] = (float)random.NextDouble() + 1e-6f;
    }
}

internal static class RankerMath
{
    public static void AddRow((int[] Items, float[] Values) row, float weight, Span<float> scores)
    {
        var (items, values) = row;
        for (var entry = 0; entry < items.Length; entry++) scores[items[entry]] += weight * values[entry];
    }
}
