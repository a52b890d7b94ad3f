using System.Numerics;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Documents with any of many terms that weigh the same, scored by BM25 as the one that each has most often. It knows
/// all of them, so it can be asked about any at any time. For one thread.
/// </summary>
internal sealed unsafe class ManyTermsScorer : Scorer
{
    private const int BlockSize = 512;

    private readonly Func<FoundTerms> _find;
    private readonly int _count;
    private readonly float _weight;
    private readonly float[] _factors;
    private readonly byte* _lengths;
    private readonly float[] _bounds;
    private ulong[]? _bits;
    private int[] _frequencies = [];

    /// <param name="find">Finds the documents; called once somebody asks.</param>
    /// <param name="count">How many the segment has.</param>
    /// <param name="cost">About how many match.</param>
    /// <param name="weight">What an occurrence is worth at most.</param>
    /// <param name="factors">For each code of a length the factor of <see cref="Bm25"/>.</param>
    /// <param name="lengths">The codes of the documents' lengths.</param>
    public ManyTermsScorer(
        Func<FoundTerms> find, int count, long cost, float weight, float[] factors, byte* lengths)
    {
        (_find, _count, Cost) = (find, count, cost);
        (_weight, _factors, MaxScore) = (weight, factors, weight);
        _lengths = lengths;
        _bounds = new float[(count / BlockSize) + 1];
        Array.Fill(_bounds, -1f);
    }

    public override long Cost { get; }

    public override float MaxScore { get; }

    private ulong[] Bits => _bits ?? Find();

    public override int Advance(int target) => Document = BitmapScorer.Next(Bits, _count, target);

    public override bool IsAt(int document)
    {
        if (Document >= document) return Document == document;
        if (!Has(document)) return false;
        Document = document;
        return true;
    }

    public override float Score() => ScoreOf(Document);

    public override bool TellsBounds => true;

    public override bool MayMatch(int document) => Has(document);

    public override float MaxScoreAt(int document) => Has(document) ? ScoreOf(document) : 0;

    public override int BlockEnd(int document) => document | (BlockSize - 1);

    public override float MaxScoreIn(int from, int to)
    {
        var last = Math.Min(to, _count - 1) / BlockSize;
        var highest = 0f;
        for (var block = from / BlockSize; block <= last; block++)
        {
            if (_bounds[block] < 0) _bounds[block] = HighestOf(block);
            highest = Math.Max(highest, _bounds[block]);
        }

        return highest;
    }

    public override void Mark(ulong[] matches)
    {
        for (var word = 0; word < (_count + 63) >> 6; word++) matches[word] |= Bits[word];
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

    private ulong[] Find()
    {
        (_bits, _frequencies) = _find();
        return _bits;
    }

    private float HighestOf(int block)
    {
        var (bits, highest) = (Bits, 0f);
        var (first, words) = (block * BlockSize / 64, (_count + 63) >> 6);
        for (var word = first; word < Math.Min(words, first + (BlockSize / 64)); word++)
        {
            for (var left = bits[word]; left != 0; left &= left - 1)
                highest = Math.Max(highest, ScoreOf((word << 6) + BitOperations.TrailingZeroCount(left)));
        }

        return highest;
    }

    private bool Has(int document) => (Bits[document >> 6] >> document & 1) != 0;

    private float ScoreOf(int document) =>
        Bm25.Score(_weight, _frequencies[document], _factors[_lengths[document]]);
}
