namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// The exponents of a walk from what a member did, over the others who did it too, to what those did besides; how the
/// score comes from them stands in docs/insights/recommendation.md. Immutable.
/// </summary>
public sealed record WalkSettings
{
    /// <summary>What the product uses where nothing else is said.</summary>
    public static WalkSettings Default { get; } = new();

    /// <summary>Of how much of it the member did, against what it does on average.</summary>
    public double StartWeight { get; init; } = 0.4;

    /// <summary>Of how much of it the others did, against what they do on average.</summary>
    public double MiddleWeight { get; init; } = 0.15;

    /// <summary>By how much an item that many did says less.</summary>
    public double StartDegree { get; init; } = 0.5;

    /// <summary>By how much a member who did a lot says less.</summary>
    public double MiddleDegree { get; init; } = 0.4;

    /// <summary>By how much a popular item is held back at the end.</summary>
    public double Popularity { get; init; } = 0.45;

    /// <summary>
    /// In eighths: what several starts reach is worth more than the same sum from one start, the more so the smaller
    /// this is; 8 for no such boost.
    /// </summary>
    public int MultiHitEighths { get; init; } = 7;

    /// <summary>
    /// A second walk with other exponents, whose scores are added; null for none. Each walk's scores are made to sum to
    /// 1 first, and those of the second count <see cref="SecondWeight"/>.
    /// </summary>
    public WalkSettings? Second { get; init; }

    /// <summary>What the second walk counts beside the first.</summary>
    public const double SecondWeight = 0.5;
}
