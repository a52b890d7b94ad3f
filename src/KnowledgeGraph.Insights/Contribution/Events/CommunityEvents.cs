using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;

namespace KnowledgeGraph.Insights.Contribution.Events;

/// <summary>
/// What in a version speaks for somebody, as one class of readers sees it, with the rule that applies to it. Immutable.
/// </summary>
/// <param name="Rules">The set that the events were read under.</param>
/// <param name="Events">In no order.</param>
/// <param name="Facts">Of all members.</param>
/// <param name="UnknownMakers">Hashes of the names of makers of links that are no members.</param>
public sealed record CommunityEvents(
    RuleSet Rules, ContributionEvents Events, MemberFacts Facts, IReadOnlySet<ulong> UnknownMakers);
