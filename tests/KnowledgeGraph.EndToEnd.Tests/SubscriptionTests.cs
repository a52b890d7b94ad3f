using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.EndToEnd.Tests;

/// <summary>
/// Subscriptions against the running server: what was missed comes after a break, and who leaves leaves nothing.
/// `GRAPHQL_SUBSCRIBERS=10000` makes the second run long.
/// </summary>
public sealed class SubscriptionTests(ITestOutputHelper output)
{
    private const int AtOnce = 50;
    private const long GrowthMax = 96 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_was_cut_off_gets_what_it_missed_once_and_in_order(bool isWebSocket)
    {
        using var folder = new TemporaryFolder();
        using var end = new CancellationTokenSource(Patience);
        await using var server = await RunningServer.StartAsync(folder.PathOf("data"), "--empty");
        var seen = new List<string>();
        string? cursor = null;
        using (var stream = await ChangeStream.OpenAsync(server, isWebSocket, null, end.Token))
        {
            cursor = await FirstAsync(server, stream, end.Token);
            stream.Drop();
        }

        for (var round = 0; round < 3; round++)
        {
            foreach (var name in (string[])[$"a{round}", $"b{round}"]) await MakeTopicAsync(server, name);
            using var stream = await ChangeStream.OpenAsync(server, isWebSocket, cursor, end.Token);
            await MakeTopicAsync(server, $"c{round}");
            while (seen.Count < (round + 1) * 3)
            {
                (var id, cursor) = await stream.NextAsync(end.Token);
                if (!id.StartsWith("topic:first", StringComparison.Ordinal)) seen.Add(id["topic:".Length..]);
            }

            stream.Drop();
        }

        Assert.Equal(["a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2"], seen);
    }

    [Fact]
    public async Task Clients_that_leave_leave_nothing_behind()
    {
        var count = RandomSeed.Count("GRAPHQL_SUBSCRIBERS", 400);
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(folder.PathOf("data"), "--empty");
        await OpenAndLeaveAsync(server, 2 * AtOnce);
        var before = await FootprintAsync(server);
        await OpenAndLeaveAsync(server, count);
        var after = await FootprintAsync(server);
        output.WriteLine($"{before} then {after}");

        using var end = new CancellationTokenSource(Patience);
        using var stream = await ChangeStream.OpenAsync(server, isWebSocket: true, null, end.Token);
        await FirstAsync(server, stream, end.Token);
        Assert.DoesNotContain(" error ", server.Process.Output);
        if (!ProcessFootprint.IsKnown) return;
        Assert.InRange(after.Handles, 0, before.Handles + 10);
        Assert.InRange(after.MemoryBytes - before.MemoryBytes, long.MinValue, GrowthMax);
    }

    private static async Task OpenAndLeaveAsync(RunningServer server, int count)
    {
        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(30));
        for (var first = 0; first < count; first += AtOnce)
        {
            var streams = await Task.WhenAll(Enumerable.Range(first, AtOnce).Select(
                number => ChangeStream.OpenAsync(server, isWebSocket: number % 2 == 0, null, end.Token)));
            // Something is under way to them as they leave.
            await MakeTopicAsync(server, $"leaving-{Guid.NewGuid():N}");
            for (var number = 0; number < streams.Length; number++)
            {
                if (number % 4 < 2) streams[number].Drop();
                else await streams[number].LeaveAsync();
                streams[number].Dispose();
            }
        }
    }

    /// <summary>Makes changes until one comes: then the subscription is known to be open.</summary>
    private static async Task<string> FirstAsync(
        RunningServer server, ChangeStream stream, CancellationToken cancellation)
    {
        var next = stream.NextAsync(cancellation);
        for (var number = 0; !next.IsCompleted; number++)
        {
            await MakeTopicAsync(server, $"first{number}");
            await Task.WhenAny(next, Task.Delay(100, cancellation));
        }

        return (await next).Cursor;
    }

    private static async Task MakeTopicAsync(RunningServer server, string name) => await server.QueryAsync(
        "mutation($input: CreateTopicInput!) { createTopic(input: $input) { userErrors { code } } }",
        new { input = new { id = $"topic:{name}", name } });

    private static async Task<ProcessFootprint> FootprintAsync(RunningServer server)
    {
        if (!ProcessFootprint.IsKnown) return default;
        // The last to leave is noticed, and the number of handles stands still.
        var last = ProcessFootprint.Of(server.Process.Id);
        for (var time = 0; time < 20; time++)
        {
            await Task.Delay(500);
            var now = ProcessFootprint.Of(server.Process.Id);
            if (now.Handles == last.Handles && time > 2) return now;
            last = now;
        }

        return last;
    }
}
