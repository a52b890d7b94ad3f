namespace KnowledgeGraph.Insights.Contribution.Rules;

/// <summary>What many of the same are worth: never more than their sum, and ever less for one more.</summary>
public enum Damping : byte
{
    /// <summary>Each counts in full.</summary>
    None,

    /// <summary>n count as the square root of n.</summary>
    SquareRoot,

    /// <summary>n count as 1 + ln n.</summary>
    Logarithm,
}

/// <summary>What the same act on the same thing is worth when it is done again in the window.</summary>
public enum Repetition : byte
{
    /// <summary>Each counts in full.</summary>
    Every,

    /// <summary>Only the first counts.</summary>
    Once,

    /// <summary>n count as the square root of n.</summary>
    SquareRoot,

    /// <summary>n count as 1 + ln n.</summary>
    Logarithm,
}

/// <summary>
/// One line of a rule set: what a signal is worth. The first rule of a set that fits a signal applies; a signal that no
/// rule fits is worth nothing. Immutable.
/// </summary>
/// <param name="Name">What receipts call it; unique in its set.</param>
/// <param name="Signal">The signal it applies to.</param>
/// <param name="Dimension">The dimension its points belong to.</param>
/// <param name="Points">
/// What one is worth, in thousandths of a point, 0 to <see cref="PointsMax"/>: whole numbers, so that sums are exact.
/// </param>
public sealed record ContributionRule(string Name, Signal Signal, Dimension Dimension, int Points)
{
    /// <summary>The most that one can be worth: 1,000 points.</summary>
    public const int PointsMax = 1_000_000;

    /// <summary>The formats (of Document.format) of the document it is about; empty for any.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>The maturities (of Document.maturity) of the document it is about; empty for any.</summary>
    public IReadOnlyList<string> Maturities { get; init; } = [];

    /// <summary>What many on one day are worth.</summary>
    public Damping Damping { get; init; } = Damping.SquareRoot;

    /// <summary>What the same on the same thing is worth when done again.</summary>
    public Repetition Repetition { get; init; } = Repetition.Every;

    /// <summary>The dimension's cap for one day applies.</summary>
    public bool Capped { get; init; } = true;

    /// <summary>Sizes above the set's quantile are taken down to it.</summary>
    public bool Winsorized { get; init; }

    /// <summary>
    /// A text shorter than this many bytes counts in proportion to its length, so that nothing is won by splitting one
    /// text into many; 0 where length is not looked at.
    /// </summary>
    public int FullLengthBytes { get; init; }
}
