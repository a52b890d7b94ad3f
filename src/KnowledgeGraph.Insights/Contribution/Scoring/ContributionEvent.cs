namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>One thing that speaks for a member, under the rule that applies; ordinals are of one version.</summary>
/// <param name="Member">Whom it speaks for.</param>
/// <param name="Rule">The index of its rule in the set.</param>
/// <param name="Subject">The node it is about, or -1.</param>
/// <param name="Other">The member on the other side (the author of the subject, the giver of praise), or -1.</param>
/// <param name="Ticks">When, as UTC ticks.</param>
/// <param name="Id">What tells it from others; the same id under the same rule is the same event.</param>
/// <param name="Size">How much of it, in thousandths: 1,000 for one; at least 0.</param>
/// <param name="Source">The edge that it was read from, or -1.</param>
public readonly record struct ContributionEvent(
    int Member, byte Rule, int Subject, int Other, long Ticks, ulong Id, int Size = ContributionEvent.One,
    int Source = -1)
{
    /// <summary>The size of one.</summary>
    public const int One = 1000;
}
