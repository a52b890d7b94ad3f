using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>Bounds of a term's scores by the blocks of its postings, under one weight. For one thread.</summary>
internal sealed class BlockBounds(TermPostings postings, float weight, float[] factors, float max)
{
    /// <summary>The most blocks that are looked at for one bound.</summary>
    private const int BlocksMax = 32;

    // Where the last question ended: questions mostly go forwards.
    private int _block;

    /// <summary>The last document of the block that a document lies in.</summary>
    public int BlockEnd(int document)
    {
        if (!postings.HasBounds) return Scorer.End - 1;
        _block = postings.BlockOf(document, StartOf(document));
        return postings.LastOf(_block);
    }

    /// <summary>A bound of the scores from one document to another.</summary>
    public float MaxScoreIn(int from, int to)
    {
        if (!postings.HasBounds) return max;
        var block = _block = postings.BlockOf(from, StartOf(from));
        var highest = 0f;
        // Over many blocks the highest is near that of all.
        if (postings.LastOf(Math.Min(block + BlocksMax, postings.BlockCount - 1)) < to) return max;
        for (; block < postings.BlockCount; block++)
        {
            highest = Math.Max(highest, postings.BoundsOf(block).MaxScore(weight, factors));
            if (postings.LastOf(block) >= to || highest >= max) break;
        }

        return highest;
    }

    /// <summary>The bound of the scores in the block of that number.</summary>
    public float MaxScoreOf(int block) =>
        postings.HasBounds ? postings.BoundsOf(block).MaxScore(weight, factors) : max;

    private int StartOf(int document)
    {
        var block = Math.Max(_block, Math.Max(0, postings.Block));
        return block == 0 || postings.LastOf(block - 1) < document ? block : 0;
    }
}
