using System.Diagnostics;
using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests;

/// <summary>What was answered is kept, however the process ends.</summary>
public sealed class DurabilityTests : IDisposable
{
    private const int ClientCount = 8;

    private const string CreateTopic =
        """
        mutation ($id: ID!, $name: String!) {
          createTopic(input: { id: $id, name: $name }) { topic { id } userErrors { code message } }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.PathOf("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_mutation_that_was_answered_survives_a_kill()
    {
        await using (var server = await RunningServer.StartAsync(Data, "--empty"))
        {
            Assert.Equal("topic:a", await CreateAsync(server, "topic:a", "图 Graph"));
            await server.Process.KillAsync();
        }

        await using var again = await RunningServer.StartAsync(Data);
        var topic = (await again.QueryAsync("{ topic(id: \"topic:a\") { name } }")).GetProperty("topic");
        Assert.Equal("图 Graph", topic.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Every_mutation_answered_to_many_clients_survives_a_kill_among_them()
    {
        var answered = new List<string>();
        await using (var server = await RunningServer.StartAsync(Data, "--empty"))
        {
            var clients = CreateFromManyClients(server, answered);
            while (Count(answered) < 200) await Task.Delay(5);
            await server.Process.KillAsync();
            await Task.WhenAll(clients);
        }

        await using var again = await RunningServer.StartAsync(Data);
        var sample = answered.Take(100).ToArray();
        var nodes = (await again.QueryAsync("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", new { ids = sample }))
            .GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("id").GetString());
        Assert.Equal(sample, nodes);
        var total = await CountTopicsAsync(again);
        // Each client may have had one that was kept and not yet answered.
        Assert.InRange(total, answered.Count, answered.Count + ClientCount);
    }

    [Fact]
    public async Task A_mutation_is_seen_by_the_next_query()
    {
        await using var server = await RunningServer.StartAsync(Data, "--empty");
        for (var number = 1; number <= 20; number++)
        {
            await CreateAsync(server, $"topic:{number}", $"Topic {number}");
            Assert.Equal(number, await CountTopicsAsync(server));
        }
    }

    [Fact]
    public async Task SIGTERM_answers_what_runs_and_ends_with_0()
    {
        await using var server = await RunningServer.StartAsync(Data, "--empty");
        var answered = new List<string>();
        var clients = CreateFromManyClients(server, answered);
        while (Count(answered) < 20) await Task.Delay(5);

        var clock = Stopwatch.StartNew();
        var result = await server.Process.TerminateAsync();
        await Task.WhenAll(clients);

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"It took {clock.Elapsed}.");
        await using var again = await RunningServer.StartAsync(Data);
        Assert.InRange(await CountTopicsAsync(again), answered.Count, answered.Count + ClientCount);
    }

    private static Task[] CreateFromManyClients(RunningServer server, List<string> answered) =>
        [.. Enumerable.Range(0, ClientCount).Select(client => CreateUntilTheEndAsync(server, client, answered))];

    private static async Task CreateUntilTheEndAsync(RunningServer server, int client, List<string> answered)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                var id = await CreateAsync(server, $"topic:{client}-{number}", "One of many");
                lock (answered) answered.Add(id);
            }
        }
        catch (HttpRequestException)
        {
            // The server is gone.
        }
    }

    private static async Task<string> CreateAsync(RunningServer server, string id, string name)
    {
        var payload = (await server.QueryAsync(CreateTopic, new { id, name })).GetProperty("createTopic");
        return payload.GetProperty("topic").GetProperty("id").GetString()!;
    }

    private static async Task<int> CountTopicsAsync(RunningServer server)
    {
        var data = await server.QueryAsync("{ topics(first: 1) { totalCount } }");
        return data.GetProperty("topics").GetProperty("totalCount").GetInt32();
    }

    private static int Count(List<string> answered)
    {
        lock (answered) return answered.Count;
    }
}
