using System.Diagnostics;
using System.Globalization;
using KnowledgeGraph.Benchmarks.Data;

namespace KnowledgeGraph.Benchmarks.Http;

/// <summary>How long from the start of the process to its first answer, with and without a snapshot file?</summary>
internal static class StartBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var community = await BenchmarkCommunity.PrepareAsync(QueryBenchmark.Option(args, "--copies", 20));
        Console.WriteLine(community.Description);
        foreach (var withSnapshot in (bool[])[false, true, true])
        {
            using var folder = community.CopyOfDataFolder();
            foreach (var file in Directory.EnumerateFiles(folder.Path, "*.snapshot"))
            {
                if (!withSnapshot) File.Delete(file);
            }

            var clock = Stopwatch.StartNew();
            using var server = await Peers.OursAsync(folder.Path);
            using var connection = new HttpConnection(new(System.Net.IPAddress.Loopback, server.Port));
            var (status, _) = connection.Send(HttpConnection.Post(
                "/graphql", """{"query":"{ topics(first: 1) { nodes { name } } }"}""", server.Port));
            if (status != 200) throw new InvalidOperationException($"The first query answered {status}.");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(withSnapshot ? "with" : "without")} snapshot: {clock.Elapsed.TotalMilliseconds:F0} ms " +
                $"to the first answer, {server.ResidentBytes >> 20} MB"));
        }

        return 0;
    }
}
