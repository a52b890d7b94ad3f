using KnowledgeGraph.Insights.Contribution.Rules;

namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>
/// Points are whole millionths of a point, so that sums are exact in any order. Factors are millionths too; decay,
/// which is multiplied last, has 32 binary digits. Everything is rounded down.
/// </summary>
public static class Points
{
    /// <summary>One point, one event or a factor of 1.</summary>
    public const long One = 1_000_000;

    /// <summary>The decay factor of 1.</summary>
    public const ulong WholeDecay = 1UL << 32;

    // Sums of events stop here, so that a product with the points of one (at most a million) stays below 2^63.
    internal const long MaxSum = 9_000_000L * One;

    /// <summary>As a number of points.</summary>
    public static double ToNumber(long points) => points / (double)One;

    /// <summary>
    /// What a sum of events counts as: the sum itself up to one, then slower and slower. Monotone, concave, never above
    /// the sum; both in millionths.
    /// </summary>
    public static long Damp(long sum, Damping damping)
    {
        sum = Math.Min(sum, MaxSum);
        if (sum <= One) return sum;
        return damping switch
        {
            // A product below 2^63 loses at most some low bits as a double, and a root is rounded correctly everywhere.
            Damping.SquareRoot => (long)Math.Sqrt((double)sum * One),
            Damping.Logarithm => One + (long)(Math.Log(sum / (double)One) * One),
            _ => sum,
        };
    }

    /// <summary>What the n-th of the same adds (n from 1).</summary>
    public static long Marginal(int n, Damping damping) => damping == Damping.None || n == 1
        ? One
        : Damp(n * One, damping) - Damp((n - 1) * One, damping);

    /// <inheritdoc cref="Marginal(int, Damping)"/>
    public static long Marginal(int n, Repetition repetition) => repetition switch
    {
        Repetition.Once => n == 1 ? One : 0,
        Repetition.SquareRoot => Marginal(n, Damping.SquareRoot),
        Repetition.Logarithm => Marginal(n, Damping.Logarithm),
        _ => One,
    };

    /// <summary>The factor for an age in days.</summary>
    public static ulong Decay(int ageDays, int halfLifeDays) => halfLifeDays == 0 || ageDays <= 0
        ? WholeDecay
        : (ulong)(WholeDecay * Math.Pow(2, -(double)ageDays / halfLifeDays));

    /// <summary>Points times a decay factor.</summary>
    public static long Decayed(long points, ulong decay)
    {
        var high = Math.BigMul((ulong)points, decay, out var low);
        return (long)((high << 32) | (low >> 32));
    }
}
