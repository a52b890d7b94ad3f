using System.Numerics;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Documents with any of many terms that weigh the same, scored by BM25 as the one that each has most often. It knows
/// all of them, so it can be asked about any at any time. For one thread.
/// </summary>
internal sealed unsafe class ManyTermsScorer : Scorer
{
    private const int BlockSize = 1 << ManyTermsPlan.Found.BlockShift;

    private readonly ManyTermsPlan.Found _found;
    private readonly int _count;
    private readonly float _weight;
    private readonly float[] _factors;
    private readonly float[] _bounds;

    /// <param name="found">The documents.</param>
    /// <param name="count">How many the segment has.</param>
    /// <param name="weight">What an occurrence is worth at most.</param>
    /// <param name="factors">For each code of a length the factor of <see cref="Bm25"/>.</param>
    public ManyTermsScorer(ManyTermsPlan.Found found, int count, float weight, float[] factors)
    {
        (_found, _count, _weight, _factors) = (found, count, weight, factors);
        _bounds = new float[found.Most.Length];
        for (var block = 0; block < _bounds.Length; block++)
        {
            if (found.Most[block] == 0) continue;
            _bounds[block] = Bm25.Score(weight, found.Most[block], factors[found.Shortest[block]]);
            MaxScore = Math.Max(MaxScore, _bounds[block]);
        }

        foreach (var word in found.Bits.AsSpan(0, (count + 63) >> 6)) Cost += BitOperations.PopCount(word);
    }

    public override long Cost { get; }

    public override float MaxScore { get; }

    public override int Advance(int target)
    {
        var (bits, words) = (_found.Bits, (_count + 63) >> 6);
        var word = target >> 6;
        if (word >= words) return Document = End;
        var rest = bits[word] & (ulong.MaxValue << target);
        while (rest == 0)
        {
            if (++word >= words) return Document = End;
            rest = bits[word];
        }

        return Document = (word << 6) + BitOperations.TrailingZeroCount(rest);
    }

    public override bool IsAt(int document)
    {
        if (Document >= document) return Document == document;
        if (!Has(document)) return false;
        Document = document;
        return true;
    }

    public override float Score() => ScoreOf(Document);

    public override float MaxScoreAt(int document) => Has(document) ? ScoreOf(document) : 0;

    public override int BlockEnd(int document) => document | (BlockSize - 1);

    public override float MaxScoreIn(int from, int to)
    {
        var last = Math.Min(to, _count - 1) / BlockSize;
        var highest = 0f;
        for (var block = from / BlockSize; block <= last && highest < MaxScore; block++)
            highest = Math.Max(highest, _bounds[block]);
        return highest;
    }

    public override void Mark(ulong[] matches)
    {
        for (var word = 0; word < (_count + 63) >> 6; word++) matches[word] |= _found.Bits[word];
    }

    public override void AddTo(ScoreWindow window, int end, WindowMode mode)
    {
        var document = Document < window.Start ? Advance(window.Start) : Document;
        for (; document < end; document = Advance(document + 1)) window.Take(document, ScoreOf(document), mode);
    }

    public override void Find(CandidateBlock block, Span<float> found)
    {
        var documents = block.Documents;
        for (var i = 0; i < block.Count; i++) found[i] = Has(documents[i]) ? ScoreOf(documents[i]) : -1f;
        if (block.Count > 0) Advance(documents[block.Count - 1]);
    }

    public override void Narrow(CandidateBlock block, double needed)
    {
        var (documents, scores, kept) = (block.Documents, block.Scores, 0);
        if (block.Count > 0) Advance(documents[block.Count - 1]);
        for (var i = 0; i < block.Count; i++)
        {
            var document = documents[i];
            if (!Has(document)) continue;
            documents[kept] = document;
            scores[kept++] = scores[i] + ScoreOf(document);
        }

        block.Count = kept;
    }

    private bool Has(int document) => (_found.Bits[document >> 6] >> document & 1) != 0;

    private float ScoreOf(int document) =>
        Bm25.Score(_weight, _found.Frequencies[document], _factors[_found.Lengths[document]]);
}
