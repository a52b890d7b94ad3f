using System.Numerics;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>Answers one request on one version, segment by segment. For one thread.</summary>
internal static class SearchRun
{
    /// <summary>The best hits, and the count as far as it is asked for.</summary>
    public static TopHits Top(Statistics statistics, SearchRequest request)
    {
        var plan = QueryCompiler.Compile(statistics, request.Query);
        ValueRaise? raise = null;
        if (plan is ValuePlan value) (plan, raise) = (value.Inner, value.Raise);
        var sink = new HitSink(request);
        var scratch = SearchScratch.Rent();
        // A value of few documents would loosen the bounds of all: they go first, and the others without it.
        var few = raise?.Few is { } mask ? BooleanPlan.Within(plan, BitmapPlan.Of(statistics, mask)) : null;
        var rest = raise?.ForOthers();
        for (var view = 0; view < statistics.Views.Length && !sink.IsDone; view++)
        {
            scratch.Reset();
            var segment = statistics.Views[view];
            if (few is not null)
            {
                sink.Begin(segment, statistics.VisibleBits(view), raise, except: null);
                RunSegment(few, view, segment, scratch, sink);
                if (sink.IsDone) break;
            }

            sink.Begin(segment, statistics.VisibleBits(view), rest, except: raise?.Few);
            RunSegment(plan, view, segment, scratch, sink);
        }

        SearchScratch.Return(scratch);
        GC.KeepAlive(statistics);
        return sink.ToHits();
    }

    /// <summary>Tells every match.</summary>
    public static void All<TCollector>(Statistics statistics, SearchRequest request, ref TCollector collector)
        where TCollector : IHitCollector
    {
        var plan = QueryCompiler.Compile(statistics, request.Query);
        if (plan is ValuePlan value) plan = value.Inner;
        var sink = new HitSink(request with { Top = 0, CountUpTo = int.MaxValue });
        var scratch = SearchScratch.Rent();
        for (var view = 0; view < statistics.Views.Length; view++)
        {
            scratch.Reset();
            var segment = statistics.Views[view].Segment;
            sink.Begin(statistics.Views[view], statistics.VisibleBits(view), raise: null, except: null);
            var matches = scratch.TakeBitmap(segment.DocumentCount);
            FillMatches(plan, view, segment.DocumentCount, scratch, matches);
            for (var word = 0; word < (segment.DocumentCount + 63) >> 6; word++)
            {
                for (var left = matches[word]; left != 0; left &= left - 1)
                {
                    var document = (word << 6) + BitOperations.TrailingZeroCount(left);
                    if (sink.Accepts(document)) collector.Collect(segment.IdOf(document));
                }
            }
        }

        SearchScratch.Return(scratch);
        GC.KeepAlive(statistics);
    }

    /// <summary>How the score of a document comes about.</summary>
    public static Explanation? Explain(Statistics statistics, SearchRequest request, int id)
    {
        var plan = QueryCompiler.Compile(statistics, request.Query);
        var sink = new HitSink(request);
        var scratch = SearchScratch.Rent();
        Explanation? explanation = null;
        for (var view = 0; view < statistics.Views.Length && explanation is null; view++)
        {
            scratch.Reset();
            var document = statistics.Views[view].Segment.Find(id);
            if (document < 0) continue;
            sink.Begin(statistics.Views[view], statistics.VisibleBits(view), raise: null, except: null);
            if (sink.Accepts(document)) explanation = plan.Explain(view, document, scratch);
        }

        SearchScratch.Return(scratch);
        GC.KeepAlive(statistics);
        return explanation;
    }

    private static void RunSegment(
        QueryPlan plan, int view, SegmentView segment, SearchScratch scratch, HitSink sink)
    {
        var count = segment.Segment.DocumentCount;
        switch (plan)
        {
            case BooleanPlan { IsUnion: true } any:
                var mode = any.Least > 1 ? WindowMode.CountedSum : WindowMode.Sum;
                RunWindows(any.Should, mode, any.Least, any.Excluded(view, scratch));
                break;
            case BestOfPlan { Tie: 0 } best: RunWindows(best.Clauses, WindowMode.Best, 1, null); break;
            case TermPlan: RunWindows([plan], WindowMode.Sum, 1, null); break;
            case PrefixPlan prefix: prefix.Run(view, scratch, sink); break;
            case BooleanPlan { IsUnion: false, Least: 0 } all: RunAll(all, view, count, scratch, sink); break;
            default:
                var one = plan.Open(view, scratch);
                if (one is PhraseScorer or CombinedScorer or ConjunctionScorer { IsPlain: true })
                    new BlockConjunction([one], [], [], null, scratch.Candidates, sink).Run(count);
                else if (one is not null)
                    RunOneByOne(one, sink);
                break;
        }

        void RunWindows(QueryPlan[] plans, WindowMode mode, int least, Scorer? excluded)
        {
            var scorers = BooleanPlan.Open(plans, view, scratch);
            if (scorers.Length < least) return;
            new WindowSearch(scorers, mode, least, excluded, scratch.Window, sink).Run(count);
        }
    }

    private static void RunAll(BooleanPlan all, int view, int count, SearchScratch scratch, HitSink sink)
    {
        var must = BooleanPlan.Open(all.Must, view, scratch);
        var filters = BooleanPlan.Open(all.Filter, view, scratch);
        if (must.Length < all.Must.Length || filters.Length < all.Filter.Length) return;
        var optional = BooleanPlan.Open(all.Should, view, scratch);
        var excluded = all.Excluded(view, scratch);
        if (filters.Length + optional.Length == 0 && WindowConjunction.Suits(must, count))
        {
            WindowConjunction.Run([.. must], excluded, count, scratch.Window, sink);
        }
        else
        {
            new BlockConjunction(must, filters, optional, excluded, scratch.Candidates, sink).Run(count);
        }
    }

    private static void RunOneByOne(Scorer scorer, HitSink sink)
    {
        var (document, blockEnd, bound) = (-1, -1, 0f);
        if (sink.CanSkip) scorer.Required = sink.Required;
        for (document = scorer.Advance(0); document != Scorer.End && !sink.IsDone;)
        {
            if (sink.CanSkip && sink.Required > 0)
            {
                if (document > blockEnd)
                {
                    blockEnd = scorer.BlockEnd(document);
                    bound = scorer.MaxScoreIn(document, blockEnd);
                }

                if (bound < sink.Required)
                {
                    if (blockEnd >= Scorer.End - 1) return;
                    document = scorer.Advance(blockEnd + 1);
                    continue;
                }
            }

            if (sink.Accepts(document))
            {
                var score = scorer.Score();
                if (!sink.CanSkip || score >= sink.Required)
                {
                    if (sink.Take(document, score) && sink.CanSkip) scorer.Required = sink.Required;
                }
            }

            document = scorer.Advance(document + 1);
        }
    }

    private static void FillMatches(QueryPlan plan, int view, int count, SearchScratch scratch, ulong[] matches)
    {
        switch (plan)
        {
            case BooleanPlan { IsDisjunction: true, Least: 1 } any:
                foreach (var clause in any.Should) FillMatches(clause, view, count, scratch, matches);
                break;
            case StemAndExactPlan word: FillMatches(word.Matches, view, count, scratch, matches); break;
            case ManyTermsPlan many: many.Mark(view, scratch, matches); break;
            case BestOfPlan best:
                foreach (var clause in best.Clauses) FillMatches(clause, view, count, scratch, matches);
                break;
            case BooleanPlan { Least: 0 } all when all.Must.Length > 0 && !all.IsLedByFew(view, scratch):
                FillCommon(all, view, count, scratch, matches);
                break;
            default:
                plan.Open(view, scratch)?.Mark(matches);
                break;
        }
    }

    /// <summary>What all clauses match, clause by clause: what may match too changes nothing.</summary>
    private static void FillCommon(BooleanPlan all, int view, int count, SearchScratch scratch, ulong[] matches)
    {
        if (all.Must.Length + all.Filter.Length == 1 && all.MustNot.Length == 0)
        {
            FillMatches(all.Must[0], view, count, scratch, matches);
            return;
        }

        var words = (count + 63) >> 6;
        ulong[]? common = null;
        foreach (var clause in all.Must.Concat(all.Filter))
        {
            var own = scratch.TakeBitmap(count);
            FillMatches(clause, view, count, scratch, own);
            if (common is null) common = own;
            else for (var word = 0; word < words; word++) common[word] &= own[word];
        }

        foreach (var clause in all.MustNot)
        {
            var own = scratch.TakeBitmap(count);
            FillMatches(clause, view, count, scratch, own);
            for (var word = 0; word < words; word++) common![word] &= ~own[word];
        }

        for (var word = 0; word < words; word++) matches[word] |= common![word];
    }
}
