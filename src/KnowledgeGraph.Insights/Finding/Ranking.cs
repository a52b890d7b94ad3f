using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>
/// The score of a hit: the points of its words, and on top of them, in proportion, bounded shares for authority,
/// freshness, maturity and closeness. score = words × (1 + Σ shares), so each part is words × its share.
/// </summary>
internal sealed class Ranking(
    GraphReader reader, QueryPlan plan, SearchRequest request, IReadOnlyList<IDocumentValue> values)
{
    private readonly Feedback _feedback = Feedback.For(reader, plan, request);

    /// <summary>A tier's tree with everything that raises scores.</summary>
    public SearchQuery Score(SearchQuery tier) => new ValueQuery(_feedback.Expand(tier), values);

    /// <summary>The hit with the parts of its score.</summary>
    public FoundHit ToHit(TieredHit hit)
    {
        Span<float> shares = stackalloc float[4];
        float sum = 0;
        for (var i = 0; i < values.Count; i++) sum += shares[i] = values[i].Of(hit.Document);
        var words = hit.Score / (1 + sum);
        var parts = new FindParts(
            words, words * shares[0], words * shares[1], words * shares[2], words * shares[3]);
        return new(hit.Document, parts.Sum, (FindMatch)hit.Tier, parts);
    }
}
