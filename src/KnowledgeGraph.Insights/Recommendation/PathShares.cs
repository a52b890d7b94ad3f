using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// From what each start and kind of path brought to real paths: the largest get one each, and the rest is counted to
/// the largest of the same kind, so that shares add up to 1.
/// </summary>
internal sealed class PathShares(GraphReader reader, ReaderRows rows, int member, int entriesMax)
{
    private const int PathsMax = 5;

    private readonly PathFinder _finder = new(reader, rows, entriesMax);

    public IReadOnlyList<RecommendationPath> Of(int node, List<Contribution> contributions)
    {
        var sum = contributions.Sum(contribution => contribution.Amount);
        if (sum <= 0) return [];
        contributions = [.. contributions.OrderByDescending(contribution => Digits.Nine(contribution.Amount))];
        // Each kind is shown once before any is shown twice.
        var shown = contributions.DistinctBy(contribution => contribution.Type.Kind)
            .Concat(contributions).Distinct().Take(PathsMax).ToArray();
        var amounts = Array.ConvertAll(shown, contribution => contribution.Amount);
        var others = new int[shown.Length];
        foreach (var contribution in contributions.Except(shown))
        {
            var place = Array.FindIndex(shown, other => other.Type.Kind == contribution.Type.Kind);
            if (place < 0) place = 0;
            amounts[place] += contribution.Amount;
            others[place]++;
        }

        var paths = new RecommendationPath[shown.Length];
        for (var index = 0; index < paths.Length; index++)
            paths[index] = Path(shown[index], node, amounts[index] / sum, others[index]);
        // What is busy is nobody's own reason: it comes last, whatever its share.
        return [.. paths.OrderBy(path => path.Kind == PathKind.Rising)
            .ThenByDescending(path => Digits.Nine(path.Share))];
    }

    private RecommendationPath Path(Contribution contribution, int node, double share, int others)
    {
        var (start, type, random, _) = contribution;
        if (type == PathTypes.RisingNow) return RecommendationPath.Rising(node, share);
        var (nodes, edges, ways) = _finder.Find(start.Node, type.Steps, random, node, member);
        var isComplete = edges.Length > 0;
        var hasMember = member >= 0 && start.Edge >= 0;
        return new RecommendationPath
        {
            Kind = type.Kind,
            Share = share,
            Nodes = [.. hasMember ? [member, start.Node] : new[] { start.Node }, .. isComplete ? nodes : [node]],
            Edges = [.. hasMember ? [start.Edge] : Array.Empty<int>(), .. edges],
            IsComplete = isComplete,
            HasMember = hasMember,
            Others = others + Math.Max(0, ways - 1),
        };
    }
}
