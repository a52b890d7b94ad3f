namespace KnowledgeGraph.Insights.Contribution.Rules;

/// <summary>
/// What counts, for how much, and how it is cleaned: data, which an administrator can change. A set is never changed
/// in place; the next one has the next version. Immutable.
/// </summary>
public sealed record RuleSet
{
    /// <summary>The most rules of a set: a rule is one byte in an event.</summary>
    public const int RulesMax = 200;

    /// <summary>1 for the one that comes with the program, one more for each that follows.</summary>
    public required int Version { get; init; }

    /// <summary>What was changed, and why.</summary>
    public string? Note { get; init; }

    /// <summary>In the order in which they are tried.</summary>
    public required IReadOnlyList<ContributionRule> Rules { get; init; }

    /// <summary>k1, k2, k3 by <see cref="Dimension"/>: at least 0, not all 0; only their proportions matter.</summary>
    public IReadOnlyList<double> Weights { get; init; } = [0.3, 0.4, 0.3];

    /// <summary>The most points of one member in one day, by <see cref="Dimension"/>.</summary>
    public IReadOnlyList<int> DailyCaps { get; init; } = [40, 120, 120];

    /// <summary>After so many days a point is worth half; 0 where points do not age.</summary>
    public int HalfLifeDays { get; init; } = 180;

    /// <summary>The quantile to which sizes are taken down, above 0 and at most 1.</summary>
    public double WinsorQuantile { get; init; } = 0.99;

    /// <summary>Praise from an account counts from so many days after it joined.</summary>
    public int NewAccountDays { get; init; } = 7;

    /// <summary>What is dated more than so many days before its member joined does not count.</summary>
    public int JoinToleranceDays { get; init; } = 1;

    /// <summary>What several praises by one giver are worth to one receiver.</summary>
    public Damping GiverDamping { get; init; } = Damping.SquareRoot;

    /// <summary>The share that praise keeps where its receiver praised its giver before, 0 to 1.</summary>
    public double ReturnedPraiseShare { get; init; } = 0.25;

    /// <summary>From when a member is rewarded, guided, or its leaving reviewed.</summary>
    public StandingThresholds Standing { get; init; } = new();

    /// <summary>What is wrong with it; empty where nothing is.</summary>
    public IReadOnlyList<string> Mistakes() => [.. RuleSetCheck.Find(this)];
}

/// <summary>Where the standings begin.</summary>
public sealed record StandingThresholds
{
    /// <summary>REWARD: at least this percentile of those who contributed, 0 to 100.</summary>
    public double RewardPercentile { get; init; } = 90;

    /// <summary>GUIDE: below this percentile.</summary>
    public double GuidePercentile { get; init; } = 25;

    /// <summary>GUIDE too: points fell by at least this share against the window before, 0 to 1.</summary>
    public double GuideDecline { get; init; } = 0.5;

    /// <summary>EXIT_REVIEW: no points for this many windows in a row, this one included (1 or 2).</summary>
    public int ExitWindows { get; init; } = 2;
}

/// <summary>The rules for rule sets.</summary>
internal static class RuleSetCheck
{
    private const int DaysMax = 36_500;
    private const int CapMax = 1_000_000;

    public static IEnumerable<string> Find(RuleSet set)
    {
        if (set.Rules.Count is 0 or > RuleSet.RulesMax)
            yield return $"`rules` has {set.Rules.Count} entries. Use 1 to {RuleSet.RulesMax}.";
        foreach (var twice in set.Rules.GroupBy(rule => rule.Name).Where(group => group.Count() > 1))
            yield return $"`rules` has the name `{twice.Key}` {twice.Count()} times. Give each its own.";
        foreach (var mistake in set.Rules.SelectMany(OfRule)) yield return mistake;
        if (set.Weights.Count != Dimensions.Count || set.Weights.Any(weight => weight is not (>= 0 and <= 1e6)))
            yield return "`weights` must be three numbers from 0 to 1,000,000.";
        else if (set.Weights.Sum() <= 0)
            yield return "`weights` are all 0. Give at least one dimension a weight.";
        if (set.DailyCaps.Count != Dimensions.Count || set.DailyCaps.Any(cap => cap is < 0 or > CapMax))
            yield return $"`dailyCaps` must be three whole numbers from 0 to {CapMax}.";
        if (set.HalfLifeDays is < 0 or > DaysMax) yield return $"`halfLifeDays` must be from 0 to {DaysMax}.";
        if (set.NewAccountDays is < 0 or > DaysMax) yield return $"`newAccountDays` must be from 0 to {DaysMax}.";
        if (set.JoinToleranceDays is < 0 or > DaysMax)
            yield return $"`joinToleranceDays` must be from 0 to {DaysMax}.";
        if (set.WinsorQuantile is not (> 0 and <= 1)) yield return "`winsorQuantile` must be above 0 and at most 1.";
        if (set.ReturnedPraiseShare is not (>= 0 and <= 1))
            yield return "`returnedPraiseShare` must be from 0 to 1.";
        foreach (var mistake in OfStanding(set.Standing)) yield return mistake;
    }

    private static IEnumerable<string> OfRule(ContributionRule rule)
    {
        if (string.IsNullOrWhiteSpace(rule.Name) || rule.Name.Length > 64)
            yield return $"The rule `{rule.Name}` needs a name of 1 to 64 characters.";
        if (rule.Points is < 0 or > ContributionRule.PointsMax)
            yield return $"The rule `{rule.Name}` must have points from 0 to {ContributionRule.PointsMax / 1000}.";
        if (rule.FullLengthBytes is < 0 or > 1_000_000)
            yield return $"The rule `{rule.Name}` must have `fullLengthBytes` from 0 to 1,000,000.";
        foreach (var format in rule.Formats.Except(Model.NodeKinds.DocumentFormatValues))
            yield return $"The rule `{rule.Name}` names the format `{format}`, which is none.";
        foreach (var maturity in rule.Maturities.Except(Model.NodeKinds.MaturityValues))
            yield return $"The rule `{rule.Name}` names the maturity `{maturity}`, which is none.";
    }

    private static IEnumerable<string> OfStanding(StandingThresholds standing)
    {
        if (standing.RewardPercentile is not (>= 0 and <= 100) || standing.GuidePercentile is not (>= 0 and <= 100))
            yield return "The percentiles of `standing` must be from 0 to 100.";
        if (standing.GuideDecline is not (>= 0 and <= 1)) yield return "`guideDecline` must be from 0 to 1.";
        if (standing.ExitWindows is not (1 or 2)) yield return "`exitWindows` must be 1 or 2.";
    }
}
