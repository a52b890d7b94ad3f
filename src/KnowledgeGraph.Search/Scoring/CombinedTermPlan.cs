using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>One word in several fields that count as one (BM25F).</summary>
internal sealed unsafe class CombinedTermPlan : QueryPlan
{
    private readonly Statistics _statistics;
    private readonly (ResolvedTerm Term, float FieldWeight)[] _terms;
    private readonly float _weight;
    private readonly float _average;

    public CombinedTermPlan(Statistics statistics, CombinedTermQuery query, float boost)
    {
        _statistics = statistics;
        _terms = [.. query.Terms.Select(entry => (statistics.Resolve(entry.Term), entry.Weight))];
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

    public override Scorer? Open(int view, SearchScratch scratch)
    {
        var segment = _statistics.Views[view].Segment;
        var parts = new List<Part>();
        for (var i = 0; i < _terms.Length; i++)
        {
            var (term, fieldWeight) = _terms[i];
            var (dictionary, entry) = term.Entries[view];
            var postings = entry.DocumentFrequency == 0 ? null : scratch.TakePostings();
            postings?.Open(segment.Dictionaries[dictionary], entry);
            parts.Add(new Part(postings, fieldWeight, (nint)segment.LengthCodes(term.Term.Field)));
        }

        if (parts.TrueForAll(part => part.Postings is null)) return null;
        var first = _statistics.Schema[_terms[0].Term.Term.Field];
        return new CombinedScorer([.. parts], _weight, first.K1, first.B, _average);
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

    private readonly record struct Part(TermPostings? Postings, float Weight, nint Lengths);

    private sealed class CombinedScorer(Part[] parts, float weight, float k1, float b, float average) : Scorer
    {
        public override long Cost { get; } = parts.Sum(part => (long)(part.Postings?.DocumentFrequency ?? 0));

        public override float MaxScore => weight;

        public override int Advance(int target)
        {
            var document = End;
            foreach (var (postings, _, _) in parts)
            {
                if (postings is null) continue;
                document = Math.Min(
                    document, postings.Document < target ? postings.Advance(target) : postings.Document);
            }

            return Document = document;
        }

        public override float Score() =>
            Bm25.Score(weight, Frequency(), Bm25.Factor(Length(), k1, b, average));

        public float Frequency()
        {
            double frequency = 0;
            foreach (var (postings, fieldWeight, _) in parts)
            {
                if (postings?.Document == Document) frequency += fieldWeight * postings.Frequency;
            }

            return (float)frequency;
        }

        public float Length()
        {
            double length = 0;
            foreach (var (_, fieldWeight, lengths) in parts)
            {
                if (lengths != 0) length += fieldWeight * Bm25.LengthOf(((byte*)lengths)[Document]);
            }

            return (float)length;
        }
    }
}
