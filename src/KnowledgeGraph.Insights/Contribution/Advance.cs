using KnowledgeGraph.Insights.Contribution.Events;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Contribution;

/// <summary>The way from one version to another, found once for all ledgers that go it. Thread-safe.</summary>
internal sealed class Advance
{
    private readonly GraphReader _before;
    private readonly GraphReader _after;
    private readonly LedgerShelf _shelf;
    private readonly Latest<object, EventChange> _changes = new(3);
    private readonly Latest<MemberFacts, MemberFacts> _facts = new(3);

    public Advance(GraphReader before, GraphReader after, LedgerShelf shelf)
    {
        (_before, _after, _shelf) = (before, after, shelf);
        Difference = VersionDifference.Find(before, after, shelf.IsUnknownMaker);
    }

    /// <summary>What differs; null where counting anew costs no more.</summary>
    public VersionDifference? Difference { get; }

    /// <summary>The facts of the version after, from those before.</summary>
    public MemberFacts Facts(MemberFacts before) => Difference!.NewMembers.Count == 0
        ? before
        : _facts.Get(before, () => EventReading.FactsOf(_after, before, Difference.NewMembers));

    /// <summary>What becomes of the events under a rule set.</summary>
    public EventChange Change(RuleSet rules, MemberFacts facts) => _changes.Get(rules.Rules, () =>
    {
        var change = EventChange.Read(_before, _after, rules, Difference!, facts);
        _shelf.Meet(change.UnknownMakers);
        return change;
    });
}
