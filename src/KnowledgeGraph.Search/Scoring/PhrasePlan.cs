using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>A phrase, with the sum of its terms' weights.</summary>
internal sealed unsafe class PhrasePlan : QueryPlan
{
    private readonly Statistics _statistics;
    private readonly PhraseQuery _query;
    private readonly ResolvedTerm[][] _slots;
    private readonly int _field;
    private readonly float _weight;
    private readonly float[]? _boundFactors;

    // An occurrence of one of two terms is in two windows at most, not both of spread 0; the rest is for rounding.
    private const float LooseOccurrences = 1.5f * (1 + 1e-6f);

    public PhrasePlan(Statistics statistics, PhraseQuery query, float boost)
    {
        (_statistics, _query) = (statistics, query);
        _field = query.Slots[0].Terms[0].Field;
        if (query.Slots.Any(slot => slot.Terms.Any(term => term.Field != _field)))
        {
            throw new ArgumentException("The terms of a phrase are all of one field.", nameof(query));
        }

        if (!statistics.Schema[_field].StoresPositions)
        {
            throw new ArgumentException(
                $"Field {statistics.Schema[_field].Name} stores no positions: it has no phrases.", nameof(query));
        }

        _slots = [.. query.Slots.Select(slot => slot.Terms.Select(statistics.Resolve).ToArray())];
        double idf = 0;
        foreach (var term in _slots.SelectMany(slot => slot).Where(term => term.DocumentFrequency > 0))
        {
            idf += Bm25.InverseDocumentFrequency(term.DocumentFrequency, statistics.Field(_field).Documents);
        }

        _weight = boost * (float)idf;
        var factors = statistics.Field(_field).Factors;
        _boundFactors = query.Slop == 0 ? factors
            : query.Slots.Count == 2 ? Array.ConvertAll(factors, factor => factor * LooseOccurrences)
            : null;
    }

    public override Scorer? Open(int view, SearchScratch scratch)
    {
        var segment = _statistics.Views[view].Segment;
        var slots = new PhraseScorer.Alternatives[_slots.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            var terms = OpenSlot(i, view, scratch);
            if (terms.Length == 0) return null;
            slots[i] = new PhraseScorer.Alternatives(_query.Slots[i].Offset, terms);
        }

        return new PhraseScorer(
            slots, _query.Slop, _weight, _statistics.Field(_field).Factors, _boundFactors,
            segment.LengthCodes(_field), segment.DocumentCount, () => DocumentsWithAll(view, scratch));
    }

    private TermPostings[] OpenSlot(int slot, int view, SearchScratch scratch)
    {
        var segment = _statistics.Views[view].Segment;
        var terms = _slots[slot].Where(term => term.Entries[view].Entry.DocumentFrequency > 0).ToArray();
        return Array.ConvertAll(terms, term =>
        {
            var (dictionary, entry) = term.Entries[view];
            var postings = scratch.TakePostings();
            postings.Open(segment.Dictionaries[dictionary], entry);
            return postings;
        });
    }

    private ulong[] DocumentsWithAll(int view, SearchScratch scratch)
    {
        var count = _statistics.Views[view].Segment.DocumentCount;
        ulong[]? all = null;
        for (var slot = 0; slot < _slots.Length; slot++)
        {
            var own = scratch.TakeBitmap(count);
            foreach (var term in OpenSlot(slot, view, scratch)) term.Mark(own);
            if (all is null) all = own;
            else for (var word = 0; word < (count + 63) >> 6; word++) all[word] &= own[word];
        }

        return all!;
    }

    public override Explanation? Explain(int view, int document, SearchScratch scratch)
    {
        if (OpenAt(view, document, scratch) is not PhraseScorer scorer) return null;
        var name = _statistics.Schema[_field].Name;
        var text = string.Join(' ', _query.Slots.Select(slot => string.Join('|', slot.Terms)));
        return new Explanation(scorer.Score(), $"{name}:\"{text}\" within {_query.Slop}", [
            Explanation.Of(_weight, "weight: boost × the sum of the terms' inverse document frequencies"),
            Explanation.Of(scorer.Frequency, "occurrences, looser ones for less"),
            Explanation.Of(_statistics.Views[view].Segment.LengthOf(_field, document), "length of the field"),
            Explanation.Of(_statistics.Field(_field).AverageLength, "average length of the field"),
        ]);
    }
}
