namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// An answer: everything recommended, in order; paths are found for those that somebody looks at, until it is disposed
/// of: that lends its arrays to the next question, and does no harm where it is left out. For one thread.
/// </summary>
public sealed class RecommendationList : IDisposable
{
    private readonly Recommender? _recommender;
    private readonly PathShares? _shares;

    internal RecommendationList(
        IReadOnlyList<(int Node, double Score)> ranked, bool isSampled, Recommender? recommender, PathShares? shares) =>
        (Ranked, IsSampled, _recommender, _shares) = (ranked, isSampled, recommender, shares);

    /// <summary>Nodes and scores, in order.</summary>
    public IReadOnlyList<(int Node, double Score)> Ranked { get; }

    /// <summary>Rows were too long to be followed whole: scores are estimates, the same each time.</summary>
    public bool IsSampled { get; }

    /// <summary>The answer at a place, with its paths where they are wanted.</summary>
    public Recommendation At(int place, bool withPaths)
    {
        var node = Ranked[place].Node;
        var score = Digits.Nine(Ranked[place].Score);
        if (!withPaths) return new(node, score, []);
        return _recommender is null
            ? new(node, score, [RecommendationPath.Rising(node, 1)])
            : new(node, score, _shares!.Of(node, _recommender.Contributions(node)));
    }

    /// <summary>From here on answers have no paths.</summary>
    public void Dispose() => _recommender?.Dispose();
}
