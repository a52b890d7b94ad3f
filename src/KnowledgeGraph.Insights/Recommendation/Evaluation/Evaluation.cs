namespace KnowledgeGraph.Insights.Recommendation.Evaluation;

/// <summary>
/// Judges recommendations by what members did later: full ranking, the product's walk beside the baselines.
/// </summary>
public static class Evaluation
{
    // Baselines that take long are judged on so many members.
    private const int BaselineMembersMax = 5_000;

    /// <param name="train">What recommendations are made from.</param>
    /// <param name="test">What the same members did later.</param>
    /// <param name="settings">The exponents; null to find them on the training part.</param>
    /// <param name="progress">Is told what is being done; may be null.</param>
    public static EvaluationReport Run(
        IReadOnlyList<Pair> train, IReadOnlyList<Pair> test, WalkSettings? settings, Action<string>? progress = null)
    {
        var memberCount = train.Concat(test).Select(pair => pair.Member + 1).DefaultIfEmpty().Max();
        var itemCount = train.Concat(test).Select(pair => pair.Item + 1).DefaultIfEmpty().Max();
        var trainTable = PairTable.From(train, memberCount, itemCount);
        var testTable = PairTable.From(test, memberCount, itemCount);
        settings ??= SettingsSearch.Find(train, trainTable, (tried, recall, ndcg) =>
            progress?.Invoke($"training part: recall {recall:F4}, nDCG {ndcg:F4} with {tried}"));

        var quality = new ListQuality(trainTable);
        var members = FullRanking.Members(testTable);
        progress?.Invoke("paths");
        var paths = FullRanking.Run(new PathRanker(trainTable, settings), trainTable, testTable, members);
        var baselines = RunBaselines(trainTable, trainTable, testTable, paths, progress);
        return new EvaluationReport(settings, Report("paths", paths, quality), baselines);
    }

    /// <summary>Judges the simple ways, those that take long on so many members only.</summary>
    /// <param name="done">What they are made from.</param>
    /// <param name="leftOut">What is not to be recommended to whom.</param>
    /// <param name="test">What is to be found.</param>
    /// <param name="paths">The walk's results, which they are compared with.</param>
    /// <param name="progress">Is told what is being done; may be null.</param>
    internal static IReadOnlyList<MethodReport> RunBaselines(
        PairTable done, PairTable leftOut, PairTable test, MemberResult[] paths, Action<string>? progress)
    {
        var quality = new ListQuality(done);
        var baselines = new List<MethodReport>();
        var members = FullRanking.Members(test, BaselineMembersMax);
        foreach (var make in (ReadOnlySpan<Func<IRanker>>)
            [
                () => new PopularityRanker(done), () => new ItemKnnRanker(done),
                () => new PageRankRanker(done), () => new RandomRanker(),
            ])
        {
            var ranker = make();
            progress?.Invoke(ranker.Name);
            var results = FullRanking.Run(ranker, leftOut, test, members);
            baselines.Add(Report(ranker.Name, results, quality) with { PValue = Compare(paths, results) });
        }

        return baselines;
    }

    internal static MethodReport Report(string name, MemberResult[] results, ListQuality quality) => new()
    {
        Name = name,
        Members = results.Length,
        Recall = results.Select(result => result.Recall).DefaultIfEmpty().Average(),
        Ndcg = results.Select(result => result.Ndcg).DefaultIfEmpty().Average(),
        HitRate = results.Select(result => result.Hit).DefaultIfEmpty().Average(),
        Coverage = quality.Coverage(results),
        Novelty = quality.Novelty(results),
        Diversity = quality.Diversity(results),
        Explained = quality.Explained(results),
    };

    // Of the members that both have lists for.
    private static double Compare(MemberResult[] paths, MemberResult[] others)
    {
        var ofPaths = paths.ToDictionary(result => result.Member, result => result.Ndcg);
        return PairedTest.PValue([.. others.Select(result => ofPaths[result.Member] - result.Ndcg)]);
    }
}
