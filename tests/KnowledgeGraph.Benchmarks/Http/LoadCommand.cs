using System.Diagnostics;
using System.Globalization;
using KnowledgeGraph.Benchmarks.Data;

namespace KnowledgeGraph.Benchmarks.Http;

/// <summary>
/// Load on servers that run already, to look at them with a profiler, or to compare two of them turn by turn, so that
/// what else the machine does falls on both: `load --query "20 x 50" --servers PORT/PID,PORT/PID --rounds 10`.
/// </summary>
internal static class LoadCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        ServerProcess.KeepToSecondCore();
        var community = await BenchmarkCommunity.PrepareAsync(QueryBenchmark.Option(args, "--copies", 20));
        var query = BenchmarkQuery.All(community).First(one => one.Name == QueryBenchmark.Text(args, "--query"));
        var servers = QueryBenchmark.Text(args, "--servers")!.Split(',')
            .Select(one => one.Split('/').Select(int.Parse).ToArray()).ToArray();
        var cpu = new double[servers.Length];
        var requests = new int[servers.Length];
        var rounds = QueryBenchmark.Option(args, "--rounds", 10);
        var seconds = TimeSpan.FromSeconds(QueryBenchmark.Option(args, "--seconds", 1));
        for (var round = 0; round < rounds; round++)
        {
            for (var server = 0; server < servers.Length; server++)
            {
                var (port, process) = (servers[server][0], Process.GetProcessById(servers[server][1]));
                var request = HttpConnection.Post("/graphql", query.Json, port);
                var before = process.TotalProcessorTime;
                var result = LoadGenerator.Run(
                    port, QueryBenchmark.Option(args, "--clients", 8), TimeSpan.Zero, seconds, (_, _) => request,
                    () => process.Refresh());
                cpu[server] += (process.TotalProcessorTime - before).TotalMilliseconds;
                requests[server] += result.Requests;
            }
        }

        for (var server = 0; server < servers.Length; server++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{servers[server][0]}: {requests[server]} requests, {cpu[server] / requests[server]:F4} ms CPU each"));
        }

        return 0;
    }
}
