using KnowledgeGraph.Model;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>What is looked for.</summary>
public sealed record FindRequest
{
    /// <summary>What somebody typed; empty for everything that the conditions leave.</summary>
    public string Text { get; init; } = "";

    public FindConditions Where { get; init; } = new();

    public FindOrder Order { get; init; }

    /// <summary>How many hits; 0 for counts alone.</summary>
    public int First { get; init; } = 20;

    /// <summary>The last hit of the page before.</summary>
    public FindCursor? After { get; init; }

    /// <summary>
    /// The number of all hits is wanted. Otherwise it may be the number of those that were seen, which is faster.
    /// </summary>
    public bool CountsAll { get; init; } = true;

    /// <summary>The fields whose values are counted.</summary>
    public IReadOnlyList<FacetField> Facets { get; init; } = [];

    /// <summary>How many values of each.</summary>
    public int FacetValuesMax { get; init; } = 10;

    /// <summary>A node; what is close to it in the graph comes earlier.</summary>
    public int? Near { get; init; }

    public FindScope? Within { get; init; }

    /// <summary>What nearness of words adds is told apart.</summary>
    public bool Explains { get; init; }

    /// <summary>Groups of words that mean the same, besides those that the product brings along.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Synonyms { get; init; } = [];

    /// <summary>The last word may be unfinished.</summary>
    public bool IsTyping { get; init; }

    /// <summary>What freshness is measured by, as UTC ticks.</summary>
    public long Now { get; init; }
}

/// <summary>Limits a search. A list that is null limits nothing; an empty one leaves nothing.</summary>
public sealed record FindConditions
{
    public IReadOnlyList<NodeKind>? Kinds { get; init; }

    /// <summary>About any of these topics.</summary>
    public IReadOnlyList<int>? Topics { get; init; }

    /// <summary>By any of these members.</summary>
    public IReadOnlyList<int>? Authors { get; init; }

    /// <summary>Positions in <see cref="NodeKinds.DocumentFormatValues"/>.</summary>
    public IReadOnlyList<int>? Formats { get; init; }

    /// <summary>Positions in <see cref="NodeKinds.MaturityValues"/>.</summary>
    public IReadOnlyList<int>? Maturities { get; init; }

    public IReadOnlyList<string>? Languages { get; init; }

    public IReadOnlyList<int>? Years { get; init; }

    /// <summary>Written at this moment or later, as UTC ticks.</summary>
    public long? From { get; init; }

    /// <summary>Written before this moment, as UTC ticks.</summary>
    public long? Before { get; init; }
}

/// <summary>Searches only what can be reached.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="Relation">Along which links, in either direction; null for all.</param>
/// <param name="Depth">Over how many links at most.</param>
public sealed record FindScope(int From, EdgeType? Relation, int Depth)
{
    public const int DepthMax = 4;

    /// <summary>Around a node that is not there: nothing.</summary>
    public static FindScope Nowhere { get; } = new(-1, null, 0);
}

/// <summary>The order of hits.</summary>
public enum FindOrder
{
    Relevance,
    Newest,
    Oldest,
    HighestScore,
}

/// <summary>What hits are counted by.</summary>
public enum FacetField
{
    Kind,
    Topic,
    Author,
    Format,
    Maturity,
    Language,
    Year,
}

/// <summary>Where a page ends: the hit's rank, tier, score and node, so that the next page begins behind it.</summary>
public readonly record struct FindCursor(int Rank, int Match, double Score, string NodeId);
