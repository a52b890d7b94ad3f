using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>
/// The score of a hit: the points of its words, and on top of them, in proportion, bounded shares for authority,
/// freshness, maturity, its neighbours in the graph, and closeness. score = words × (1 + Σ shares), so each part is
/// words × its share.
/// </summary>
internal sealed class Ranking
{
    private readonly GraphReader _reader;
    private readonly QueryPlan _plan;
    private readonly SearchRequest _request;
    private readonly List<IDocumentValue> _values;
    private readonly Feedback _feedback;

    /// <param name="reader">The graph.</param>
    /// <param name="plan">What is looked for.</param>
    /// <param name="request">Mask and order of ties.</param>
    /// <param name="values">Authority, freshness, maturity, and closeness where that is asked for.</param>
    public Ranking(
        GraphReader reader, QueryPlan plan, SearchRequest request, IReadOnlyList<IDocumentValue> values)
    {
        (_reader, _plan, _request) = (reader, plan, request);
        var best = BestByWords();
        _feedback = Feedback.For(reader, plan, best);
        _values = [.. values.Take(3), NeighbourSupport.Of(reader, best), .. values.Skip(3)];
    }

    /// <summary>A tier's tree with everything that raises scores.</summary>
    public SearchQuery Score(SearchQuery tier) => new ValueQuery(_feedback.Expand(tier), _values);

    /// <summary>The hits with the parts of their scores.</summary>
    /// <param name="hits">The hits.</param>
    /// <param name="explains">Tell what nearness adds, too.</param>
    public IEnumerable<FoundHit> ToHits(IReadOnlyList<TieredHit> hits, bool explains)
    {
        var near = explains ? Nearness(hits) : [];
        return hits.Select(hit => ToHit(hit, near.GetValueOrDefault(hit.Document)));
    }

    /// <summary>
    /// The scores of some of the hits, which were found without: as they would be were the order by relevance.
    /// </summary>
    public List<TieredHit> ScoresOf(IReadOnlyList<TieredHit> hits, TieredHits found)
    {
        var mask = new MaskQuery(DocumentMask.Of([.. hits.Select(hit => hit.Document)]));
        var scored = new Dictionary<int, TieredHit>();
        foreach (var (tier, query) in found.Tiers)
        {
            var all = BooleanQuery.Around(query);
            var top = _reader.SearchIndex.Search(_request with
            {
                Query = Score(all with { Filter = [.. all.Filter, mask] }), Filters = [], Top = hits.Count,
                CountUpTo = 0,
            });
            foreach (var hit in top.Hits) scored[hit.Document] = new(hit.Document, hit.Score, tier);
        }

        return [.. hits.Select(hit => scored.GetValueOrDefault(hit.Document, hit))];
    }

    private FoundHit ToHit(TieredHit hit, double near)
    {
        Span<float> shares = stackalloc float[5];
        float sum = 0;
        for (var i = 0; i < _values.Count; i++) sum += shares[i] = _values[i].Of(hit.Document);
        var words = hit.Score / (1 + sum);
        var parts = new FindParts(
            words - near, near, words * shares[0], words * shares[1], words * shares[2], words * shares[3],
            words * shares[4]);
        return new(hit.Document, parts.Sum, (FindMatch)hit.Tier, parts);
    }

    private Dictionary<int, double> Nearness(IReadOnlyList<TieredHit> hits)
    {
        if (hits.Count == 0 || _plan.Nearness.Count == 0) return [];
        var mask = DocumentMask.Of([.. hits.Select(hit => hit.Document)]);
        return _reader.SearchIndex.Search(_request with
        {
            Query = new BooleanQuery { Filter = [new MaskQuery(mask)], Should = _plan.Nearness },
            Filters = [], Top = hits.Count, CountUpTo = 0,
        }).Hits.ToDictionary(hit => hit.Document, hit => (double)hit.Score);
    }

    // Of what holds any of the words, whatever the search is limited to: limits change no scores. Stems, which cost
    // little, choose candidates; only these are ranked by everything that words count for.
    private IReadOnlyList<SearchHit> BestByWords()
    {
        if (_plan.Stems is null) return [];
        var anywhere = _request with { Filters = [], CountUpTo = 0 };
        var candidates = _reader.SearchIndex.Search(
            anywhere with { Query = _plan.Stems, Top = NeighbourSupport.GiversMax }).Hits;
        if (candidates.Count == 0) return [];
        var mask = new MaskQuery(DocumentMask.Of([.. candidates.Select(hit => hit.Document)]));
        var ranked = BooleanQuery.Around(_plan.Relaxed ?? _plan.Exact);
        return _reader.SearchIndex.Search(anywhere with
        {
            Query = ranked with { Filter = [.. ranked.Filter, mask] }, Top = NeighbourSupport.GiversMax,
        }).Hits;
    }
}
