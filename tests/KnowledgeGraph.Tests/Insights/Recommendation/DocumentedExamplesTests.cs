using System.Globalization;
using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Insights.Recommendation.Evaluation;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Insights.Recommendation;

/// <summary>The example by hand of docs/insights/recommendation.md.</summary>
public class DocumentedExamplesTests
{
    [Fact]
    public void The_scores_are_those_that_the_page_gives()
    {
        // A did x; B did x and y; C did x and z; D did z.
        Pair[] pairs = [new(0, 0, 1), new(1, 0, 1), new(1, 1, 1), new(2, 0, 1), new(2, 2, 1), new(3, 2, 1)];
        var scores = new MemberWalk(PairTable.From(pairs, 4, 3), WalkSettings.Default).Scores(0);
        var page = File.ReadAllText(Repository.PathOf("docs/insights/recommendation.md"));
        Assert.Contains($"**{Four(scores[1])}**", page);
        Assert.Contains($"**{Four(scores[2])}**", page);
    }

    [Theory]
    [InlineData(KnowledgeGraph.Model.EdgeType.Viewed, 1)]
    [InlineData(KnowledgeGraph.Model.EdgeType.Liked, 2)]
    [InlineData(KnowledgeGraph.Model.EdgeType.Shared, 3)]
    [InlineData(KnowledgeGraph.Model.EdgeType.Completed, 5)]
    public void What_costs_a_member_more_says_more(KnowledgeGraph.Model.EdgeType type, float weight) =>
        Assert.Equal(weight, InteractionWeights.Of(type));

    private static string Four(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
