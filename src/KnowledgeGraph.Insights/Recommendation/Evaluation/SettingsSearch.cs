using KnowledgeGraph.Graph.Walks;

namespace KnowledgeGraph.Insights.Recommendation.Evaluation;

/// <summary>
/// Finds settings on the training part alone: hides a tenth of each member's items, up to ten times, and changes one
/// exponent after the other as long as what was hidden is found better; then the same for a second walk beside it. The
/// same for the same pairs.
/// </summary>
internal static class SettingsSearch
{
    private const int FoldCount = 10;

    // So many lists judge each setting; more would take longer and change nothing.
    private const int ListsMax = 20_000;

    private static readonly Dimension[] Weights =
    [
        new([0, 0.1, 0.2, 0.3, 0.4, 0.6], s => s.StartWeight, (s, value) => s with { StartWeight = value }),
        new([0, 0.1, 0.15, 0.2, 0.3, 0.45], s => s.MiddleWeight, (s, value) => s with { MiddleWeight = value }),
    ];

    private static readonly Dimension[] Degrees =
    [
        new([0.3, 0.4, 0.5, 0.6, 0.7], s => s.StartDegree, (s, value) => s with { StartDegree = value }),
        new([0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1], s => s.MiddleDegree, (s, value) => s with { MiddleDegree = value }),
        new([0.1, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7],
            s => s.Popularity, (s, value) => s with { Popularity = value }),
        new([4, 5, 6, 7, 8], s => s.MultiHitEighths, (s, value) => s with { MultiHitEighths = (int)value }),
    ];

    // Steps of 0.05, from what was found with the larger ones above.
    private static readonly Dimension[] FineWeights = [.. Weights.Select(Finer)];
    private static readonly Dimension[] FineDegrees = [.. Degrees.Select(Finer)];

    /// <param name="pairs">The training part.</param>
    /// <param name="table">The same as a table.</param>
    /// <param name="report">Is told of each setting tried, with its recall and nDCG; may be null.</param>
    public static WalkSettings Find(
        IReadOnlyList<Pair> pairs, PairTable table, Action<WalkSettings, double, double>? report = null)
    {
        var search = new Search(Split(pairs, table), report);
        var dimensions = table.IsWeighted ? [.. Weights, .. Degrees] : Degrees;
        var first = table.IsWeighted
            ? WalkSettings.Default
            : WalkSettings.Default with { StartWeight = 0, MiddleWeight = 0 };
        first = search.Climb(first with { Second = null }, dimensions, settings => settings);
        Dimension[] fine = table.IsWeighted ? [.. FineWeights, .. FineDegrees] : FineDegrees;
        first = search.Climb(first, fine, settings => settings);
        // Beside it one that shares out what passes through a member, and boosts what several starts reach more.
        var second = first with { MiddleDegree = 1, Popularity = 0.5, MultiHitEighths = 5 };
        second = search.Climb(second, dimensions, settings => first with { Second = settings });
        var both = first with { Second = second };
        return search.Value(both) > search.Value(first) ? both : first;
    }

    private static Dimension Finer(Dimension dimension)
    {
        if (dimension.Values is [4, .., 8]) return dimension;
        var (low, high) = (dimension.Values[0], dimension.Values[^1]);
        var steps = (int)Math.Round((high - low) / 0.05);
        return dimension with
        {
            Values = [.. Enumerable.Range(0, steps + 1).Select(step => Math.Round(low + (step * 0.05), 2))],
        };
    }

    private sealed class Search(Fold[] folds, Action<WalkSettings, double, double>? report)
    {
        private readonly Dictionary<WalkSettings, double> _values = [];

        public double Value(WalkSettings settings)
        {
            if (_values.TryGetValue(settings, out var known)) return known;
            return _values[settings] = Judge(settings, folds, report);
        }

        /// <summary>Goes to a neighbour as long as one is better.</summary>
        public WalkSettings Climb(
            WalkSettings start, Dimension[] dimensions, Func<WalkSettings, WalkSettings> whole)
        {
            var best = start;
            for (var improved = true; improved;)
            {
                improved = false;
                foreach (var dimension in dimensions)
                {
                    foreach (var direction in (ReadOnlySpan<int>)[1, -1])
                    {
                        while (dimension.Next(best, direction) is { } tried &&
                            Value(whole(tried)) > Value(whole(best)) + 1e-6)
                        {
                            (best, improved) = (tried, true);
                        }
                    }
                }
            }

            return best;
        }
    }

    private static double Judge(WalkSettings settings, Fold[] folds, Action<WalkSettings, double, double>? report)
    {
        var (recall, ndcg, lists) = (0.0, 0.0, 0);
        foreach (var fold in folds)
        {
            var ranker = new PathRanker(fold.Train, settings);
            foreach (var result in FullRanking.Run(ranker, fold.Train, fold.Test, fold.Members))
            {
                recall += result.Recall;
                ndcg += result.Ndcg;
                lists++;
            }
        }

        if (lists == 0) return 0;
        report?.Invoke(settings, recall / lists, ndcg / lists);
        return (recall + ndcg) / lists;
    }

    private static Fold[] Split(IReadOnlyList<Pair> pairs, PairTable table)
    {
        var random = new SplitMix(1);
        var order = Enumerable.Range(0, pairs.Count).ToArray();
        random.Shuffle(order.AsSpan());
        // Every member's pairs go round the folds in an order of chance.
        var (foldOf, seen) = (new int[pairs.Count], new int[table.MemberCount]);
        foreach (var index in order) foldOf[index] = seen[pairs[index].Member]++ % FoldCount;

        var foldCount = Math.Clamp(ListsMax / Math.Max(1, table.MemberCount), 1, FoldCount);
        return [.. Enumerable.Range(0, foldCount).Select(fold =>
        {
            var train = Where(index => foldOf[index] != fold);
            var test = Where(index => foldOf[index] == fold);
            return new Fold(train, test, FullRanking.Members(test, ListsMax / foldCount));
        })];

        PairTable Where(Func<int, bool> isIn) => PairTable.From(
            pairs.Where((_, index) => isIn(index)), table.MemberCount, table.ItemCount);
    }

    private sealed record Fold(PairTable Train, PairTable Test, int[] Members);

    private sealed record Dimension(
        double[] Values, Func<WalkSettings, double> Read, Func<WalkSettings, double, WalkSettings> Write)
    {
        /// <summary>The settings with the neighbouring value; null where there is none.</summary>
        public WalkSettings? Next(WalkSettings settings, int direction)
        {
            var at = Array.IndexOf(Values, Read(settings)) + direction;
            return at >= 0 && at < Values.Length ? Write(settings, Values[at]) : null;
        }
    }
}
