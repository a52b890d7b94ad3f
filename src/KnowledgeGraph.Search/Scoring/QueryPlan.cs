namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// A node of a query with the statistics of a version and its boost worked in: opens a scorer on each segment. Frozen
/// for one search.
/// </summary>
internal abstract class QueryPlan
{
    /// <summary>A scorer on a segment; null where nothing there matches.</summary>
    public abstract Scorer? Open(int view, SearchScratch scratch);

    /// <summary>How the score of a document comes about; null where it does not match.</summary>
    public abstract Explanation? Explain(int view, int document, SearchScratch scratch);

    /// <summary>Moves a fresh scorer to a document; null where it does not match.</summary>
    protected Scorer? OpenAt(int view, int document, SearchScratch scratch)
    {
        var scorer = Open(view, scratch);
        return scorer is not null && scorer.Advance(document) == document ? scorer : null;
    }
}
