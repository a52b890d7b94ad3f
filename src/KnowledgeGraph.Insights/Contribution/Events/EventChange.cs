using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Contribution.Events;

/// <summary>The events that one version has and another does not, and the other way round. Immutable.</summary>
/// <param name="Removed">What went.</param>
/// <param name="Added">What came.</param>
/// <param name="UnknownMakers">Of what was read for it.</param>
internal sealed record EventChange(
    List<ContributionEvent> Removed, List<ContributionEvent> Added, IReadOnlySet<ulong> UnknownMakers)
{
    /// <summary>Reads what differs in both versions.</summary>
    public static EventChange Read(
        GraphReader before, GraphReader after, RuleSet rules, VersionDifference difference, MemberFacts facts) =>
        Read(before, after, rules, difference.Interactions, difference.Nodes, facts, null, null);

    /// <summary>The same of what is about a topic, whose scope may have changed.</summary>
    public static EventChange Read(
        GraphReader before, GraphReader after, RuleSet rules, VersionDifference difference, MemberFacts facts,
        TopicScope scopeBefore, TopicScope scopeAfter)
    {
        var nodes = new HashSet<int>(difference.Nodes);
        var interactions = new HashSet<int>(difference.Interactions);
        foreach (var node in scopeBefore.Beyond(scopeAfter))
        {
            nodes.Add(node);
            foreach (var reader in (GraphReader[])[before, after])
            {
                if (reader.Has(node)) EventReading.AddInteractionsAt(reader, node, interactions);
            }
        }

        return Read(before, after, rules, interactions, nodes, facts, scopeBefore, scopeAfter);
    }

    private static EventChange Read(
        GraphReader before, GraphReader after, RuleSet rules, IReadOnlyCollection<int> interactions,
        IReadOnlyCollection<int> nodes, MemberFacts facts, TopicScope? scopeBefore, TopicScope? scopeAfter)
    {
        var old = EventReading.Read(before, rules, interactions, nodes, facts);
        var now = EventReading.Read(after, rules, interactions, nodes, facts);
        // What is in both was not changed.
        var counts = new Dictionary<ContributionEvent, int>();
        Count(old.Events, scopeBefore, 1);
        Count(now.Events, scopeAfter, -1);
        var (removed, added) = (new List<ContributionEvent>(), new List<ContributionEvent>());
        foreach (var (it, count) in counts)
        {
            for (var i = 0; i < count; i++) removed.Add(it);
            for (var i = count; i < 0; i++) added.Add(it);
        }

        return new EventChange(removed, added, now.UnknownMakers);

        void Count(ContributionEvents events, TopicScope? scope, int sign)
        {
            foreach (ref readonly var it in events.Span)
            {
                if (scope is not null && (it.Subject < 0 || !scope.Contains(it.Subject))) continue;
                counts[it] = counts.GetValueOrDefault(it) + sign;
            }
        }
    }
}
