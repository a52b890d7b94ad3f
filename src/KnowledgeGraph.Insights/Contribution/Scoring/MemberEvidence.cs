using KnowledgeGraph.Insights.Contribution.Rules;

namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>A member's events with what became of each. Immutable.</summary>
public sealed class MemberEvidence
{
    private readonly LedgerEvent[] _events;
    private readonly EvidenceLine[] _lines;
    private readonly Tally _tally;

    internal MemberEvidence(RuleSet rules, LedgerEvent[] events, EvidenceLine[] lines, in Tally tally) =>
        (Rules, _events, _lines, _tally) = (rules, events, lines, tally);

    /// <summary>Of a member without events.</summary>
    public static MemberEvidence None { get; } = new(DefaultRules.Set, [], [], default);

    /// <summary>The set whose rules the items name.</summary>
    public RuleSet Rules { get; }

    public int Count => _events.Length;

    /// <summary>The items, oldest first.</summary>
    public EvidenceItem this[int index] => new(in _events[index], in _lines[index]);

    /// <summary>The sum of a dimension's items, in millionths of a point.</summary>
    public long Points(Dimension dimension) => _tally.Points[(int)dimension];

    /// <summary>How many items of a dimension were counted.</summary>
    public long Counted(Dimension dimension) => _tally.Counted[(int)dimension];

    /// <summary>How many of the member's events a step touched.</summary>
    public long Touched(CleaningStep step) => _tally.Touched[(int)step];
}

/// <summary>One event on its way to points; points in millionths.</summary>
public readonly struct EvidenceItem
{
    private readonly LedgerEvent _event;
    private readonly EvidenceLine _line;

    internal EvidenceItem(in LedgerEvent it, in EvidenceLine line) => (_event, _line) = (it, line);

    /// <summary>The index of the rule in the set.</summary>
    public int Rule => _event.Rule;

    /// <summary>The node it is about, or -1.</summary>
    public int Subject => _event.Subject;

    /// <summary>The member on the other side, or -1.</summary>
    public int Other => _event.Other;

    /// <summary>When, as UTC ticks.</summary>
    public long Ticks => _event.Ticks;

    /// <summary>What tells it from others.</summary>
    public ulong Id => _event.Id;

    /// <summary>The edge it was read from, or -1.</summary>
    public int Source => _event.Source;

    /// <summary>In thousandths: 1,000 for one.</summary>
    public int Size => _event.Size;

    /// <summary>What repetition, givers and returns left of it, in millionths; 0 where it was dropped.</summary>
    public int Weight => _event.Weight;

    /// <summary>What it would be worth alone: points of the rule, size and weight.</summary>
    public long Base => _line.Base;

    /// <summary>What it added to its rule's day, where many count less.</summary>
    public long Damped => _line.Damped;

    /// <summary>What the day's cap left of that.</summary>
    public long Capped => _line.Capped;

    /// <summary>The factor for its age, 0 to 1.</summary>
    public double Decay => _line.Decay / (double)Scoring.Points.WholeDecay;

    /// <summary>What it added to the total.</summary>
    public long Points => _line.Points;

    /// <summary>It was dropped before it was counted.</summary>
    public bool IsDropped => _event.IsDropped;

    /// <summary>Whether a step touched it.</summary>
    public bool WasTouched(CleaningStep step) => (_line.Flags & step.Flag()) != 0;
}
