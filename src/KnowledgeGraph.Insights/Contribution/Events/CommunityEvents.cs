using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;

namespace KnowledgeGraph.Insights.Contribution.Events;

/// <summary>
/// Everything in a version that speaks for somebody, as one class of readers sees it, with the rule that applies to it.
/// Immutable.
/// </summary>
/// <param name="Rules">The set that the events were read under.</param>
/// <param name="Events">In no order.</param>
/// <param name="Facts">Of all members.</param>
/// <param name="Undated">Edges that have no time and cannot be placed on a day.</param>
public sealed record CommunityEvents(RuleSet Rules, ContributionEvents Events, MemberFacts Facts, int Undated)
{
    /// <summary>Those about something that is in the scope.</summary>
    public CommunityEvents Within(TopicScope scope)
    {
        var kept = new ContributionEvents();
        foreach (ref readonly var it in Events.Span)
            if (it.Subject >= 0 && scope.Contains(it.Subject)) kept.Add(in it);
        return this with { Events = kept };
    }
}
