namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>Something recommended.</summary>
/// <param name="Node">What.</param>
/// <param name="Score">The sum of what its paths brought.</param>
/// <param name="Paths">
/// Those paths, the largest share first, that of what is busy last; their shares add up to 1.
/// </param>
public sealed record Recommendation(int Node, double Score, IReadOnlyList<RecommendationPath> Paths);

/// <summary>
/// One way that leads to what is recommended. All its edges exist and may be listed by the reader; where
/// <see cref="IsComplete"/> is false, what joins the last node but one to the last is what others did in private, and
/// is not shown.
/// </summary>
public sealed record RecommendationPath
{
    public required PathKind Kind { get; init; }

    /// <summary>Its part of the score, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>From the member, or where there is none from the start, to what is recommended.</summary>
    public required IReadOnlyList<int> Nodes { get; init; }

    /// <summary>The edges between neighbours in <see cref="Nodes"/>, in that order.</summary>
    public required IReadOnlyList<int> Edges { get; init; }

    public required bool IsComplete { get; init; }

    /// <summary>It begins at the member that was asked for; the start is the second node.</summary>
    public bool HasMember { get; init; }

    /// <summary>How many more ways of the same kind the share counts: other starts, others in the middle.</summary>
    public required int Others { get; init; }

    /// <summary>What is busy comes from no start.</summary>
    internal static RecommendationPath Rising(int node, double share) => new()
    {
        Kind = PathKind.Rising, Share = share, Nodes = [node], Edges = [], IsComplete = true, Others = 0,
    };
}
