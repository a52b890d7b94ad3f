namespace KnowledgeGraph.Insights.Finding;

/// <summary>How well a hit fits; each stands before all of the next.</summary>
public enum FindMatch
{
    Exact,
    Prefix,
    Corrected,
    Relaxed,
}

/// <summary>One hit.</summary>
/// <param name="Node">The node.</param>
/// <param name="Score">The sum of <paramref name="Parts"/>; comparable only within one search and match.</param>
/// <param name="Match">How well it fits.</param>
/// <param name="Parts">What the score is made of.</param>
public sealed record FoundHit(int Node, double Score, FindMatch Match, FindParts Parts)
{
    /// <summary>From the scope's start to the node, both included; null where no scope was given.</summary>
    public IReadOnlyList<int>? Path { get; init; }
}

/// <summary>
/// What a score is made of, in points. Proximity is told apart from words only where it is asked for.
/// </summary>
public readonly record struct FindParts(
    double Words, double Proximity, double Authority, double Freshness, double Maturity, double Neighbours,
    double Closeness)
{
    public double Sum => Words + Proximity + Authority + Freshness + Maturity + Neighbours + Closeness;
}

/// <summary>A value of a facet with how many hits have it.</summary>
/// <param name="Value">The value: a name of the schema, a language, a year, or a node's id.</param>
/// <param name="Node">The topic or author; -1 for other facets.</param>
/// <param name="Count">Hits with it, as though this facet were not limited.</param>
/// <param name="IsSelected">The search is limited to it.</param>
public sealed record FacetValue(string Value, int Node, int Count, bool IsSelected);

/// <summary>The values of a field, the most frequent first.</summary>
public sealed record Facet(FacetField Field, IReadOnlyList<FacetValue> Values);

/// <summary>What should perhaps have been typed.</summary>
public sealed record DidYouMean(string Text, int Count);

/// <summary>What was found.</summary>
public sealed record FindResult
{
    public required IReadOnlyList<FoundHit> Hits { get; init; }

    /// <summary>How many there are; where that was not asked for, how many were seen.</summary>
    public required int Count { get; init; }

    public required bool HasNext { get; init; }

    public IReadOnlyList<Facet> Facets { get; init; } = [];

    public DidYouMean? DidYouMean { get; init; }

    /// <summary>Words that not every hit holds.</summary>
    public IReadOnlyList<string> DroppedTerms { get; init; } = [];

    /// <summary>Something was cut off: the scope is larger than what is walked.</summary>
    public bool IsDegraded { get; init; }

    /// <summary>Marks what was found.</summary>
    public required HitTexts Texts { get; init; }
}
