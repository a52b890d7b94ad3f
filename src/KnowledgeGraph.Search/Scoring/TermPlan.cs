using System.Numerics;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>One term, with its weight.</summary>
internal sealed unsafe class TermPlan(Statistics statistics, ResolvedTerm term, float weight) : QueryPlan
{
    /// <summary>A term scored by its own document frequency.</summary>
    public static TermPlan Of(Statistics statistics, Term term, float boost)
    {
        var resolved = statistics.Resolve(term);
        var idf = Bm25.InverseDocumentFrequency(
            resolved.DocumentFrequency, statistics.Field(term.Field).Documents);
        return new TermPlan(statistics, resolved, boost * idf);
    }

    public override Scorer? Open(int view, SearchScratch scratch)
    {
        var (dictionary, entry) = term.Entries[view];
        if (entry.DocumentFrequency == 0 || term.DocumentFrequency == 0) return null;
        var segment = statistics.Views[view].Segment;
        var postings = scratch.TakePostings();
        postings.Open(segment.Dictionaries[dictionary], entry);
        return new TermScorer(
            postings, weight, statistics.Field(term.Term.Field).Factors, segment.LengthCodes(term.Term.Field));
    }

    public override Explanation? Explain(int view, int document, SearchScratch scratch)
    {
        if (OpenAt(view, document, scratch) is not TermScorer scorer) return null;
        var field = term.Term.Field;
        var length = statistics.Views[view].Segment.LengthOf(field, document);
        var name = statistics.Schema[field].Name;
        return new Explanation(scorer.Score(), $"{name}:{term.Term} ({term.Term.Kind})", [
            Explanation.Of(weight, $"weight: boost × ln(1 + (N - n + 0.5) / (n + 0.5)), n = {term.DocumentFrequency}, "
                + $"N = {statistics.Field(field).Documents}"),
            Explanation.Of(scorer.Postings.Frequency, "occurrences"),
            Explanation.Of(length, "length of the field"),
            Explanation.Of(statistics.Field(field).AverageLength, "average length of the field"),
        ]);
    }
}

/// <summary>Whatever matches with one score: every document, or those of a bitmap made for the segment.</summary>
internal sealed class BitmapPlan(
    Statistics statistics, float score, string description, Func<int, SearchScratch, (ulong[] Bits, long Cost)?>? fill)
    : QueryPlan
{
    /// <summary>The documents of a mask.</summary>
    public static BitmapPlan Of(Statistics statistics, DocumentMask mask, float score = 1f) => new(
        statistics, score, "one of the given documents", (view, scratch) =>
        {
            var segment = statistics.Views[view].Segment;
            var bits = scratch.TakeBitmap(segment.DocumentCount);
            var words = bits.AsSpan(0, (segment.DocumentCount + 63) >> 6);
            segment.Project(mask, words);
            var cost = 0L;
            foreach (var word in words) cost += BitOperations.PopCount(word);
            return (bits, cost);
        });

    public override Scorer? Open(int view, SearchScratch scratch)
    {
        var count = statistics.Views[view].Segment.DocumentCount;
        if (fill is null) return new EveryScorer(count, score);
        return fill(view, scratch) is var (bits, cost) && cost > 0 ? new BitmapScorer(bits, count, score, cost) : null;
    }

    public override Explanation? Explain(int view, int document, SearchScratch scratch) =>
        OpenAt(view, document, scratch) is null ? null : Explanation.Of(score, description);
}

/// <summary>What another plan matches, with one score.</summary>
internal sealed class ConstantPlan(QueryPlan inner, float score) : QueryPlan
{
    public override Scorer? Open(int view, SearchScratch scratch) =>
        inner.Open(view, scratch) is { } scorer ? new ConstantScorer(scorer, score) : null;

    public override Explanation? Explain(int view, int document, SearchScratch scratch) =>
        inner.Explain(view, document, scratch) is { } explanation
            ? new Explanation(score, $"a constant for {explanation.Description}", [])
            : null;
}

/// <summary>What another plan matches, raised by values of the documents.</summary>
internal sealed class ValuePlan(Statistics statistics, QueryPlan inner, ValueRaise raise) : QueryPlan
{
    public QueryPlan Inner => inner;

    public ValueRaise Raise => raise;

    public override Scorer? Open(int view, SearchScratch scratch) => inner.Open(view, scratch) is { } scorer
        ? new ValueScorer(scorer, raise, statistics.Views[view].Segment)
        : null;

    public override Explanation? Explain(int view, int document, SearchScratch scratch)
    {
        if (inner.Explain(view, document, scratch) is not { } text) return null;
        var id = statistics.Views[view].Segment.IdOf(document);
        var factor = raise.Multiplies ? text.Value : raise.Boost;
        return new Explanation(
            raise.Raise((float)text.Value, id), raise.Multiplies ? "text × (1 + values)" : "text + values",
            [text, .. raise.Values.Select(value => Explanation.Of(factor * value.Of(id), value.Name))]);
    }
}
