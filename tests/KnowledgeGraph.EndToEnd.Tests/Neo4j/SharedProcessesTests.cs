using System.Diagnostics;
using System.Text.Json;
using KnowledgeGraph.EndToEnd.Tests.Storage;
using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>Several processes on one Neo4j.</summary>
public sealed class SharedProcessesTests(ITestOutputHelper output)
{
    private const string Create =
        "mutation ($id: ID!, $name: String!) { createTopic(input: { id: $id, name: $name }) { topic { id } } }";

    private const string Name = "query ($id: ID!) { topic(id: $id) { name } }";

    [Neo4jFact]
    public async Task What_is_written_through_one_server_is_read_through_the_other_and_both_come_back_from_a_kill()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        using var folder = new TemporaryFolder();
        var first = await StartAsync(turn, folder.PathOf("first"));
        var second = await StartAsync(turn, folder.PathOf("second"));
        try
        {
            await first.QueryAsync(Create, new { id = "topic:one", name = "By the first" });
            Assert.Equal("By the first", await WaitForNameAsync(second, "topic:one"));
            await second.QueryAsync(Create, new { id = "topic:two", name = "By the second" });
            Assert.Equal("By the second", await WaitForNameAsync(first, "topic:two"));

            await first.Process.KillAsync();
            await second.QueryAsync(Create, new { id = "topic:three", name = "While the first was away" });
            await second.Process.KillAsync();
            await first.DisposeAsync();
            first = await StartAsync(turn, folder.PathOf("first"));
            foreach (var id in new[] { "topic:one", "topic:two", "topic:three" })
                Assert.NotNull(await NameAsync(first, id));
        }
        finally
        {
            await first.DisposeAsync();
            await second.DisposeAsync();
        }
    }

    [Neo4jFact]
    public async Task Writers_in_several_processes_one_of_them_killed_leave_a_log_without_gap_or_double()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        var acknowledged = new AcknowledgedWrites();
        var writers = Enumerable.Range(0, 3).Select(number => Start(turn, $"p{number}")).ToArray();
        var readers = writers.Select(writer => ReadAsync(writer, acknowledged)).ToArray();
        await acknowledged.WaitForAsync(30);
        writers[0].Kill();
        var atKill = acknowledged.Count;
        await acknowledged.WaitForAsync(atKill + 30);
        foreach (var writer in writers) writer.Kill();
        await Task.WhenAll(readers);
        foreach (var writer in writers) writer.Dispose();

        output.WriteLine($"{acknowledged.Count} acknowledged");
        Assert.True(acknowledged.Count >= 60);
        await using var store = await turn.OpenAsync();
        await acknowledged.CheckAsync(store);
    }

    private static Process Start(Neo4jTurn turn, string run)
    {
        var start = new ProcessStartInfo(System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { typeof(WriterProgram).Assembly.Location, turn.Options.Address.ToString(), run },
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    private static async Task ReadAsync(Process writer, AcknowledgedWrites acknowledged)
    {
        while (await writer.StandardOutput.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            acknowledged.Add(long.Parse(words[0]), words[1]);
        }
    }

    private static Task<RunningServer> StartAsync(Neo4jTurn turn, string data) =>
        RunningServer.StartAsync(turn.Environment(), data, "--empty");

    private static async Task<string?> WaitForNameAsync(RunningServer server, string id)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(20))
        {
            if (await NameAsync(server, id) is { } name) return name;
            await Task.Delay(5);
        }
        return null;
    }

    private static async Task<string?> NameAsync(RunningServer server, string id)
    {
        var topic = (await server.QueryAsync(Name, new { id })).GetProperty("topic");
        return topic.ValueKind == JsonValueKind.Null ? null : topic.GetProperty("name").GetString();
    }
}
