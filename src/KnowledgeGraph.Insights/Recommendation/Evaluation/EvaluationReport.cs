namespace KnowledgeGraph.Insights.Recommendation.Evaluation;

/// <summary>What an evaluation found: the product's walk, and simple ways to do the same.</summary>
/// <param name="Settings">The exponents that the walk used.</param>
/// <param name="Paths">The walk.</param>
/// <param name="Baselines">Popularity, item-kNN, personalised PageRank, random.</param>
public sealed record EvaluationReport(
    WalkSettings Settings, MethodReport Paths, IReadOnlyList<MethodReport> Baselines);

/// <summary>How good the lists of one method were, as means over members.</summary>
public sealed record MethodReport
{
    public required string Name { get; init; }

    /// <summary>The members whose lists were judged.</summary>
    public required int Members { get; init; }

    public required double Recall { get; init; }

    public required double Ndcg { get; init; }

    public required double HitRate { get; init; }

    /// <summary>The share of all items that are in at least one list.</summary>
    public required double Coverage { get; init; }

    /// <summary>Bits of surprise: the mean of minus log2 of the share of members who did the item.</summary>
    public required double Novelty { get; init; }

    /// <summary>1 minus the mean cosine of two items of a list, by who did them.</summary>
    public required double Diversity { get; init; }

    /// <summary>The share of the items to which a path of edges leads from what the member did.</summary>
    public required double Explained { get; init; }

    /// <summary>
    /// How likely as large a difference of nDCG to the walk is by chance, the same members compared; null for the walk.
    /// </summary>
    public double? PValue { get; init; }
}
