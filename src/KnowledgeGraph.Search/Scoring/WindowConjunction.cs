using System.Numerics;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Finds the best documents that match all clauses, none of which is rare and one of which is any of many terms, window
/// by window: the first clause marks its
/// documents, each further one goes on where all before it matched. Windows whose bounds together cannot reach the
/// required score are passed over. For one thread.
/// </summary>
internal static class WindowConjunction
{
    /// <summary>Where the rarest clause has fewer than one of so many documents, going one by one is faster.</summary>
    private const int RareShare = 100;

    /// <summary>Whether going by windows is the faster way.</summary>
    public static bool Suits(Scorer[] scorers, int documentCount)
    {
        var hasMany = false;
        foreach (var scorer in scorers)
        {
            if (scorer is not (TermScorer or DisjunctionScorer)) return false;
            if (scorer.Cost < documentCount / RareShare) return false;
            hasMany |= scorer is DisjunctionScorer { IsOfManyTerms: true };
        }

        return hasMany && documentCount > ScoreWindow.Size;
    }

    /// <summary>Goes through a segment of so many documents.</summary>
    public static void Run(Scorer[] scorers, Scorer? excluded, int documentCount, ScoreWindow window, HitSink sink)
    {
        Array.Sort(scorers, static (left, right) => left.Cost.CompareTo(right.Cost));
        for (var start = 0; start < documentCount && !sink.IsDone; start += ScoreWindow.Size)
        {
            var end = Math.Min(documentCount, start + ScoreWindow.Size);
            if (!CanCompete(scorers, start, end, sink)) continue;
            window.Start = start;
            scorers[0].AddTo(window, end, WindowMode.CountedSum);
            for (var i = 1; i < scorers.Length; i++) scorers[i].AddWhere(window, end, i);
            Offer(window, scorers.Length, excluded, sink);
        }
    }

    private static bool CanCompete(Scorer[] scorers, int start, int end, HitSink sink)
    {
        double bound = 0;
        foreach (var scorer in scorers)
        {
            if (scorer.Document >= end) return false;
            if (sink.CanSkip) bound += scorer.MaxScoreIn(Math.Max(start, scorer.Document), end - 1);
        }

        return !sink.CanSkip || (float)bound >= sink.Required;
    }

    private static void Offer(ScoreWindow window, int clauses, Scorer? excluded, HitSink sink)
    {
        var (bits, scores, counts) = (window.Bits, window.Scores, window.Counts);
        for (var word = 0; word < bits.Length; word++)
        {
            var left = bits[word];
            bits[word] = 0;
            for (; left != 0; left &= left - 1)
            {
                var place = (word << 6) + BitOperations.TrailingZeroCount(left);
                if (counts[place] != clauses) continue;
                var (document, score) = (window.Start + place, (float)scores[place]);
                if ((sink.CanSkip && score < sink.Required) || !sink.Accepts(document)) continue;
                if (excluded is not null)
                {
                    if (excluded.Document < document) excluded.Advance(document);
                    if (excluded.Document == document) continue;
                }

                sink.Take(document, score);
            }
        }
    }
}
