using System.Numerics;
using System.Runtime.CompilerServices;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// The documents of a window with the sums of their scores. Scores are floats and sums doubles, so that a sum does not
/// depend on its order as long as the scores are within 2^29 of each other. For one thread.
/// </summary>
internal sealed class ScoreWindow
{
    /// <summary>The documents in a window: their sums fit the fastest cache.</summary>
    public const int Size = 2048;

    private readonly double[] _scores = new double[Size];
    private readonly ushort[] _counts = new ushort[Size];
    private readonly float[] _best = new float[Size];
    private readonly ulong[] _bits = new ulong[Size / 64];

    /// <summary>The window's first document.</summary>
    public int Start { get; set; }

    /// <summary>Which of the window's documents have a score.</summary>
    public ulong[] Bits => _bits;

    /// <summary>The sums by place in the window; they hold where the bit is set.</summary>
    public double[] Scores => _scores;

    /// <summary>The highest scores by place, where both are kept.</summary>
    public float[] Best => _best;

    /// <summary>A window for the scores of one clause.</summary>
    public ScoreWindow Clause => field ??= new ScoreWindow();

    /// <summary>A block for the matches of one clause.</summary>
    public CandidateBlock Block => field ??= new CandidateBlock();

    /// <summary>The documents that were drained, in their order.</summary>
    public int[] Documents => field ??= new int[Size];

    /// <summary>What was drained of each: the sum, or what somebody made of it.</summary>
    public float[] Values => field ??= new float[Size];

    /// <summary>Empties the window into <see cref="Documents"/> and <see cref="Values"/>; gives how many.</summary>
    public int Drain()
    {
        var (documents, values, count) = (Documents, Values, 0);
        for (var word = 0; word < _bits.Length; word++)
        {
            var left = _bits[word];
            _bits[word] = 0;
            for (; left != 0; left &= left - 1)
            {
                var place = (word << 6) + BitOperations.TrailingZeroCount(left);
                documents[count] = Start + place;
                values[count++] = (float)_scores[place];
            }
        }

        return count;
    }

    /// <summary>Takes a score as the mode says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(int document, float score, WindowMode mode)
    {
        switch (mode)
        {
            case WindowMode.Sum: Add(document, score); break;
            case WindowMode.Best: Raise(document, score); break;
            case WindowMode.Both: AddBoth(document, score); break;
            default: AddCounted(document, score); break;
        }
    }

    /// <summary>How many scores were added, where they are counted.</summary>
    public ushort[] Counts => _counts;

    /// <summary>Adds a score.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int document, float score)
    {
        var place = document - Start;
        ref var word = ref _bits[place >> 6];
        var bit = 1UL << place;
        _scores[place] = (word & bit) != 0 ? _scores[place] + score : score;
        word |= bit;
    }

    /// <summary>Keeps the higher of two scores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raise(int document, float score)
    {
        var place = document - Start;
        ref var word = ref _bits[place >> 6];
        var bit = 1UL << place;
        if ((word & bit) == 0 || _scores[place] < score) _scores[place] = score;
        word |= bit;
    }

    /// <summary>Adds a score, and keeps the highest beside the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddBoth(int document, float score)
    {
        var place = document - Start;
        var isThere = (_bits[place >> 6] >> place & 1) != 0;
        _best[place] = isThere ? Math.Max(_best[place], score) : score;
        Add(document, score);
    }

    /// <summary>Whether so many scores were added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAt(int document, int count)
    {
        var place = document - Start;
        return (_bits[place >> 6] >> place & 1) != 0 && _counts[place] == count;
    }

    /// <summary>Adds a score and counts it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddCounted(int document, float score)
    {
        var place = document - Start;
        if ((_bits[place >> 6] >> place & 1) == 0) _counts[place] = 0;
        _counts[place]++;
        Add(document, score);
    }
}
