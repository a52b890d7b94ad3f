using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;

namespace KnowledgeGraph.Insights.Contribution.Shares;

/// <summary>
/// Q(x) = k1·P(y|x) + k2·P(z|x) + k3·P(w|x): what share of a community's interaction (y), content (z) and
/// sedimentation (w) is a member's. The k are the weights over their sum, a dimension without points leaving its weight
/// to the others; so the scores of a community add up to 1, or are all 0 where nothing happened. Immutable.
/// </summary>
public sealed class ContributionScores
{
    private readonly double[] _k = new double[Dimensions.Count];
    private readonly int[] _members;
    private readonly double[] _scores;
    private readonly double[] _ascending;

    /// <param name="ledger">The points.</param>
    /// <param name="weights">k1, k2, k3 before they are normalized: at least 0, not all 0.</param>
    public ContributionScores(ContributionLedger ledger, IReadOnlyList<double> weights)
    {
        Ledger = ledger;
        var sum = 0.0;
        foreach (var dimension in Dimensions.All)
            sum += ledger.Total(dimension) > 0 ? weights[(int)dimension] : 0;
        foreach (var dimension in Dimensions.All)
        {
            if (sum > 0 && ledger.Total(dimension) > 0) _k[(int)dimension] = weights[(int)dimension] / sum;
        }

        (_members, _scores) = ScoreAll();
        _ascending = (double[])_scores.Clone();
        Array.Sort(_ascending);
    }

    public ContributionLedger Ledger { get; }

    /// <summary>How many members have a score above 0.</summary>
    public int MemberCount => _members.Length;

    /// <summary>Members with a score above 0, by ordinal, and their scores beside them.</summary>
    public ReadOnlySpan<int> Members => _members;

    /// <inheritdoc cref="Members"/>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>The weight of a dimension as it is used: they add up to 1, or are all 0.</summary>
    public double Weight(Dimension dimension) => _k[(int)dimension];

    /// <summary>The member's share of all points of a dimension, 0 to 1.</summary>
    public double Share(int member, Dimension dimension) =>
        ShareOf(Ledger.PointsOf(member, dimension), Ledger.Total(dimension));

    /// <summary>Q of a member, 0 to 1.</summary>
    public double Score(int member)
    {
        var score = 0.0;
        foreach (var dimension in Dimensions.All) score += Weight(dimension) * Share(member, dimension);
        return score;
    }

    /// <summary>1 more than the number of members with a higher score; null for a score of 0.</summary>
    public int? Rank(double score) =>
        score <= 0 ? null : _ascending.Length - UpperBound(score) + 1;

    /// <summary>The share, in hundredths, of the members with a score whose score is not higher; null for 0.</summary>
    public double? Percentile(double score) =>
        score <= 0 || _ascending.Length == 0 ? null : 100.0 * UpperBound(score) / _ascending.Length;

    private int UpperBound(double score)
    {
        var (low, high) = (0, _ascending.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_ascending[middle] <= score) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private (int[] Members, double[] Scores) ScoreAll()
    {
        var members = new List<int>();
        var scores = new List<double>();
        foreach (var member in Ledger.Members())
        {
            var score = Score(member);
            if (score <= 0) continue;
            members.Add(member);
            scores.Add(score);
        }

        return ([.. members], [.. scores]);
    }

    private static double ShareOf(long points, long total) => total == 0 ? 0 : points / (double)total;
}
