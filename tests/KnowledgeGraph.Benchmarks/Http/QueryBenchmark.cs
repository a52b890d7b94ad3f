using System.Globalization;
using System.Text.Json.Nodes;
using KnowledgeGraph.Benchmarks.Data;

namespace KnowledgeGraph.Benchmarks.Http;

/// <summary>
/// How much does a query cost over HTTP, beside mercurius with its jit, graphql-yoga, and bare graphql-js with and
/// without graphql-jit, all serving the same community from memory? Each server has the first core to itself, the load
/// generator the second. CPU time per request is the figure to compare: it holds on a machine that others use too.
/// Before anything is measured, all servers must give the same answer to each query.
/// </summary>
internal static class QueryBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var copies = Option(args, "--copies", 20);
        var seconds = Option(args, "--seconds", 8);
        var only = Text(args, "--only");
        var query = Text(args, "--query");
        ServerProcess.KeepToSecondCore();
        var community = await BenchmarkCommunity.PrepareAsync(copies);
        Console.WriteLine($"{community.Description}");
        Console.WriteLine($"each server on one core, {seconds} s a run after two warm-ups as long");
        Dictionary<string, JsonNode?> answers = [];
        foreach (var start in Peers.All(community).Where(peer => only is null || peer.Name == only))
        {
            using var server = await start.StartAsync();
            var queries = BenchmarkQuery.All(community).Where(one => query is null || one.Name == query).ToArray();
            // Else the first query would bear the compiling of all that queries have in common.
            foreach (var (_, json) in queries) WarmUp(server, json, TimeSpan.FromSeconds(seconds));
            foreach (var (name, json) in queries)
            {
                var request = HttpConnection.Post("/graphql", json, server.Port);
                Compare(answers, name, server, request);
                Measure(name, server, request, TimeSpan.FromSeconds(seconds));
            }
        }

        return 0;
    }

    /// <summary>Stops where a server answers otherwise than the one before.</summary>
    private static void Compare(
        Dictionary<string, JsonNode?> answers, string name, ServerProcess server, byte[] request)
    {
        using var connection = new HttpConnection(new(System.Net.IPAddress.Loopback, server.Port));
        var (_, body) = connection.Send(request);
        var answer = JsonNode.Parse(body.Span)!;
        var data = answer["data"];
        if (answer["errors"] is { } errors) throw new InvalidOperationException($"{server.Name}: {errors}");
        // Types may come in any order.
        if (name == BenchmarkQuery.Introspection || answers.TryAdd(name, data)) return;
        if (!JsonNode.DeepEquals(answers[name], data))
        {
            throw new InvalidOperationException(
                $"{server.Name} answers «{name}» differently: {data?.ToJsonString()}");
        }
    }

    internal static void WarmUp(ServerProcess server, string json, TimeSpan duration)
    {
        var request = HttpConnection.Post("/graphql", json, server.Port);
        LoadGenerator.Run(server.Port, connections: 8, TimeSpan.Zero, duration, (_, _) => request, () => { });
    }

    private static void Measure(string name, ServerProcess server, byte[] request, TimeSpan duration)
    {
        var cpu = new List<double>();
        var result = LoadGenerator.Run(
            server.Port, connections: 8, duration, duration, (_, _) => request, () => cpu.Add(server.CpuSeconds));
        var cpuMilliseconds = (cpu[1] - cpu[0]) * 1000 / result.Requests;
        var resident = server.ResidentBytes >> 20;
        var half = LoadGenerator.Run(
            server.Port, connections: 8, TimeSpan.FromSeconds(1), duration / 2, (_, _) => request, () => { },
            result.PerSecond / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{server.Name,-16} {name,-14} {cpuMilliseconds,8:F3} ms CPU/request {result.PerSecond,9:F0}/s  " +
            $"p50 {result.Percentile(0.5),7:F2} ms  p99 {result.Percentile(0.99),7:F2} ms  {result.BodyBytes,8} B  " +
            $"{resident,5} MB  p99 at half the load {half.Percentile(0.99),7:F2} ms"));
    }

    internal static string? Text(string[] args, string name) =>
        args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault();

    internal static int Option(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is var at and >= 0
            ? int.Parse(args[at + 1], CultureInfo.InvariantCulture)
            : otherwise;
}
