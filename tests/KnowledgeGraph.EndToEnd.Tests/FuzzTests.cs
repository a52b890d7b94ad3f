using System.Collections.Concurrent;
using KnowledgeGraph.Api;
using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.EndToEnd.Tests;

/// <summary>
/// Whatever is sent, the running server answers as the client's mistake or as asked for: no 5xx, no hang, nothing that
/// grows. `GRAPHQL_FUZZ_REQUESTS=100000` makes the run long, `GRAPHQL_FUZZ_SEED` repeats one.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Clients = 8;
    private const long GrowthMax = 160 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Random_and_broken_requests_never_make_the_server_fail_hang_or_grow()
    {
        var seed = RandomSeed.Next("GRAPHQL_FUZZ_SEED", output);
        var count = RandomSeed.Count("GRAPHQL_FUZZ_REQUESTS", 4_000);
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(folder.PathOf("data"), "--empty");
        // What is compiled and cached is there after these.
        await SendAsync(server, seed, 0, count / 4);
        var before = await FootprintAsync(server);
        var statuses = await SendAsync(server, seed, count / 4, count);
        var after = await FootprintAsync(server);

        output.WriteLine(string.Join(
            ", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}")));
        output.WriteLine($"{before} then {after}");
        Assert.True(statuses.GetValueOrDefault(200) > count / 10, "Hardly any request was good.");
        var log = server.Process.Output;
        var error = log.IndexOf("Internal error", StringComparison.Ordinal);
        if (error >= 0) Assert.Fail(log[error..Math.Min(error + 4_000, log.Length)]);
        if (!ProcessFootprint.IsKnown) return;
        Assert.InRange(after.MemoryBytes - before.MemoryBytes, long.MinValue, GrowthMax);
        Assert.InRange(after.Handles, 0, before.Handles + 20);
    }

    private static async Task<IReadOnlyDictionary<int, int>> SendAsync(
        RunningServer server, int seed, int first, int end)
    {
        var schema = CommunityApi.ReadSchema();
        var port = server.Client.BaseAddress!.Port;
        var statuses = new ConcurrentDictionary<int, int>();
        var next = first - 1;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < end)
            {
                var request = new RandomRequest(schema, new Random(HashCode(seed, number))).Next();
                var status = await RawHttp.SendAsync(port, request, Patience);
                // A version of HTTP that there is not is the client's mistake, whatever the number says.
                Assert.False(
                    status is (>= 500 and not 505) or RawHttp.TimedOut,
                    $"Request {number} of seed {seed} got {status}:\n{System.Text.Encoding.Latin1.GetString(request)}");
                statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
            }
        })));
        return statuses;
    }

    // The same for every run, unlike that of the framework.
    private static int HashCode(int seed, int number) => unchecked((seed * 486_187_739) + number);

    private static async Task<ProcessFootprint> FootprintAsync(RunningServer server)
    {
        // Connections that were just closed are let go of.
        await Task.Delay(1_000);
        return ProcessFootprint.IsKnown ? ProcessFootprint.Of(server.Process.Id) : default;
    }
}
