namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// A word by its stem, which counts more where it stands as typed. Many words stand in one form only: then both have
/// the same postings, which are gone through once.
/// </summary>
/// <param name="both">The two as clauses: one that has to match and one that may.</param>
/// <param name="stem">The word by its stem.</param>
/// <param name="exact">The word as typed.</param>
internal sealed class StemAndExactPlan(BooleanPlan both, CombinedTermPlan stem, CombinedTermPlan exact) : QueryPlan
{
    /// <summary>What matches: the stem.</summary>
    public QueryPlan Matches => stem;

    public override Scorer? Open(int view, SearchScratch scratch) => stem.IsSame(exact, view)
        ? stem.OpenWith(exact, view, scratch)
        : both.Open(view, scratch);

    public override Explanation? Explain(int view, int document, SearchScratch scratch) =>
        both.Explain(view, document, scratch);
}
