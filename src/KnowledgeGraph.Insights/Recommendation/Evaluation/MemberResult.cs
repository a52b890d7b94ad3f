namespace KnowledgeGraph.Insights.Recommendation.Evaluation;

/// <summary>How good one member's list was, and the list.</summary>
/// <param name="Member">The member's number.</param>
/// <param name="Recall">Of the member's test items the share that is in the list.</param>
/// <param name="Ndcg">
/// Discounted gain of the list by that of the best possible one, both cut at the length of the list.
/// </param>
/// <param name="Hit">1 where the list holds at least one of them, else 0.</param>
/// <param name="Items">The list, best first.</param>
internal readonly record struct MemberResult(int Member, double Recall, double Ndcg, double Hit, int[] Items);
