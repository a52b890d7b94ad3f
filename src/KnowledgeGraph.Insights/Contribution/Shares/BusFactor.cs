namespace KnowledgeGraph.Insights.Contribution.Shares;

/// <summary>
/// How few do a given share of the work: the contributor absence factor of CHAOSS
/// (https://chaoss.community/kb/metric-contributor-absence-factor/).
/// </summary>
public static class BusFactor
{
    /// <summary>
    /// The places, in <paramref name="work"/>, of the smallest set that does more than <paramref name="threshold"/> of
    /// all work, the most first; empty where there is none. At a threshold of 1: all who do any.
    /// </summary>
    public static int[] Of(ReadOnlySpan<long> work, double threshold)
    {
        var order = new int[work.Length];
        var keys = new long[work.Length];
        Int128 total = 0;
        for (var i = 0; i < work.Length; i++)
        {
            (order[i], keys[i]) = (i, -work[i]);
            total += work[i];
        }

        // Stable: equal amounts stay in the order they were given in.
        var sorted = order.OrderBy(place => keys[place]).ToArray();
        var goal = (double)total * threshold;
        Int128 done = 0;
        var count = 0;
        while (count < sorted.Length && work[sorted[count]] > 0 && (double)done <= goal && done < total)
            done += work[sorted[count++]];
        return sorted[..count];
    }
}
