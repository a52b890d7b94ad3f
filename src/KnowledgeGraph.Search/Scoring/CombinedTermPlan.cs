using KnowledgeGraph.Search.Query;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>One word in several fields that count as one (BM25F).</summary>
internal sealed unsafe class CombinedTermPlan : QueryPlan
{
    private readonly Statistics _statistics;
    private readonly (ResolvedTerm Term, float FieldWeight)[] _terms;
    private readonly (int Field, float Weight)[] _fields;
    private readonly float _weight;
    private readonly float _average;

    public CombinedTermPlan(Statistics statistics, CombinedTermQuery query, float boost)
    {
        _statistics = statistics;
        _terms = [.. query.Terms.Select(entry => (statistics.Resolve(entry.Term), entry.Weight))];
        _fields = [.. query.Terms.Select(entry => (entry.Term.Field, entry.Weight))];
        double average = 0;
        long all = 0;
        foreach (var (term, weight) in query.Terms)
        {
            var field = statistics.Field(term.Field);
            all = Math.Max(all, field.Documents);
            if (field.Documents > 0) average += weight * field.AverageLength;
        }

        _average = (float)average;
        _weight = boost * Bm25.InverseDocumentFrequency(
            _terms.Max(entry => entry.Term.DocumentFrequency), all);
    }

    public override Scorer? Open(int view, SearchScratch scratch) => Open(view, scratch, 0);

    /// <summary>The same with the score of another plan that has the same postings there.</summary>
    public Scorer? OpenWith(CombinedTermPlan other, int view, SearchScratch scratch) =>
        Open(view, scratch, other._weight);

    /// <summary>Whether another plan has the same fields, and in a segment the same postings.</summary>
    public bool IsSame(CombinedTermPlan other, int view)
    {
        if (!_fields.AsSpan().SequenceEqual(other._fields)) return false;
        var segment = _statistics.Views[view].Segment;
        for (var i = 0; i < _terms.Length; i++)
        {
            if (!segment.AreSame(_terms[i].Term.Entries[view], other._terms[i].Term.Entries[view])) return false;
        }

        return true;
    }

    private CombinedScorer? Open(int view, SearchScratch scratch, float again)
    {
        var segment = _statistics.Views[view].Segment;
        var parts = new CombinedScorer.Part[_terms.Length];
        var count = 0;
        foreach (var (term, fieldWeight) in _terms)
        {
            var (dictionary, entry) = term.Entries[view];
            if (entry.DocumentFrequency == 0) continue;
            var postings = scratch.TakePostings();
            postings.Open(segment.Dictionaries[dictionary], entry);
            parts[count++] = new(postings, fieldWeight, (nint)segment.LengthCodes(term.Term.Field));
        }

        if (count == 0) return null;
        var first = _statistics.Schema[_terms[0].Term.Term.Field];
        return new CombinedScorer(
            parts[..count], segment.CombinedLengthsOf(_fields), _weight, again, first.K1, first.B, _average);
    }

    public override Explanation? Explain(int view, int document, SearchScratch scratch) =>
        OpenAt(view, document, scratch) is CombinedScorer scorer
            ? new Explanation(scorer.Score(), $"{_terms[0].Term.Term} in several fields as one", [
                Explanation.Of(_weight, "weight: boost × inverse document frequency"),
                Explanation.Of(scorer.Frequency(), "occurrences, weighted by field"),
                Explanation.Of(scorer.Length(), "length of the fields, weighted"),
                Explanation.Of(_average, "average length of the fields, weighted"),
            ])
            : null;
}
