using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>Scores one term by BM25, with a bound for each block of its postings. For one thread.</summary>
internal sealed unsafe class TermScorer : Scorer
{
    private readonly TermPostings _postings;
    private readonly float _weight;
    private readonly float[] _factors;
    private readonly byte* _lengths;
    private readonly BlockBounds _bounds;

    public TermScorer(TermPostings postings, float weight, float[] factors, byte* lengths)
    {
        (_postings, _weight, _factors) = (postings, weight, factors);
        _lengths = lengths;
        MaxScore = postings.HasBounds ? postings.Bounds.MaxScore(weight, factors) : BoundOfFew();
        _bounds = new BlockBounds(postings, weight, factors, MaxScore);
    }

    public override long Cost => _postings.DocumentFrequency;

    public override float MaxScore { get; }

    public TermPostings Postings => _postings;

    public override int Advance(int target) => Document = _postings.Advance(target);

    public override float Score() => Bm25.Score(_weight, _postings.Frequency, _factors[_lengths[Document]]);

    public override void Mark(ulong[] matches) => _postings.Mark(matches);

    public override int BlockEnd(int document) => _bounds.BlockEnd(document);

    public override float MaxScoreIn(int from, int to) => _bounds.MaxScoreIn(from, to);

    /// <summary>The bound of the postings' block of that number.</summary>
    public float MaxScoreOf(int block) => _bounds.MaxScoreOf(block);

    /// <summary>The score of the document at a place of the block that is unpacked.</summary>
    public float ScoreAt(int index) =>
        Bm25.Score(_weight, _postings.Frequencies[index], _factors[_lengths[_postings.Documents[index]]]);

    /// <summary>Moves to a place of the block that is unpacked.</summary>
    public void MoveTo(int index) => Document = _postings.MoveTo(index);

    /// <summary>Moves to the first document of a block, or behind the last.</summary>
    public int MoveToBlock(int block) => Document = _postings.MoveToBlock(block);

    public override void AddTo(ScoreWindow window, int end, WindowMode mode)
    {
        var postings = _postings;
        var document = Document;
        if (document < window.Start) document = Document = postings.Advance(window.Start);
        while (document < end)
        {
            var (documents, frequencies) = (postings.Documents, postings.Frequencies);
            var from = postings.Index;
            var to = documents[postings.Count - 1] < end ? postings.Count : postings.IndexOf(end, from);
            switch (mode)
            {
                case WindowMode.Sum: AddSums(window, documents, frequencies, from, to); break;
                case WindowMode.Best: AddBest(window, documents, frequencies, from, to); break;
                case WindowMode.Both: AddBoth(window, documents, frequencies, from, to); break;
                default: AddCounted(window, documents, frequencies, from, to); break;
            }

            document = Document = to < postings.Count ? postings.MoveTo(to) : postings.MoveToBlock(postings.Block + 1);
        }
    }

    private void AddSums(ScoreWindow window, int[] documents, int[] frequencies, int from, int to)
    {
        var (weight, factors) = (_weight, _factors);
        var lengths = _lengths;
        for (var i = from; i < to; i++)
        {
            var document = documents[i];
            window.Add(document, Bm25.Score(weight, frequencies[i], factors[lengths[document]]));
        }
    }

    private void AddBest(ScoreWindow window, int[] documents, int[] frequencies, int from, int to)
    {
        var (weight, factors) = (_weight, _factors);
        var lengths = _lengths;
        for (var i = from; i < to; i++)
        {
            var document = documents[i];
            window.Raise(document, Bm25.Score(weight, frequencies[i], factors[lengths[document]]));
        }
    }

    private void AddBoth(ScoreWindow window, int[] documents, int[] frequencies, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var document = documents[i];
            window.AddBoth(document, Bm25.Score(_weight, frequencies[i], _factors[_lengths[document]]));
        }
    }

    private void AddCounted(ScoreWindow window, int[] documents, int[] frequencies, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var document = documents[i];
            window.AddCounted(document, Bm25.Score(_weight, frequencies[i], _factors[_lengths[document]]));
        }
    }

    public override void AddWhere(ScoreWindow window, int end, int count)
    {
        var postings = _postings;
        var document = Document;
        if (document < window.Start) document = Document = postings.Advance(window.Start);
        while (document < end)
        {
            var documents = postings.Documents;
            var to = documents[postings.Count - 1] < end ? postings.Count : postings.IndexOf(end, postings.Index);
            for (var i = postings.Index; i < to; i++)
            {
                if (window.IsAt(documents[i], count)) window.AddCounted(documents[i], ScoreAt(i));
            }

            document = Document = to < postings.Count
                ? postings.MoveTo(to)
                : postings.MoveToBlock(postings.Block + 1);
        }
    }

    public override int Gather(CandidateBlock block, int start, int end, double needed)
    {
        var postings = _postings;
        var document = Document;
        if (document < start) document = Document = postings.Advance(start);
        while (document <= end)
        {
            var documents = postings.Documents;
            var (from, to) = (postings.Index, postings.Count);
            if (documents[to - 1] > end) to = postings.IndexOf(end + 1, from);
            var at = block.Count;
            if (to - from > CandidateBlock.Capacity - at) return document;
            documents.AsSpan(from, to - from).CopyTo(block.Documents.AsSpan(at));
            ScoreRange(postings.Frequencies, documents, from, to, block.Own);
            var (scores, own) = (block.Scores, block.Own);
            for (var i = 0; i < to - from; i++) scores[at + i] = own[i];
            block.Count = at + to - from;
            document = Document = to < postings.Count ? postings.MoveTo(to) : postings.MoveToBlock(postings.Block + 1);
        }

        return end + 1;
    }

    public override void Narrow(CandidateBlock block, double needed)
    {
        var (documents, scores) = (block.Documents, block.Scores);
        var (count, kept) = (block.Count, 0);
        for (var i = 0; i < count;)
        {
            if (needed > 0 && CannotLift(documents[i], needed - scores[i]))
            {
                i++;
                continue;
            }

            if (!Reach(documents[i])) break;
            var (first, next) = (kept, i);
            kept = Meet(block, ref next, kept);
            i = next;
            // Frequencies are unpacked only where there is something to score.
            if (kept > first) AddPlaces(block, first, kept);
        }

        block.Count = kept;
    }

    public override void Keep(CandidateBlock block)
    {
        var kept = 0;
        for (var i = 0; i < block.Count && Reach(block.Documents[i]);) kept = Meet(block, ref i, kept);
        block.Count = kept;
    }

    public override void Find(CandidateBlock block, Span<float> found)
    {
        var (documents, count) = (block.Documents, block.Count);
        found[..count].Fill(-1f);
        for (var i = 0; i < count && Reach(documents[i]);)
        {
            var (own, index) = (_postings.Documents, _postings.Index);
            var last = own[_postings.Count - 1];
            for (; i < count && documents[i] <= last; i++)
            {
                index = _postings.IndexOf(documents[i], index);
                if (own[index] == documents[i]) found[i] = ScoreAt(index);
            }

            Document = _postings.MoveTo(index);
        }
    }

    /// <summary>Whether a block that is not unpacked would have to be, and its bound is too low.</summary>
    private bool CannotLift(int document, double needed)
    {
        var postings = _postings;
        if (!postings.HasBounds || Document >= document) return false;
        if (postings.Block >= 0 && postings.LastOf(postings.Block) >= document) return false;
        return _bounds.MaxScoreIn(document, document) < needed;
    }

    /// <summary>Unpacks the block that a document would stand in; false where there is none any more.</summary>
    private bool Reach(int document)
    {
        if (Document < document) Document = _postings.Advance(document);
        return Document != End;
    }

    /// <summary>
    /// Goes through the candidates up to the end of the unpacked block; keeps those that stand in it, with their
    /// places.
    /// </summary>
    private int Meet(CandidateBlock block, ref int next, int kept)
    {
        var (documents, scores, places) = (block.Documents, block.Scores, block.Places);
        var (own, index, count) = (_postings.Documents, _postings.Index, block.Count);
        var last = own[_postings.Count - 1];
        var i = next;
        for (; i < count && documents[i] <= last; i++)
        {
            var document = documents[i];
            index = _postings.IndexOf(document, index);
            documents[kept] = document;
            scores[kept] = scores[i];
            places[kept] = index;
            kept += own[index] == document ? 1 : 0;
        }

        Document = _postings.MoveTo(index);
        next = i;
        return kept;
    }

    private void AddPlaces(CandidateBlock block, int from, int to)
    {
        var (documents, scores, places) = (block.Documents, block.Scores, block.Places);
        var frequencies = _postings.Frequencies;
        var (weight, factors) = (_weight, _factors);
        var lengths = _lengths;
        for (var i = from; i < to; i++)
        {
            scores[i] += Bm25.Score(weight, frequencies[places[i]], factors[lengths[documents[i]]]);
        }
    }

    /// <summary>The scores of some places of the unpacked block, from the beginning of an array on.</summary>
    private void ScoreRange(int[] frequencies, int[] documents, int from, int to, float[] scores)
    {
        var (weight, factors) = (_weight, _factors);
        var lengths = _lengths;
        for (var i = from; i < to; i++) scores[i - from] = factors[lengths[documents[i]]];
        var (at, count) = (0, to - from);
        ref var input = ref MemoryMarshal.GetArrayDataReference(frequencies);
        ref var output = ref MemoryMarshal.GetArrayDataReference(scores);
        // Step by step as Bm25.Score does, eight at once: the same bits.
        for (; at + Vector256<float>.Count <= count; at += Vector256<float>.Count)
        {
            var frequency = Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref input, (nuint)(from + at)));
            var factor = Vector256.LoadUnsafe(ref output, (nuint)at);
            var all = Vector256.Create(weight);
            var score = all - all / (Vector256<float>.One + frequency * factor);
            score.StoreUnsafe(ref output, (nuint)at);
        }

        for (; at < count; at++) scores[at] = Bm25.Score(weight, frequencies[from + at], scores[at]);
    }

    private float BoundOfFew()
    {
        var (frequencies, documents) = (_postings.Frequencies, _postings.Documents);
        var (most, shortest) = (0, byte.MaxValue);
        for (var i = 0; i < _postings.DocumentFrequency; i++)
        {
            most = Math.Max(most, frequencies[i]);
            shortest = Math.Min(shortest, _lengths[documents[i]]);
        }

        return Bm25.Score(_weight, most, _factors[shortest]);
    }
}
