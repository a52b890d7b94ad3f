using System.Globalization;
using System.Text.Json;
using KnowledgeGraph.Benchmarks.Data;
using KnowledgeGraph.Model.Access;

namespace KnowledgeGraph.Benchmarks.Http;

/// <summary>
/// How many mutations a second are answered over HTTP, each durable and readable when it is answered, at 1, 8 and 32
/// clients? Each request records one like, by some member of some document. Server and clients share the first two
/// cores.
/// </summary>
internal static class MutationBenchmark
{
    // Until the runtime has compiled again what is called often.
    private const int Warm = 10;

    private const string Mutation = """
        mutation($input: RecordInteractionsInput!) {
          recordInteractions(input: $input) { recorded userErrors { code message } }
        }
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var copies = QueryBenchmark.Option(args, "--copies", 20);
        var seconds = QueryBenchmark.Option(args, "--seconds", 6);
        var community = await BenchmarkCommunity.PrepareAsync(copies);
        Console.WriteLine(community.Description);
        foreach (var clients in (int[])[1, 8, 32])
        {
            using var folder = community.CopyOfDataFolder();
            using var server = await Peers.OursAsync(folder.Path, cores: "0,1");
            var run = Guid.NewGuid().ToString("N");
            var token = Peers.Token(folder.Path, Role.Moderator);
            var cpu = new List<double>();
            var result = LoadGenerator.Run(
                server.Port, clients, TimeSpan.FromSeconds(Warm), TimeSpan.FromSeconds(seconds),
                (client, count) => Like(community, server.Port, $"{run}/{client}/{count}", count * 31 + client, token),
                () => cpu.Add(server.CpuSeconds));
            var cpuMilliseconds = (cpu[1] - cpu[0]) * 1000 / result.Requests;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{clients,3} clients {result.PerSecond,8:F0} mutations/s  p50 {result.Percentile(0.5),6:F2} ms  " +
                $"p99 {result.Percentile(0.99),6:F2} ms  {cpuMilliseconds,6:F3} ms CPU each"));
        }

        return 0;
    }

    private static byte[] Like(BenchmarkCommunity community, int port, string id, int number, string token)
    {
        var json = JsonSerializer.Serialize(new
        {
            query = Mutation,
            variables = new
            {
                input = new
                {
                    interactions = new[]
                    {
                        new
                        {
                            id, type = "LIKED",
                            member = community.Members[number * 7 % community.Members.Count],
                            target = community.Documents[number % community.Documents.Count],
                            at = DateTime.UtcNow,
                        },
                    },
                },
            },
        });
        return HttpConnection.Post("/graphql", json, port, token);
    }
}
