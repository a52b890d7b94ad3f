using System.Globalization;
using KnowledgeGraph.Benchmarks.Data;

namespace KnowledgeGraph.Benchmarks.Http;

/// <summary>
/// How far is each query from the floor: a server that writes the same bytes with no GraphQL at all? CPU time per
/// request of both, side by side, and their ratio.
/// </summary>
internal static class FloorBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var copies = QueryBenchmark.Option(args, "--copies", 20);
        var duration = TimeSpan.FromSeconds(QueryBenchmark.Option(args, "--seconds", 5));
        var only = QueryBenchmark.Text(args, "--query");
        ServerProcess.KeepToSecondCore();
        var community = await BenchmarkCommunity.PrepareAsync(copies);
        Console.WriteLine(community.Description);
        using var ours = await Peers.OursAsync(community.DataFolder);
        foreach (var query in BenchmarkQuery.All(community)) QueryBenchmark.WarmUp(ours, query.Json, duration);
        foreach (var query in BenchmarkQuery.All(community).Where(query => only is null || query.Name == only))
        {
            using var folder = new TemporaryFolder();
            var file = Path.Combine(folder.Path, "answer.json");
            using (var connection = new HttpConnection(new(System.Net.IPAddress.Loopback, ours.Port)))
            {
                var (_, body) = connection.Send(HttpConnection.Post("/graphql", query.Json, ours.Port));
                await File.WriteAllBytesAsync(file, body.ToArray());
            }

            using var floor = await Peers.FloorAsync(file);
            var floorCpu = Cpu(query, floor, duration);
            var ourCpu = Cpu(query, ours, duration);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{query.Name,-16} {new FileInfo(file).Length,8} B  ours {ourCpu,7:F4} ms CPU/request  " +
                $"floor {floorCpu,7:F4} ms  {ourCpu / floorCpu,5:F2} times the floor"));
        }

        return 0;
    }

    private static double Cpu(BenchmarkQuery query, ServerProcess server, TimeSpan duration)
    {
        var request = HttpConnection.Post("/graphql", query.Json, server.Port);
        var cpu = new List<double>();
        var result = LoadGenerator.Run(
            server.Port, connections: 8, duration, duration, (_, _) => request, () => cpu.Add(server.CpuSeconds));
        return (cpu[1] - cpu[0]) * 1000 / result.Requests;
    }
}
