using KnowledgeGraph.Insights.Contribution.Rules;

namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>A rule set with a window as the arrays that scoring reads. Frozen; to be shared between threads.</summary>
internal sealed class CompiledRules
{
    private readonly ulong[] _decay;

    public CompiledRules(RuleSet set, ScoringWindow window)
    {
        Set = set;
        Window = window;
        Rules = [.. set.Rules.Select(rule => new CompiledRule(rule))];
        Caps = [.. set.DailyCaps.Select(cap => cap * Points.One)];
        ReturnedShare = (long)(set.ReturnedPraiseShare * Points.One);
        _decay = new ulong[DecayedDays(set, window)];
        for (var age = 0; age < _decay.Length; age++) _decay[age] = Points.Decay(age, set.HalfLifeDays);
    }

    public RuleSet Set { get; }

    public ScoringWindow Window { get; }

    public CompiledRule[] Rules { get; }

    /// <summary>By dimension, in millionths of a point.</summary>
    public long[] Caps { get; }

    public long ReturnedShare { get; }

    /// <summary>The factor for what happened on a day of the window; 0 where nothing is left.</summary>
    public ulong Decay(int day)
    {
        if (Set.HalfLifeDays == 0) return Points.WholeDecay;
        var age = Window.LastDay - day;
        return age < _decay.Length ? _decay[age] : 0;
    }

    // After 32 half-lives nothing is left of 32 binary digits.
    private static int DecayedDays(RuleSet set, ScoringWindow window) =>
        set.HalfLifeDays == 0 ? 0 : (int)Math.Min(window.Days, (33L * set.HalfLifeDays) + 1);
}

/// <summary>What scoring reads of a rule.</summary>
internal readonly struct CompiledRule(ContributionRule rule)
{
    /// <summary>In thousandths of a point.</summary>
    public readonly int Points = rule.Points;
    public readonly byte Dimension = (byte)rule.Dimension;
    public readonly Damping Damping = rule.Damping;
    public readonly Repetition Repetition = rule.Repetition;
    public readonly bool IsCapped = rule.Capped;
    public readonly bool IsWinsorized = rule.Winsorized;
    public readonly bool IsPraise = Signals.IsPraise(rule.Signal);
}
