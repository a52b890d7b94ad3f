using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Neo4j;
using KnowledgeGraph.Tests.Storage;
using Xunit;
using static KnowledgeGraph.Tests.Support.Make;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>A curator changes the graph in Cypher; `reconcile` finds it.</summary>
public sealed class ReconcileTests
{
    [Neo4jFact]
    public async Task What_was_added_changed_and_removed_by_Cypher_is_entered_in_the_log()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        await using var store = await turn.OpenAsync();
        await FillAsync(store);
        await turn.RunAsync("CREATE (:Topic {id: 'topic:new', name: 'New'})");
        await turn.RunAsync(
            "MATCH (n:Member {id: 'member:ann'}) SET n.bio = 'Edited', n.joinedAt = date('2024-05-01')");
        await turn.RunAsync("MATCH (n:Document {id: 'document:old'}) DETACH DELETE n");
        await turn.RunAsync("""
            MATCH (a:Member {id: 'member:ann'}), (t:Topic {id: 'topic:new'})
            CREATE (a)-[:INTERESTED_IN]->(t)
            CREATE (a)-[:VIEWED {id: 'by-hand', at: datetime('2024-06-01T00:00:00Z')}]->(t)
            """);
        await turn.RunAsync("MATCH ()-[r:VIEWED {id: 'event:1'}]->() DELETE r");

        var report = await store.ReconcileAsync();
        Assert.Empty(report.Misfits);
        Assert.Equal((3, 1, 2), (report.Added, report.Changed, report.Removed));
        var log = await LogAsync(store, 1);
        Assert.Equal("reconcile", log[0].Actor);
        Assert.Equal(
        [
            "delete document:old",
            $"put {GraphText.Of(Node("member:ann", ("bio", Text("Edited")), ("joinedAt", May(1))))}",
            $"put {GraphText.Of(Node("topic:new", ("name", Text("New"))))}",
            "put InterestedIn member:ann topic:new - -",
            $"take back {GraphText.Of(View)}",
            $"record Viewed member:ann topic:new by-hand {new DateTime(2024, 6, 1).Ticks}",
        ], log[0].Changes.Select(GraphText.Of));

        // The log says what the graph holds, and there is nothing left to find.
        await CheckReplayAsync(store);
        var again = await store.ReconcileAsync();
        Assert.Equal((0, 0, 0, report.Sequence), (again.Added, again.Changed, again.Removed, again.Sequence));
    }

    [Neo4jFact]
    public async Task An_edit_of_a_text_by_Cypher_ends_its_verification_there_too()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        await using var store = await turn.OpenAsync();
        var verified = Node("document:guide", ("body", Text("text")),
            ("maturity", PropertyValue.Enumeration(Verification.VerifiedPosition)),
            ("verifiedFrom", PropertyValue.Enumeration(0)));
        var hash = Text(Verification.HashOf(verified.Values));
        verified.Values[NodeKinds.Document["verifiedHash"].Index] = hash;
        await store.CommitAsync(new CommitRequest([new CreateNode(verified)], "test"));
        await turn.RunAsync("MATCH (n:Document {id: 'document:guide'}) SET n.body = 'Edited'");
        await store.ReconcileAsync();

        var ended = Node("document:guide", ("body", Text("Edited")), ("verifiedHash", hash),
            ("verifiedFrom", PropertyValue.Enumeration(0)));
        Assert.Equal([$"put {GraphText.Of(ended)}"], (await LogAsync(store, 1))[0].Changes.Select(GraphText.Of));
        Assert.Equal(1, await turn.NumberAsync("MATCH (n:Document {maturity: 'RAW'}) RETURN count(n)"));
    }

    [Neo4jFact]
    public async Task What_does_not_fit_the_model_is_listed_and_left_alone()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        await using var store = await turn.OpenAsync();
        await FillAsync(store);
        await turn.RunAsync("MATCH (n:Document {id: 'document:guide'}) SET n.score = 'high'");
        await turn.RunAsync("CREATE (:Topic {id: 'nothing', name: 'No kind'}), (:Robot {id: 'robot:1'})");
        await turn.RunAsync("MATCH (a:Member), (d:Document {id: 'document:guide'}) CREATE (a)-[:VIEWED]->(d)");
        await turn.RunAsync("MATCH (a:Member), (d:Document {id: 'document:guide'}) CREATE (d)-[:AUTHORED]->(a)");
        await turn.RunAsync("MATCH (a:Member), (d:Document {id: 'document:guide'}) CREATE (a)-[:ADMIRES]->(d)");

        var report = await store.ReconcileAsync();
        Assert.Equal((0, 0, 0, 1L), (report.Added, report.Changed, report.Removed, report.Sequence));
        Assert.Equal(6, report.Misfits.Count);
        Assert.Contains(("document:guide", "score cannot be what the model needs"), report.Misfits);
        Assert.Contains(report.Misfits, misfit => misfit.What.StartsWith("Topic ", StringComparison.Ordinal));
        Assert.Contains(report.Misfits, misfit => misfit.What.Contains(":Robot", StringComparison.Ordinal));
        Assert.Contains(report.Misfits, misfit => misfit.Why == "an interaction needs an id and a time `at`");
        Assert.Contains(report.Misfits, misfit => misfit.What.Contains("ADMIRES", StringComparison.Ordinal));
        Assert.Contains(
            report.Misfits, misfit => misfit.What == "AUTHORED document:guide to member:ann");
        Assert.Equal(1, await turn.NumberAsync("MATCH (n:Document {score: 'high'}) RETURN count(n)"));
    }

    [Neo4jFact]
    public async Task Edits_from_outside_are_found_behind_a_pruned_log_too()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        await using var store = await turn.OpenAsync();
        await FillAsync(store);
        await store.CommitAsync(new CommitRequest([new CreateNode(Node("topic:later"))], "tester"));
        await store.PruneAsync(new LogRetention(TimeSpan.Zero, 1), DateTimeOffset.UtcNow.AddMinutes(1));
        await turn.RunAsync("MATCH (n:Document {id: 'document:old'}) DETACH DELETE n");
        var report = await store.ReconcileAsync();
        Assert.Equal((0, 0, 1), (report.Added, report.Changed, report.Removed));
        Assert.Equal(["delete document:old"], (await LogAsync(store, 2))[0].Changes.Select(GraphText.Of));
    }

    private static EdgeRecord View => Interaction(EdgeType.Viewed, "event:1", "member:ann", "document:guide");

    private static PropertyValue May(int day) => PropertyValue.InstantFromTicks(new DateTime(2024, 5, day).Ticks);

    private static async Task FillAsync(Neo4jGraphStore store) => await store.CommitAsync(new CommitRequest(
    [
        new CreateNode(Node("member:ann")), new CreateNode(Node("document:guide")),
        new CreateNode(Node("document:old")),
        new PutLink(Link(EdgeType.Authored, "member:ann", "document:old")),
        new RecordInteraction(View),
    ], "tester"));

    private static async Task CheckReplayAsync(Neo4jGraphStore store)
    {
        var replayed = new GraphOracle();
        foreach (var change in (await LogAsync(store, 0)).SelectMany(commit => commit.Changes)) replayed.Apply(change);
        await using var scan = await store.ScanAsync();
        Assert.Equal(replayed.Lines(), await GraphText.OfAsync(scan));
    }

    private static async Task<List<Commit>> LogAsync(Neo4jGraphStore store, long after)
    {
        var commits = new List<Commit>();
        await foreach (var commit in store.ReadChangesAsync(after)) commits.Add(commit);
        return commits;
    }
}
