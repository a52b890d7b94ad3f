namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>
/// What is done to events before they are counted, in this order. A step that drops an event ends its way; the others
/// make it count less. The numbers are bits in an event's flags and places in reports.
/// </summary>
public enum CleaningStep : byte
{
    /// <summary>Dropped: the same event was there before, by its id.</summary>
    Duplicate = 0,

    /// <summary>Dropped: it is about the member's own work.</summary>
    OwnWork = 1,

    /// <summary>Dropped: a program did it.</summary>
    Bot = 2,

    /// <summary>Dropped: it is dated before the member joined.</summary>
    BeforeJoining = 3,

    /// <summary>Dropped: praise from an account that was new.</summary>
    NewAccount = 4,

    /// <summary>Counts less or not at all: the same on the same thing, again.</summary>
    Repeated = 5,

    /// <summary>Counts less: more praise by the same giver.</summary>
    SameGiver = 6,

    /// <summary>Counts less: praise for somebody who had praised its giver.</summary>
    Returned = 7,

    /// <summary>Taken down to the quantile of sizes.</summary>
    Winsorized = 8,

    /// <summary>Counts less: many of a kind on one day.</summary>
    Damped = 9,

    /// <summary>Held back by the day's cap.</summary>
    Capped = 10,

    /// <summary>Counts less with age.</summary>
    Decayed = 11,
}

/// <summary>About <see cref="CleaningStep"/>.</summary>
public static class CleaningSteps
{
    /// <summary>How many there are.</summary>
    public const int Count = 12;

    /// <summary>The names in the GraphQL schema, by number.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "DUPLICATE", "OWN_WORK", "BOT", "BEFORE_JOINING", "NEW_ACCOUNT", "REPEATED", "SAME_GIVER", "RETURNED",
        "WINSORIZED", "DAMPED", "CAPPED", "DECAYED",
    ];

    /// <summary>The flags of steps that drop an event.</summary>
    internal const int Drops = (1 << (int)CleaningStep.NewAccount << 1) - 1;

    internal static ushort Flag(this CleaningStep step) => (ushort)(1 << (int)step);
}
