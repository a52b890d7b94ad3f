using KnowledgeGraph.Import.StackExchange;
using KnowledgeGraph.Insights.Recommendation.Evaluation;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Tests.Import;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Insights.Recommendation.Evaluation;

public class TemporalEvaluationTests
{
    private static readonly long March = new DateTime(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    // Bob and Cy like what Ada likes; of the rest only `late` comes after the first of March.
    private const string Community = """
        member:ada joinedAt=2024-01-01
        member:bob joinedAt=2024-01-01
        member:cy joinedAt=2024-01-01
        member:dan joinedAt=2024-03-05
        topic:gates
        document:both createdAt=2024-01-02
        document:more createdAt=2024-01-03
        document:known createdAt=2024-01-03
        document:own createdAt=2024-01-04
        document:lonely createdAt=2024-01-05
        document:undated
        document:late createdAt=2024-03-02
        document:more -ABOUT-> topic:gates
        document:late -ABOUT-> topic:gates
        member:ada -AUTHORED-> document:own at=2024-01-04
        member:bob -AUTHORED-> document:late at=2024-03-02
        member:ada -LIKED-> document:both at=2024-01-10
        member:ada -LIKED-> document:known at=2024-01-10
        member:bob -LIKED-> document:both at=2024-01-10
        member:bob -LIKED-> document:more at=2024-01-11
        member:bob -LIKED-> document:own at=2024-01-11
        member:cy -LIKED-> document:own at=2024-01-12
        member:ada -LIKED-> document:more at=2024-03-03
        member:ada -COMMENTED-> document:known at=2024-03-03
        member:ada -COMMENTED-> document:own at=2024-03-03
        member:ada -LIKED-> document:late at=2024-03-04
        member:cy -LIKED-> document:late at=2024-03-04
        member:dan -LIKED-> document:both at=2024-03-05
        member:dan -VIEWED-> document:undated at=2024-03-06
        """;

    [Fact]
    public void What_came_later_is_not_in_the_community_of_then()
    {
        var (nodes, edges) = Read(Community);
        var reader = CommunityAt.Of(nodes, edges, March).Read(Viewer.Program);
        Assert.Equal(
            ["both", "known", "lonely", "more", "own"],
            reader.Nodes(NodeKind.Document).ToArray().Select(node => reader.Ids.String(node)![9..]).Order());
        Assert.Equal(3, reader.Nodes(NodeKind.Member).Count);
        Assert.Single(reader.Nodes(NodeKind.Topic).ToArray());
        Assert.Equal(8, CommunityAt.Of(nodes, edges, March).EdgeCount);
    }

    [Fact]
    public void Judged_is_what_could_have_been_recommended_and_was_done_later_for_the_first_time()
    {
        var (nodes, edges) = Read(Community);
        var evaluation = new TemporalEvaluation(nodes, edges, March);
        var report = evaluation.Run();
        // Ada likes `more`; `known` and her `own` are nothing new, `late` was not there; Dan was not there.
        Assert.Single(evaluation.Members);
        Assert.Equal((5, 3, 2), (evaluation.ItemCount, evaluation.LaterCount, evaluation.MadeLaterCount));
        Assert.Equal((1, 1.0, 1.0), (report.Paths.Members, report.Paths.Recall, report.Paths.Ndcg));
        // Every method leaves out the same: what is popular beyond what Ada knows is `more` alone.
        Assert.All(report.Baselines, baseline => Assert.Equal((1, 1.0), (baseline.Members, baseline.Recall)));
        Assert.Equal(1, report.Baselines.Single(method => method.Name == "popularity").Ndcg);
    }

    [SharedDataFact]
    public async Task On_the_real_dump_the_product_ranks_better_than_popularity_from_month_to_month()
    {
        var (store, _) = await Importing.IntoEmptyStoreAsync(
            new StackExchangeImporter(SharedData.PathOf("quantumcomputing.stackexchange")));
        EdgeRecord[] edges = [.. store.Links, .. store.Interactions.Values];
        var (members, paths, popularity) = (0, 0.0, 0.0);
        for (var month = 4; month <= 8; month++)
        {
            var moment = new DateTime(2018, month, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
            var report = new TemporalEvaluation([.. store.Nodes.Values], edges, moment).Run();
            members += report.Paths.Members;
            paths += report.Paths.Ndcg * report.Paths.Members;
            popularity += report.Baselines[0].Ndcg * report.Paths.Members;
        }

        Assert.Equal(194, members);
        Assert.InRange(paths / members, 0.11, 1);
        Assert.InRange(popularity / members, 0, paths / members);
    }

    private static (IReadOnlyList<NodeRecord> Nodes, IReadOnlyList<EdgeRecord> Edges) Read(string text)
    {
        var commands = DrawnGraph.Read(text);
        return (
            [.. commands.OfType<CreateNode>().Select(command => command.Node)],
            [
                .. commands.OfType<PutLink>().Select(command => command.Link),
                .. commands.OfType<RecordInteraction>().Select(command => command.Interaction),
            ]);
    }
}
