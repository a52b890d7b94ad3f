namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>Why something is not recommended. The names are those of the schema.</summary>
public enum WhyNotReason
{
    /// <summary>It is recommended.</summary>
    Recommended,

    /// <summary>Members and topics are not recommended to members.</summary>
    WrongKind,

    /// <summary>The member said that it does not want it.</summary>
    NotInterested,

    /// <summary>It is the member's own.</summary>
    Own,

    /// <summary>The member did something with it already.</summary>
    Done,

    /// <summary>Courses have to be completed before.</summary>
    PrerequisiteMissing,

    /// <summary>Walks reach it, but others more.</summary>
    RankedLower,

    /// <summary>No path of the kinds that walks follow leads to it from what the member did.</summary>
    NoPath,
}

/// <summary>Why something is not among the first so many.</summary>
public sealed record WhyNot(WhyNotReason Reason)
{
    /// <summary>The edge that rules it out; null where none does.</summary>
    public int? Edge { get; init; }

    /// <summary>The courses to complete before.</summary>
    public IReadOnlyList<int> Missing { get; init; } = [];

    /// <summary>Its place, from 1, where walks reach it.</summary>
    public int? Rank { get; init; }

    /// <summary>It, with its score and paths, where walks reach it.</summary>
    public Recommendation? Answer { get; init; }

    /// <summary>The score of the last of the first so many.</summary>
    public double? BarScore { get; init; }
}
