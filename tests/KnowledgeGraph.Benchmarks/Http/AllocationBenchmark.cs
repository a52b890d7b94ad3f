using System.Globalization;
using System.Net;
using KnowledgeGraph.Benchmarks.Data;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;
using KnowledgeGraph.Server.Http;
using Microsoft.Extensions.Configuration;

namespace KnowledgeGraph.Benchmarks.Http;

/// <summary>
/// How many bytes does a request allocate? Ours is served from this process and counted by the runtime, HTTP included;
/// the peers' bytes are what V8 says of each collection, so that theirs are right to a few megabytes a run.
/// </summary>
internal static class AllocationBenchmark
{
    private const int WarmUp = 500;

    public static async Task<int> RunAsync(string[] args)
    {
        var community = await BenchmarkCommunity.PrepareAsync(QueryBenchmark.Option(args, "--copies", 20));
        var requests = QueryBenchmark.Option(args, "--requests", 2_000);
        Console.WriteLine(community.Description);
        await MeasureOursAsync(community, requests);
        foreach (var peer in Peers.Traced(community)) await MeasureAsync(peer, community, requests);
        return 0;
    }

    private static async Task MeasureOursAsync(BenchmarkCommunity benchmark, int requests)
    {
        using var folder = benchmark.CopyOfDataFolder();
        var port = ServerProcess.FreePort();
        var settings = Settings.Load(new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Data:Folder"] = folder.Path, ["Http:Urls"] = $"http://127.0.0.1:{port}", ["Log:Level"] = "Error",
                ["RateLimits:RequestsPerMinute"] = "0", ["RateLimits:CostPerMinute"] = "0",
            }));
        using var logs = ServerLog.Create(settings.Log);
        await using var community = await Community.OpenAsync(
            settings, TextWriter.Null, logs.CreateLogger("benchmark"), CancellationToken.None);
        var addresses = ListenAddress.Parse(settings.Http);
        await using var app = WebHost.Build(settings, addresses, community, telemetry: null, logs);
        await app.StartAsync(CancellationToken.None);
        foreach (var query in BenchmarkQuery.All(benchmark))
        {
            Send(query, port, WarmUp);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            Send(query, port, requests);
            Write("KnowledgeGraph", query, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)requests);
        }
    }

    private static async Task MeasureAsync(TracedPeer peer, BenchmarkCommunity community, int requests)
    {
        using var server = await peer.StartAsync();
        foreach (var query in BenchmarkQuery.All(community))
        {
            Send(query, server.Port, WarmUp);
            var before = peer.Allocated();
            Send(query, server.Port, requests);
            Write(peer.Name, query, (peer.Allocated() - before) / requests);
        }
    }

    private static void Send(BenchmarkQuery query, int port, int requests)
    {
        using var connection = new HttpConnection(new IPEndPoint(IPAddress.Loopback, port));
        var request = HttpConnection.Post("/graphql", query.Json, port);
        for (var number = 0; number < requests; number++)
        {
            var (status, _) = connection.Send(request);
            if (status != 200) throw new InvalidOperationException($"«{query.Name}» got {status}.");
        }
    }

    private static void Write(string server, BenchmarkQuery query, double bytes) => Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture, $"{server,-16} {query.Name,-14} {bytes,12:F0} B allocated/request"));
}
