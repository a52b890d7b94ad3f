using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Memory that searches of one thread use one after another. Who rents it has it alone until it is given back, so a
/// search within a search has its own.
/// </summary>
internal sealed class SearchScratch
{
    [ThreadStatic]
    private static SearchScratch? s_idle;

    private readonly List<TermPostings> _postings = [];
    private readonly List<ulong[]> _bitmaps = [];
    private readonly List<int[]> _numbers = [];
    private int _postingsUsed;
    private int _bitmapsUsed;
    private int _numbersUsed;

    /// <summary>The candidates of a conjunction.</summary>
    public CandidateBlock Candidates { get; } = new();

    /// <summary>The sums of a window's scores.</summary>
    public ScoreWindow Window { get; } = new();

    public static SearchScratch Rent()
    {
        var scratch = s_idle ?? new SearchScratch();
        s_idle = null;
        return scratch;
    }

    public static void Return(SearchScratch scratch)
    {
        // What one large query needed is not kept for ever; a beginning of one letter has some thousand terms.
        const int PostingsKept = 2048;
        const int BitmapsKept = 32;
        const int NumbersKept = 4;
        if (scratch._postings.Count > PostingsKept)
            scratch._postings.RemoveRange(PostingsKept, scratch._postings.Count - PostingsKept);
        if (scratch._bitmaps.Count > BitmapsKept)
            scratch._bitmaps.RemoveRange(BitmapsKept, scratch._bitmaps.Count - BitmapsKept);
        if (scratch._numbers.Count > NumbersKept)
            scratch._numbers.RemoveRange(NumbersKept, scratch._numbers.Count - NumbersKept);
        s_idle = scratch;
        scratch.Reset();
    }

    /// <summary>All that was taken is free again: the segment that it was taken for is done.</summary>
    public void Reset()
    {
        Uses++;
        (_postingsUsed, _bitmapsUsed, _numbersUsed) = (0, 0, 0);
    }

    /// <summary>How often it was free again: what was made of its memory before holds no more.</summary>
    public int Uses { get; private set; }

    public TermPostings TakePostings()
    {
        if (_postingsUsed == _postings.Count) _postings.Add(new TermPostings());
        return _postings[_postingsUsed++];
    }

    /// <summary>At least so many numbers, whatever they are.</summary>
    public int[] TakeNumbers(int count)
    {
        if (_numbersUsed == _numbers.Count) _numbers.Add(new int[count]);
        if (_numbers[_numbersUsed].Length < count) _numbers[_numbersUsed] = new int[count];
        return _numbers[_numbersUsed++];
    }

    /// <summary>An empty bitmap of at least so many bits.</summary>
    public ulong[] TakeBitmap(int bits)
    {
        var words = (bits + 63) >> 6;
        if (_bitmapsUsed == _bitmaps.Count) _bitmaps.Add(new ulong[words]);
        if (_bitmaps[_bitmapsUsed].Length < words) _bitmaps[_bitmapsUsed] = new ulong[words];
        var bitmap = _bitmaps[_bitmapsUsed++];
        bitmap.AsSpan(0, words).Clear();
        return bitmap;
    }
}
