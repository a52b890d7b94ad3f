using KnowledgeGraph.Insights.Contribution.Events;
using KnowledgeGraph.Insights.Contribution.Scoring;

namespace KnowledgeGraph.Insights.Contribution;

/// <summary>A ledger, and what its topic held.</summary>
/// <param name="Ledger">The ledger.</param>
/// <param name="Scope">Of its topic; null for everything.</param>
internal sealed record CountedLedger(ContributionLedger Ledger, TopicScope? Scope);
