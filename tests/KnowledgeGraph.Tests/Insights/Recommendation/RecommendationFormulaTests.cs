using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Snapshots;
using KnowledgeGraph.Tests.ReadModel;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Insights.Recommendation;

public sealed class RecommendationFormulaTests(ITestOutputHelper output) : IDisposable
{
    private const string Seed = "KNOWLEDGEGRAPH_TEST_RECOMMENDATION_SEED";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The second moment lies among those of the interactions: what is ahead of it counts as if it were then.
    [Theory]
    [InlineData("2026-01-01")]
    [InlineData("2024-01-05")]
    public void Exact_scores_are_those_of_the_formula_taken_path_by_path(string at)
    {
        var now = DateTime.Parse(at, System.Globalization.CultureInfo.InvariantCulture).Ticks;
        var query = new RecommendationQuery { Now = now, EntriesMax = int.MaxValue, Diversity = 0 };
        var compared = 0;
        foreach (var snapshot in Versions(batches: 30))
        {
            var reader = snapshot.Read(Viewer.Program);
            var plain = new PlainWalk(reader, now);
            foreach (var kind in NodeKinds.All)
            {
                foreach (var node in reader.Nodes(kind.Kind).ToArray())
                {
                    compared += AssertScores(
                        plain.Scores([node], PathTypes.ToItems), Recommendations.From(reader, [node], query));
                    if (kind.Kind is not NodeKind.Topic) continue;
                    compared += AssertScores(
                        plain.Scores([node], PathTypes.ToMembers), Recommendations.Experts(reader, node, query));
                }
            }
        }

        Assert.True(compared > 200, $"{compared}");
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(3)]
    public void A_question_has_one_answer_after_a_restart_too(int entriesMax)
    {
        var query = new RecommendationQuery { Now = Answers.Now, EntriesMax = entriesMax, Seed = 3 };
        var commits = new RandomCommits(RandomSeed.Next(Seed, output));
        var projector = new Projector(GraphSnapshot.Empty());
        for (var batch = 0; batch < 40; batch++) projector.Apply(commits.Next(30));
        var followed = projector.Freeze();
        var answers = Answers.Of(followed.Read(Viewer.Program), query).ToArray();
        Assert.True(answers.Length > 100);
        // Again, with everything prepared, from the file of the version, and from a scan of the store in another order.
        Recommendations.Prepare(followed.Read(Viewer.Program), CancellationToken.None);
        SnapshotFile.Write(_folder.PathOf("snapshot"), followed);
        var community = commits.Community;
        foreach (var again in new[]
        {
            followed, SnapshotFile.Read(_folder.PathOf("snapshot")),
            Rebuild.Of(
                community.Nodes.Values.OrderBy(node => node.Id, StringComparer.Ordinal),
                community.Interactions.Values.Reverse().Concat(community.Links.Values.Reverse())),
        }) Assert.Equal(answers, Answers.Of(again.Read(Viewer.Program), query).ToArray());
    }

    // What is noted and counted of one version is taken over by the next.
    [Fact]
    public void What_is_kept_from_version_to_version_is_what_would_be_found_anew()
    {
        var query = new RecommendationQuery { Now = Answers.Now };
        foreach (var snapshot in Versions(batches: 60))
        {
            var reader = snapshot.Read(Viewer.Program);
            var set = WalkRelations.All[WalkRelations.ItemMembers];
            foreach (var node in reader.Nodes(NodeKind.Document).ToArray())
            {
                var degree = 0;
                foreach (var relation in set.Relations) degree += reader.Degree(relation, node);
                Assert.Equal(degree, reader.Degree(set, node));
            }

            SnapshotFile.Write(_folder.PathOf("snapshot"), snapshot);
            Assert.Equal(
                Answers.Of(SnapshotFile.Read(_folder.PathOf("snapshot")).Read(Viewer.Program), query).ToArray(),
                Answers.Of(reader, query).ToArray());
        }
    }

    private IEnumerable<GraphSnapshot> Versions(int batches)
    {
        var commits = new RandomCommits(RandomSeed.Next(Seed, output));
        var snapshot = GraphSnapshot.Empty();
        for (var batch = 1; batch <= batches; batch++)
        {
            var projector = new Projector(snapshot);
            projector.Apply(commits.Next(30));
            snapshot = projector.Freeze();
            if (batch % 10 == 0) yield return snapshot;
        }
    }

    private static int AssertScores(Dictionary<int, double> expected, RecommendationList found)
    {
        // Where nothing is reached, what is rising is answered.
        if (expected.Count == 0) return 0;
        using var list = found;
        Assert.False(list.IsSampled);
        Assert.Equal(expected.Keys.Order(), list.Ranked.Select(answer => answer.Node).Order());
        foreach (var (node, score) in list.Ranked)
            Assert.True(Math.Abs(score - expected[node]) <= 1e-5 * expected[node], $"{score}, not {expected[node]}");
        return expected.Count;
    }
}
