using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Shares;
using Xunit;

namespace KnowledgeGraph.Tests.Insights.Contribution;

/// <summary>The example that docs/insights/contribution.md works by hand.</summary>
public class WorkedExampleTests
{
    private const int A = 0, B = 1, C = 2, D = 3;

    private static readonly int[] Activity = [100, 75, 50, 25];
    private static readonly int[] Content = [10, 20, 15, 5];

    private static readonly RuleSet OnePointEach = new()
    {
        Version = 1,
        Rules =
        [
            new("activity", Signal.Commented, Dimension.Interaction, 1000) { Damping = Damping.None, Capped = false },
            new("content", Signal.Authored, Dimension.Content, 1000) { Damping = Damping.None, Capped = false },
        ],
        Weights = [0.8, 0.2, 0],
        HalfLifeDays = 0,
    };

    [Fact]
    public void Scores_are_the_shares_weighted()
    {
        var scores = Scores([0.8, 0.2, 0]);

        Assert.Equal([0.4, 0.3, 0.2, 0.1], Shares(scores, Dimension.Interaction));
        Assert.Equal([0.2, 0.4, 0.3, 0.1], Shares(scores, Dimension.Content));
        Assert.Equal([0.36, 0.32, 0.22, 0.10], Four(scores.Score));
        Assert.Equal([1, 2, 3, 4], Four(member => (double)scores.Rank(scores.Score(member))!));
        Assert.Equal([100, 75, 50, 25], Four(member => (double)scores.Percentile(scores.Score(member))!));
    }

    [Fact]
    public void A_dimension_in_which_nothing_happened_leaves_its_weight_to_the_others()
    {
        var scores = Scores([0.4, 0.1, 0.5]);

        Assert.Equal(0.8, scores.Weight(Dimension.Interaction), 12);
        Assert.Equal(0, scores.Weight(Dimension.Sedimentation));
        Assert.Equal([0.36, 0.32, 0.22, 0.10], Four(scores.Score));
    }

    [Fact]
    public void A_dimension_of_weight_0_counts_for_nothing() =>
        Assert.Equal([0.2, 0.4, 0.3, 0.1], Four(Scores([0, 7, 0]).Score));

    [Fact]
    public void Without_events_all_scores_are_0()
    {
        var scores = new ContributionScores(new Scene(4, OnePointEach).Count(), [1, 1, 1]);

        Assert.Equal(0, scores.MemberCount);
        Assert.Equal([0, 0, 0, 0], Four(scores.Score));
        Assert.Null(scores.Rank(0));
        Assert.Null(scores.Percentile(0));
    }

    [Theory]
    // The test vector of CHAOSS: half of 2,475 is 1,237.5, which 1,000 and 433 pass.
    [InlineData(0.5, new[] { 0, 7 })]
    [InlineData(0, new[] { 0 })]
    [InlineData(0.9, new[] { 0, 7, 5, 4, 1 })]
    [InlineData(1, new[] { 0, 7, 5, 4, 1, 2, 6, 3 })]
    public void The_bus_factor_is_that_of_CHAOSS(double threshold, int[] who) =>
        Assert.Equal(who, BusFactor.Of([1000, 202, 90, 33, 332, 343, 42, 433], threshold));

    [Theory]
    [InlineData(new double[] { }, 0)]
    [InlineData(new double[] { 5, 5, 5, 5 }, 0)]
    [InlineData(new double[] { 0, 0, 0, 8 }, 0.75)]
    // By pairs: the mean absolute difference over twice the mean is (0.1·3 + 0.2·2 + 0.3) · 2 / 16 / 0.5.
    [InlineData(new double[] { 0.4, 0.1, 0.3, 0.2 }, 0.25)]
    public void Gini_is_half_the_mean_difference_over_the_mean(double[] values, double gini) =>
        Assert.Equal(gini, Distribution.Of(values).Gini, 12);

    [Fact]
    public void Quantiles_are_by_nearest_rank() => Assert.Equal(
        [1, 3, 5, 8, 9, 10, 10],
        Distribution.Of([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]).Quantiles.Select(quantile => quantile.Value));

    private static ContributionScores Scores(double[] weights)
    {
        var scene = new Scene(4, OnePointEach);
        foreach (var member in (int[])[A, B, C, D])
        {
            for (var i = 0; i < Activity[member]; i++) scene.Do(member, "activity", day: 90);
            for (var i = 0; i < Content[member]; i++) scene.Do(member, "content", day: 90);
        }

        return new ContributionScores(scene.Count(), weights);
    }

    private static double[] Shares(ContributionScores scores, Dimension dimension) =>
        Four(member => scores.Share(member, dimension));

    private static double[] Four(Func<int, double> of) =>
        [.. new[] { A, B, C, D }.Select(member => Math.Round(of(member), 12))];
}
