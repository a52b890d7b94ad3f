using System.Numerics;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// The documents with any term that begins so, all with one score: as a bitmap, or as much of it as lies in a range of
/// documents.
/// </summary>
internal sealed class PrefixPlan(Statistics statistics, Term prefix, float score) : QueryPlan
{
    private const int BitsPerWord = 64;

    // The first range is made so large that what is needed is likely to lie in it, so many times over.
    private const int Surplus = 4;
    private const int RangeMin = 1024;
    private const int RangeGrowth = 8;

    public override Scorer? Open(int view, SearchScratch scratch)
    {
        var segment = statistics.Views[view].Segment;
        if (PrefixPostings.Of(segment, prefix) is not { } all) return null;
        var bits = scratch.TakeBitmap(segment.DocumentCount);
        all.Mark(bits, 0, segment.DocumentCount, scratch.TakePostings());
        return new BitmapScorer(bits, segment.DocumentCount, score, Math.Min(all.Count, segment.DocumentCount));
    }

    public override Explanation? Explain(int view, int document, SearchScratch scratch) =>
        OpenAt(view, document, scratch) is null
            ? null
            : Explanation.Of(score, $"{statistics.Schema[prefix.Field].Name}:{prefix}*");

    /// <summary>
    /// Offers the documents range by range, as far as they can be among the best: where numbers decide between equal
    /// scores the first ones are enough.
    /// </summary>
    public void Run(int view, SearchScratch scratch, HitSink sink)
    {
        var segment = statistics.Views[view].Segment;
        if (PrefixPostings.Of(segment, prefix) is not { } all) return;
        var count = segment.DocumentCount;
        var (bits, postings) = (scratch.TakeBitmap(count), scratch.TakePostings());
        var size = Math.Max(RangeMin, (long)count * Surplus * sink.WantedMax / all.Count);
        for (long start = 0; start < count && !sink.IsDone && CanCompete(sink); size *= RangeGrowth)
        {
            // Ranges begin where a word does.
            var end = (int)Math.Min(count, (start + size + BitsPerWord - 1) / BitsPerWord * BitsPerWord);
            all.Mark(bits, (int)start, end, postings);
            for (var word = (int)start / BitsPerWord; word < (end + BitsPerWord - 1) / BitsPerWord; word++)
            {
                for (var left = bits[word]; left != 0 && !sink.IsDone && CanCompete(sink); left &= left - 1)
                {
                    var document = (word * BitsPerWord) + BitOperations.TrailingZeroCount(left);
                    if (sink.Accepts(document)) sink.Take(document, score);
                }
            }

            start = end;
        }
    }

    private bool CanCompete(HitSink sink) => !sink.CanSkip || score >= sink.Required;
}
