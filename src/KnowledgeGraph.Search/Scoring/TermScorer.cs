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
