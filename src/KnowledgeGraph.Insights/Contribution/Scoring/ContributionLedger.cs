using KnowledgeGraph.Graph;
using KnowledgeGraph.Insights.Contribution.Rules;

namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>
/// What every member's events of a window are worth under a rule set: the points, what they were made from, and what
/// cleaning did. Immutable, to be shared between threads; <see cref="With"/> makes the next one at the cost of what
/// changed.
/// <code>
/// pages  [ null | p1 | p2 ]     p1 [ row | null | row ... ]     by the members' ordinals
/// row    [ event event event ]  in the order of time, weighed   + its points by dimension
/// </code>
/// </summary>
public sealed partial class ContributionLedger
{
    private readonly MemberRow?[]?[] _pages;
    private readonly CompiledRules _rules;
    private readonly SizeHistogram?[] _sizes;
    private readonly int[] _sizeLimits;
    private readonly Tally _total;

    private ContributionLedger(
        CompiledRules rules, MemberFacts facts, MemberRow?[]?[] pages, SizeHistogram?[] sizes, int[] sizeLimits,
        in Tally total, long later)
    {
        (_rules, Facts, _pages, _sizes, _sizeLimits, _total) = (rules, facts, pages, sizes, sizeLimits, total);
        LaterEvents = later;
    }

    public RuleSet RuleSet => _rules.Set;

    public ScoringWindow Window => _rules.Window;

    /// <summary>Events dated after the window, which have no say until their day has come.</summary>
    public long LaterEvents { get; }

    /// <summary>Events in the window, those dropped included.</summary>
    public long EventCount => _total.Events;

    internal MemberFacts Facts { get; }

    /// <summary>One more than the largest ordinal of a member that can have events.</summary>
    public int Capacity => _pages.Length << Pages.Shift;

    /// <summary>All members' points of a dimension, in millionths.</summary>
    public long Total(Dimension dimension) => _total.Points[(int)dimension];

    /// <summary>How many events were counted in a dimension.</summary>
    public long Counted(Dimension dimension) => _total.Counted[(int)dimension];

    /// <summary>How many events a step touched.</summary>
    public long Touched(CleaningStep step) => _total.Touched[(int)step];

    /// <summary>The size, in thousandths, to which a rule's events are taken down.</summary>
    public int SizeLimit(int rule) => _sizeLimits[rule];

    /// <summary>A member's points of a dimension, in millionths.</summary>
    public long PointsOf(int member, Dimension dimension) => Row(member)?.Points((int)dimension) ?? 0;

    /// <summary>The number of a member's events in the window, those dropped included.</summary>
    public int EventsOf(int member) => Row(member)?.Length ?? 0;

    /// <summary>Members with events in the window, by ordinal.</summary>
    public IEnumerable<int> Members()
    {
        for (var page = 0; page < _pages.Length; page++)
        {
            if (_pages[page] is not { } rows) continue;
            for (var place = 0; place < rows.Length; place++)
            {
                if (rows[place] is not null) yield return (page << Pages.Shift) + place;
            }
        }
    }

    /// <summary>A member's events with what became of each, oldest first: points add up to its total.</summary>
    public MemberEvidence Explain(int member)
    {
        if (Row(member) is not { } row) return MemberEvidence.None;
        var lines = new EvidenceLine[row.Length];
        var tally = default(Tally);
        new RowScorer(_rules, Facts).Score(row.Events, _sizeLimits, ref tally, lines);
        return new MemberEvidence(RuleSet, row.Events.ToArray(), lines, tally);
    }

    internal MemberRow? Row(int member)
    {
        var page = member >> Pages.Shift;
        return (uint)page < (uint)_pages.Length ? _pages[page]?[member & Pages.Mask] : null;
    }
}
