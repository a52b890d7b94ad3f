using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Tests.ReadModel;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Insights.Recommendation;

public class RecommendationRightsTests(ITestOutputHelper output)
{
    private static readonly Viewer[] Viewers =
    [
        Viewer.Anonymous,
        new("member:1", Role.Member, []),
        new("member:2", Role.Member, ["gold"]),
        new(null, Role.Moderator, []),
    ];

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(3)]
    public void Each_viewer_gets_the_answers_of_a_graph_without_what_it_may_not_see(int entriesMax)
    {
        var query = new RecommendationQuery { Now = Answers.Now, EntriesMax = entriesMax, Seed = 5 };
        var seed = RandomSeed.Next("KNOWLEDGEGRAPH_TEST_RECOMMENDATION_SEED", output);
        for (var round = 0; round < RandomSeed.Count("KNOWLEDGEGRAPH_TEST_RECOMMENDATION_ROUNDS", 2); round++)
        {
            var commits = new RandomCommits(seed + round);
            var projector = new Projector(GraphSnapshot.Empty());
            for (var batch = 0; batch < 40; batch++) projector.Apply(commits.Next(30));
            var snapshot = projector.Freeze();
            foreach (var viewer in Viewers)
            {
                var seen = commits.Community.SeenBy(viewer);
                var alone = Answers.SnapshotOf(seen.Nodes.Values, seen.Links.Values, seen.Interactions.Values);
                Assert.Equal(
                    Answers.Of(alone.Read(viewer), query).ToArray(),
                    Answers.Of(snapshot.Read(viewer), query).ToArray());
            }
        }
    }

    [Fact]
    public void Paths_between_nodes_are_those_of_a_graph_without_what_the_viewer_may_not_see()
    {
        var commits = new RandomCommits(RandomSeed.Next("KNOWLEDGEGRAPH_TEST_RECOMMENDATION_SEED", output));
        var projector = new Projector(GraphSnapshot.Empty());
        for (var batch = 0; batch < 40; batch++) projector.Apply(commits.Next(30));
        var snapshot = projector.Freeze();
        foreach (var viewer in Viewers)
        {
            var seen = commits.Community.SeenBy(viewer);
            var alone = Answers.SnapshotOf(seen.Nodes.Values, seen.Links.Values, seen.Interactions.Values);
            Assert.Equal(Paths(alone.Read(viewer)), Paths(snapshot.Read(viewer)));
        }

        static string[] Paths(GraphReader reader)
        {
            var members = reader.Nodes(NodeKind.Member).ToArray()
                .OrderBy(node => Answers.Id(reader, node), StringComparer.Ordinal).ToArray();
            return [.. members.Zip(members.Skip(1)).Take(6).SelectMany(pair =>
                NodePaths.Find(reader, pair.First, pair.Second, 4, 4).Select(path => Text(reader, path)))];
        }
    }

    private static string Text(GraphReader reader, NodePath path)
    {
        for (var index = 0; index < path.Edges.Count; index++)
            Answers.AssertJoins(reader, path.Edges[index], path.Nodes[index], path.Nodes[index + 1]);
        return $"{path.Distance:F6} {string.Join('>', path.Nodes.Select(node => Answers.Id(reader, node)))}";
    }
}
