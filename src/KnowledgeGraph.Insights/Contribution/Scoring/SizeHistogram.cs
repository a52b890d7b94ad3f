using System.Numerics;

namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>
/// How many events of each size there are, exact below 64 and to 3 % above: enough for a quantile that does not jump
/// with every event, and cheap to keep up to date. For one thread while it is filled.
/// </summary>
internal sealed class SizeHistogram
{
    private const int ExactBits = 6;
    private const int StepBits = ExactBits - 1;
    private const int Buckets = (1 << ExactBits) + ((31 - ExactBits) << StepBits);

    private readonly int[] _counts;
    private long _total;

    public SizeHistogram() => _counts = new int[Buckets];

    private SizeHistogram(SizeHistogram source) =>
        (_counts, _total) = ((int[])source._counts.Clone(), source._total);

    public SizeHistogram Clone() => new(this);

    /// <param name="size">In thousandths; counted in whole ones, rounded up.</param>
    /// <param name="count">1, or -1 to take one out.</param>
    public void Add(int size, int count)
    {
        _counts[BucketOf((int)(((long)size + 999) / 1000))] += count;
        _total += count;
    }

    public void Add(SizeHistogram other)
    {
        for (var bucket = 0; bucket < Buckets; bucket++) _counts[bucket] += other._counts[bucket];
        _total += other._total;
    }

    /// <summary>
    /// The size, in thousandths, of the event at the quantile (nearest rank), taken up to the end of its bucket; no
    /// limit where there are no events.
    /// </summary>
    public int Quantile(double quantile)
    {
        if (_total == 0) return int.MaxValue;
        var rank = (long)Math.Ceiling(quantile * _total);
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            rank -= _counts[bucket];
            if (rank <= 0) return (int)Math.Min(int.MaxValue, LastOf(bucket) * 1000L);
        }

        return int.MaxValue;
    }

    private static int BucketOf(int value)
    {
        if (value < 1 << ExactBits) return value;
        var exponent = BitOperations.Log2((uint)value);
        var step = (value >> (exponent - StepBits)) & ((1 << StepBits) - 1);
        return (1 << ExactBits) + ((exponent - ExactBits) << StepBits) + step;
    }

    private static long LastOf(int bucket)
    {
        if (bucket < 1 << ExactBits) return bucket;
        var beyond = bucket - (1 << ExactBits);
        var exponent = ExactBits + (beyond >> StepBits);
        var step = beyond & ((1 << StepBits) - 1);
        var width = 1L << (exponent - StepBits);
        return (1L << exponent) + ((step + 1) * width) - 1;
    }
}
