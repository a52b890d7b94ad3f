using System.Runtime.InteropServices;
using KnowledgeGraph.Insights.Contribution.Events;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Contribution;

/// <summary>What tells ledgers of one version and class apart.</summary>
/// <param name="Rules">The rules, by identity: the same text gives the same object.</param>
/// <param name="HalfLifeDays">Which can differ under the same rules.</param>
/// <param name="Window">The days that are counted.</param>
/// <param name="Topic">The node, or null for everything.</param>
internal readonly record struct LedgerKey(object Rules, int HalfLifeDays, ScoringWindow Window, int? Topic)
{
    public static LedgerKey Of(RuleSet rules, ScoringWindow window, int? topic) =>
        new(rules.Rules, rules.HalfLifeDays, window, topic);
}

/// <summary>The latest ledgers and views of one version and class. Thread-safe.</summary>
internal sealed class LedgerCache
{
    // A request can ask for any window: what is kept has to have a bound.
    private const int LedgersMax = 12;
    private const int ViewsMax = 24;
    private const int EventsMax = 3;

    private readonly Latest<object, CommunityEvents> _events = new(EventsMax);
    private readonly Latest<LedgerKey, ContributionLedger> _ledgers = new(LedgersMax);
    private readonly Latest<(LedgerKey, Weights), ContributionView> _views = new(ViewsMax);
    private readonly Lazy<MemberFacts> _facts;
    private readonly LedgerShelf _shelf;

    /// <param name="reader">Stands for all readers of the class.</param>
    public LedgerCache(GraphReader reader)
    {
        Reader = reader;
        _shelf = reader.OncePerChain(typeof(LedgerShelf), () => new LedgerShelf());
        _facts = new(() => EventReading.FactsOf(reader, reader.Nodes(Model.NodeKind.Member).ToArray()));
    }

    public GraphReader Reader { get; }

    public ContributionView View(ViewKey key) => _views.Get(
        (LedgerKey.Of(key.Rules, key.Window, key.Topic), key.Weights), () => ContributionView.Make(Reader, key, this));

    public ContributionLedger Ledger(RuleSet rules, ScoringWindow window, int? topic)
    {
        var key = LedgerKey.Of(rules, window, topic);
        return _ledgers.Get(key, () => _shelf.Take(key, rules, this).Ledger);
    }

    /// <summary>The ledger from nothing.</summary>
    public CountedLedger Count(LedgerKey key, RuleSet rules)
    {
        var scope = key.Topic is { } topic ? TopicScope.Of(Reader, topic) : null;
        var events = scope is null
            ? _events.Get(rules.Rules, () => EventReading.Read(Reader, rules))
            : EventReading.ReadAbout(Reader, rules, scope, _facts.Value);
        _shelf.Meet(events.UnknownMakers);
        return new(ContributionLedger.Build(events.Events, rules, key.Window, events.Facts), scope);
    }

    /// <summary>The ledger from that of another version, which it equals but for what differs.</summary>
    public CountedLedger Count(LedgerKey key, RuleSet rules, GraphReader before, CountedLedger counted)
    {
        var advance = _shelf.Advance(before, Reader);
        if (advance.Difference is not { } difference) return Count(key, rules);
        var facts = advance.Facts(counted.Ledger.Facts);
        if (key.Topic is not { } topic)
        {
            var all = advance.Change(rules, facts);
            return new(With(counted.Ledger, all, facts), null);
        }

        var scope = TopicScope.Of(Reader, topic);
        var change = EventChange.Read(before, Reader, rules, difference, facts, counted.Scope!, scope);
        _shelf.Meet(change.UnknownMakers);
        return new(With(counted.Ledger, change, facts), scope);
    }

    private static ContributionLedger With(ContributionLedger ledger, EventChange change, MemberFacts facts) =>
        change.Removed.Count + change.Added.Count == 0 && facts == ledger.Facts
            ? ledger
            : ledger.With(
                CollectionsMarshal.AsSpan(change.Removed), CollectionsMarshal.AsSpan(change.Added), facts);
}
