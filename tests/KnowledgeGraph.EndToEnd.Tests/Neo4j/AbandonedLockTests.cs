using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Neo4j;
using KnowledgeGraph.Storage.Neo4j.Graph;
using KnowledgeGraph.Storage.Neo4j.Http;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>What becomes of the lock of the log where a process dies with it in hand.</summary>
public sealed class AbandonedLockTests
{
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromSeconds(1);

    [Neo4jFact]
    public async Task A_transaction_that_lost_its_process_is_ended_by_who_waits_for_its_lock()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        using var api = new QueryApi(turn.Options);
        await using var store = await OpenAsync(turn);
        // What a process that is killed leaves behind: nobody will ever ask anything of it again.
        var abandoned = await TakeLockAsync(api);

        Assert.True((await CreateAsync(store, "topic:after")).Accepted);

        // It was ended, and did not run out by itself, which Neo4j answers otherwise.
        var failure = await Assert.ThrowsAsync<QueryException>(() =>
            abandoned.CommitAsync(null, QueryTransaction.Ignore, CancellationToken.None));
        Assert.Equal(QueryCodes.Terminated, failure.Code);
        Assert.Equal("", await turn.TextAsync("MATCH (log:ChangeLog) RETURN coalesce(log.mark, '')"));
    }

    [Neo4jFact]
    public async Task A_transaction_that_goes_on_keeps_the_lock_however_long_others_wait()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        using var api = new QueryApi(turn.Options);
        await using var store = await OpenAsync(turn);
        var atWork = await TakeLockAsync(api);
        var waiting = CreateAsync(store, "topic:after");
        for (var step = 0; step < 30; step++)
        {
            await atWork.RunAsync(new Statement($"CREATE (:Scratch {{step: {step}}})"), QueryTransaction.Ignore,
                CancellationToken.None);
            await Task.Delay(100);
        }

        await atWork.CommitAsync(null, QueryTransaction.Ignore, CancellationToken.None);
        Assert.True((await waiting).Accepted);
        Assert.Equal(30, await turn.NumberAsync("MATCH (s:Scratch) RETURN count(s)"));
    }

    [Neo4jFact]
    public async Task Transactions_of_others_are_left_alone()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        await using var store = await OpenAsync(turn);
        // A curator's, begun past this program: it is theirs to end.
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(
            System.Text.Encoding.UTF8.GetBytes($"{turn.Options.User}:{turn.Options.Password}")));
        var address = new Uri(turn.Options.Address, "/db/neo4j/query/v2/tx");
        using var content = new StringContent("""
            {"statement": "MATCH (log:ChangeLog) SET log.mark = 'curator'"}
            """, System.Text.Encoding.UTF8, "application/json");
        using var begun = await client.PostAsync(address, content);
        using var answer = System.Text.Json.JsonDocument.Parse(await begun.Content.ReadAsStringAsync());
        var id = answer.RootElement.GetProperty("transaction").GetProperty("id").GetString();

        var waiting = CreateAsync(store, "topic:after");
        await Task.WhenAny(waiting, Task.Delay(4 * AbandonedAfter));
        Assert.False(waiting.IsCompleted);
        using var ended = await client.DeleteAsync(new Uri($"{address}/{id}"));
        Assert.True(ended.IsSuccessStatusCode, await ended.Content.ReadAsStringAsync());
        Assert.True((await waiting).Accepted);
    }

    private static ValueTask<Neo4jGraphStore> OpenAsync(Neo4jTurn turn) =>
        Neo4jGraphStore.OpenAsync(turn.Options with { AbandonedAfter = AbandonedAfter });

    private static async Task<QueryTransaction> TakeLockAsync(QueryApi api)
    {
        var transaction = await api.BeginAsync(
            new GraphWriter("other", 100).LockAndRead(), QueryTransaction.Ignore, CancellationToken.None);
        await transaction.RunAsync(new Statement("MATCH (log:ChangeLog) SET log.mark = 'half done'"),
            QueryTransaction.Ignore, CancellationToken.None);
        return transaction;
    }

    private static async Task<CommitResult> CreateAsync(Neo4jGraphStore store, string id) =>
        await store.CommitAsync(new CommitRequest([new CreateNode(Make.Node(id))], "tester"));
}
