namespace KnowledgeGraph.Search.Query;

/// <summary>How well a hit fits what was typed. Each stands before all of the next, whatever their scores.</summary>
public enum MatchTier
{
    /// <summary>All words, as typed, as inflected, or as a synonym.</summary>
    Exact,

    /// <summary>The last word is the beginning of one, or a word sounds so.</summary>
    Prefix,

    /// <summary>A word differs by a typing mistake.</summary>
    Corrected,

    /// <summary>Some of the words.</summary>
    Relaxed,
}

/// <summary>
/// A typed query as trees of the index, one for each tier; later ones match what earlier ones match, too.
/// </summary>
public sealed record QueryPlan
{
    /// <summary>What is looked for, in its order; without what is excluded.</summary>
    public required IReadOnlyList<QueryUnit> Units { get; init; }

    public required SearchQuery Exact { get; init; }

    /// <summary>Null where the query has no word that could be unfinished or sound like another.</summary>
    public SearchQuery? Prefix { get; init; }

    /// <summary>Null where no word is long enough to be corrected.</summary>
    public SearchQuery? Corrected { get; init; }

    /// <summary>Null where there is only one word.</summary>
    public SearchQuery? Relaxed { get; init; }

    /// <summary>
    /// What holds any of the words by its stem alone: a first look at what there is, cheaper than any tier. Null where
    /// nothing is looked for but what limits.
    /// </summary>
    public SearchQuery? Stems { get; init; }

    /// <summary>Words beyond the limit, which are not looked for.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>
    /// What nearness adds to the score of every tier; each is a clause that the tiers' trees hold, too.
    /// </summary>
    public IReadOnlyList<SearchQuery> Nearness { get; init; } = [];

    /// <summary>The tree of a tier, or null.</summary>
    public SearchQuery? Of(MatchTier tier) => tier switch
    {
        MatchTier.Exact => Exact,
        MatchTier.Prefix => Prefix,
        MatchTier.Corrected => Corrected,
        _ => Relaxed,
    };
}
