using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// All terms that begin so, as one: a document scores as the one of them that it has most often, since all weigh the
/// same. Their postings are gone through once, term by term, instead of by a scorer for each.
/// </summary>
internal sealed unsafe class ManyTermsPlan : QueryPlan
{
    private readonly Statistics _statistics;
    private readonly Term _prefix;
    private readonly float _weight;
    private readonly Func<QueryPlan> _termByTerm;

    // What was found in a segment, as long as its memory is not used for another.
    private (int View, SearchScratch? Scratch, int Use, FoundTerms? Terms) _kept;

    /// <param name="statistics">The version.</param>
    /// <param name="prefix">How they begin.</param>
    /// <param name="weight">What an occurrence is worth at most.</param>
    /// <param name="termByTerm">The same with a scorer for each, for explanations.</param>
    public ManyTermsPlan(Statistics statistics, Term prefix, float weight, Func<QueryPlan> termByTerm)
    {
        (_statistics, _prefix, _weight) = (statistics, prefix, weight);
        _termByTerm = termByTerm;
    }

    public override Scorer? Open(int view, SearchScratch scratch)
    {
        var segment = _statistics.Views[view].Segment;
        if (PrefixPostings.Of(segment, _prefix) is not { } postings) return null;
        return new ManyTermsScorer(
            () => Find(view, postings, scratch), segment.DocumentCount,
            Math.Min(postings.Count, segment.DocumentCount), _weight,
            _statistics.Field(_prefix.Field).Factors, segment.LengthCodes(_prefix.Field));
    }

    /// <summary>Marks the matches, which does not need to know how often each has a term.</summary>
    public void Mark(int view, SearchScratch scratch, ulong[] matches)
    {
        var segment = _statistics.Views[view].Segment;
        PrefixPostings.Of(segment, _prefix)?.Mark(matches, 0, segment.DocumentCount, scratch.TakePostings());
    }

    public override Explanation? Explain(int view, int document, SearchScratch scratch) =>
        _termByTerm().Explain(view, document, scratch);

    private FoundTerms Find(int view, PrefixPostings postings, SearchScratch scratch)
    {
        if (_kept.Terms is { } known && _kept.View == view && _kept.Scratch == scratch && _kept.Use == scratch.Uses)
            return known;
        var count = _statistics.Views[view].Segment.DocumentCount;
        var (bits, frequencies) = (scratch.TakeBitmap(count), scratch.TakeNumbers(count));
        postings.Fill(bits, frequencies, scratch.TakePostings());
        var found = new FoundTerms(bits, frequencies);
        _kept = (view, scratch, scratch.Uses, found);
        return found;
    }
}

/// <summary>The documents with any of some terms, and how often each has the one that it has most often.</summary>
/// <param name="Bits">A bit for each document that has one.</param>
/// <param name="Frequencies">By document; holds where the bit is set.</param>
internal sealed record FoundTerms(ulong[] Bits, int[] Frequencies);
