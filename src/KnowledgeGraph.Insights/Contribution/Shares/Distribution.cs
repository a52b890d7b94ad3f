namespace KnowledgeGraph.Insights.Contribution.Shares;

/// <summary>How unequally something is spread over those who have some of it.</summary>
/// <param name="Count">How many they are.</param>
/// <param name="Gini">0 where all have the same, towards 1 where one has all.</param>
/// <param name="Quantiles">At 0, 25, 50, 75, 90, 99 and 100 %, by nearest rank; empty where none has any.</param>
public sealed record Distribution(int Count, double Gini, IReadOnlyList<Quantile> Quantiles)
{
    private static readonly double[] Places = [0, 0.25, 0.5, 0.75, 0.9, 0.99, 1];

    /// <param name="values">At least 0, in any order.</param>
    public static Distribution Of(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return new Distribution(sorted.Length, GiniOf(sorted), [.. Places
            .Where(_ => sorted.Length > 0)
            .Select(place => new Quantile(place, sorted[Math.Max(0, (int)Math.Ceiling(place * sorted.Length) - 1)]))]);
    }

    // G = 2·Σ i·x(i) / (n·Σ x) - (n + 1) / n over ascending x(1) .. x(n).
    private static double GiniOf(double[] ascending)
    {
        double sum = 0, ranked = 0;
        for (var i = 0; i < ascending.Length; i++)
        {
            sum += ascending[i];
            ranked += (i + 1) * ascending[i];
        }

        var n = (double)ascending.Length;
        return sum <= 0 ? 0 : Math.Max(0, (2 * ranked / (n * sum)) - ((n + 1) / n));
    }
}

/// <summary>The value that a share of all does not exceed.</summary>
/// <param name="Share">0 to 1.</param>
/// <param name="Value">The value there.</param>
public readonly record struct Quantile(double Share, double Value);
