using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeGraph.Benchmarks.Data;
using KnowledgeGraph.Benchmarks.Http;

namespace KnowledgeGraph.Benchmarks.Storage;

/// <summary>
/// The 1,000 documents of 20 topics with their authors and topics, asked of a server of ours whose store is a Neo4j, of
/// that Neo4j in Cypher, and of @neo4j/graphql over it: all have to name the same documents. Before that, how long a
/// server of ours takes to start on that store, with and without its snapshot file. Arguments: the HTTP address of a
/// Neo4j that may be emptied, its Bolt address, its password, copies of the dump (20), seconds for each (8).
/// </summary>
internal static class Neo4jQueryBenchmark
{
    private const int Clients = 8;

    private const string Cypher = """
        UNWIND $ids AS id
        MATCH (t:Topic {id: id})
        CALL (t) {
          MATCH (t)<-[:ABOUT]-(d:Document)
          WITH d ORDER BY d.createdAt DESC, d.id LIMIT 50
          RETURN collect({id: d.id, title: d.title, createdAt: d.createdAt, score: d.score, viewCount: d.viewCount,
            authors: [(d)<-[:AUTHORED]-(m:Member) | {id: m.id, displayName: m.displayName}],
            topics: [(d)-[:ABOUT]->(x:Topic) | {id: x.id, name: x.name}]}) AS documents
        }
        RETURN {id: t.id, name: t.name, documents: documents} AS topic
        """;

    // Without createdAt, which @neo4j/graphql converts in Cypher by a plug-in of Neo4j (APOC) that need not be there.
    private const string OfPeer = """
        query ($ids: [ID!]!) { topics(where: { id: { in: $ids } }) { id name
          documents(limit: 50, sort: [{ createdAt: DESC }, { id: ASC }]) {
            id title score viewCount authors { id displayName } topics { id name } } } }
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length < 3)
        {
            Console.Error.WriteLine(
                "usage: neo4j-queries ADDRESS BOLT PASSWORD [copies] [seconds]; all that it holds is lost");
            return 64;
        }

        var community = await BenchmarkCommunity.PrepareAsync(args.Length > 3 ? int.Parse(args[3]) : 20);
        var seconds = TimeSpan.FromSeconds(args.Length > 4 ? double.Parse(args[4], CultureInfo.InvariantCulture) : 8);
        Console.WriteLine(community.Description);
        Environment.SetEnvironmentVariable("KNOWLEDGEGRAPH_NEO4J__ADDRESS", args[0]);
        Environment.SetEnvironmentVariable("KNOWLEDGEGRAPH_NEO4J__USER", "neo4j");
        Environment.SetEnvironmentVariable("KNOWLEDGEGRAPH_NEO4J__PASSWORD", args[2]);
        using var neo4j = new HttpClient { BaseAddress = new Uri(args[0]), Timeout = TimeSpan.FromMinutes(10) };
        neo4j.DefaultRequestHeaders.Authorization =
            new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"neo4j:{args[2]}")));
        using var folder = new TemporaryFolder();
        await FillAsync(neo4j, community, folder.Path);

        var expected = await MeasureOursAsync(community, folder.Path, seconds);
        await MeasureCypherAsync(neo4j, expected, seconds);
        await MeasurePeerAsync(args, expected, seconds);
        return 0;
    }

    private static async Task FillAsync(HttpClient neo4j, BenchmarkCommunity community, string folder)
    {
        var lines = File.ReadLines(community.ExportFile)
            .Count(line => line.Contains("\"node\"", StringComparison.Ordinal));
        const string Count = """
            MATCH (n) WHERE n:Member OR n:Document OR n:CodeRepository OR n:Course OR n:Topic OR n:Activity
            RETURN count(n) AS nodes
            """;
        if ((int)(await AskAsync(neo4j, Count))[0]![0]! == lines) return;
        await AskAsync(neo4j, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS");
        var watch = Stopwatch.StartNew();
        var program = Path.Combine(AppContext.BaseDirectory, "KnowledgeGraph.Server.dll");
        using var import = Process.Start(new ProcessStartInfo(
            "dotnet", $"{program} import ndjson {community.ExportFile} --data {folder}"))!;
        await import.WaitForExitAsync();
        if (import.ExitCode != 0) throw new InvalidOperationException($"The import ended with {import.ExitCode}.");
        Console.WriteLine($"imported in {watch.Elapsed.TotalSeconds:N0} s");
    }

    /// <returns>The documents of each topic.</returns>
    private static async Task<SortedDictionary<string, string>> MeasureOursAsync(
        BenchmarkCommunity community, string folder, TimeSpan seconds)
    {
        var query = BenchmarkQuery.All(community).Single(one => one.Name == "20 x 50").Json;
        foreach (var withSnapshot in new[] { false, true })
        {
            var watch = Stopwatch.StartNew();
            using var started = await Peers.OursAsync(folder, "0,1");
            using var connection = new HttpConnection(new(System.Net.IPAddress.Loopback, started.Port));
            connection.Send(HttpConnection.Post(
                "/graphql", """{"query":"{ topics(first: 1) { nodes { id } } }"}""", started.Port));
            Console.WriteLine($"started {(withSnapshot ? "with" : "without")} snapshot, first answer after " +
                $"{watch.Elapsed.TotalMilliseconds:N0} ms, {started.ResidentBytes >> 20} MB");
            await started.StopAsync();
        }

        using var server = await Peers.OursAsync(folder, "0,1");
        var request = HttpConnection.Post("/graphql", query, server.Port);
        using var first = new HttpConnection(new(System.Net.IPAddress.Loopback, server.Port));
        var answer = JsonNode.Parse(first.Send(request).Body.Span)!["data"]!["topics"]!["nodes"]!.AsArray();
        var run = LoadGenerator.Run(server.Port, Clients, seconds / 2, seconds, (_, _) => request, () => { });
        Print("GraphQL of ours", run.PerSecond, run.Percentile(0.5), run.BodyBytes);
        return Documents(answer, topic => topic["documents"]!["nodes"]!);
    }

    private static async Task MeasureCypherAsync(
        HttpClient neo4j, SortedDictionary<string, string> expected, TimeSpan seconds)
    {
        var parameters = new { ids = expected.Keys.ToArray() };
        var rows = await AskAsync(neo4j, Cypher, parameters);
        Check("Cypher", expected, Documents(
            [.. rows.Select(row => row![0]!.DeepClone())], topic => topic["documents"]!));
        await RunAsync("Cypher over HTTP", seconds, () => SendAsync(neo4j, Cypher, parameters));
    }

    private static async Task MeasurePeerAsync(
        string[] args, SortedDictionary<string, string> expected, TimeSpan seconds)
    {
        var folder = Path.Combine(RepositoryRoot.Path, "tests", "KnowledgeGraph.Benchmarks", "Peers", "neo4j");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            throw new InvalidOperationException($"@neo4j/graphql is not installed: run `npm ci` in {folder}.");
        var port = ServerProcess.FreePort();
        using var server = await ServerProcess.StartAsync(
            "@neo4j/graphql", "node", $"server.mjs {args[1]} {args[2]} {port}", port, "ready", folder, "0,1");
        var request = HttpConnection.Post("/graphql", JsonSerializer.Serialize(new
        {
            query = OfPeer, variables = new { ids = expected.Keys.ToArray() },
        }), port);
        using var first = new HttpConnection(new(System.Net.IPAddress.Loopback, port));
        var answer = JsonNode.Parse(first.Send(request).Body.Span)!;
        if (answer["errors"] is { } errors) throw new InvalidOperationException($"@neo4j/graphql: {errors}");
        Check("@neo4j/graphql", expected,
            Documents(answer["data"]!["topics"]!.AsArray(), topic => topic["documents"]!));
        var run = LoadGenerator.Run(port, Clients, seconds / 2, seconds, (_, _) => request, () => { });
        Print("@neo4j/graphql", run.PerSecond, run.Percentile(0.5), run.BodyBytes);
    }

    private static async Task RunAsync(string name, TimeSpan seconds, Func<Task<int>> work)
    {
        var bytes = await work();
        var (watch, times) = (Stopwatch.StartNew(), new List<double>());
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < seconds * 1.5)
            {
                var start = Stopwatch.GetTimestamp();
                await work();
                if (watch.Elapsed < seconds / 2) continue;
                lock (times) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        })));
        times.Sort();
        Print(name, times.Count / seconds.TotalSeconds, times[times.Count / 2], bytes);
    }

    private static void Print(string name, double perSecond, double median, int bytes) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-16} {perSecond,8:F1} a second at {Clients} clients, p50 {median,8:F1} ms, {bytes,8} B"));

    private static SortedDictionary<string, string> Documents(JsonArray topics, Func<JsonNode, JsonNode> documents) =>
        new(topics.ToDictionary(topic => (string)topic!["id"]!, topic => string.Join(' ',
            documents(topic!).AsArray().Select(document => (string)document!["id"]!))), StringComparer.Ordinal);

    private static void Check(
        string name, SortedDictionary<string, string> expected, SortedDictionary<string, string> found)
    {
        if (!expected.SequenceEqual(found))
            throw new InvalidOperationException($"{name} finds other documents than the server of ours.");
    }

    private static async Task<JsonArray> AskAsync(HttpClient neo4j, string statement, object? parameters = null)
    {
        using var response = await PostAsync(neo4j, statement, parameters);
        var answer = JsonNode.Parse(await response.Content.ReadAsByteArrayAsync())!;
        return answer["errors"] is { } errors
            ? throw new InvalidOperationException($"Neo4j: {errors}")
            : answer["data"]!["values"]!.AsArray();
    }

    private static async Task<int> SendAsync(HttpClient neo4j, string statement, object parameters)
    {
        using var response = await PostAsync(neo4j, statement, parameters);
        return (await response.Content.ReadAsByteArrayAsync()).Length;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient neo4j, string statement, object? parameters)
    {
        using var content = new ByteArrayContent(
            JsonSerializer.SerializeToUtf8Bytes(new { statement, parameters = parameters ?? new { } }));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await neo4j.PostAsync(new Uri("/db/neo4j/query/v2", UriKind.Relative), content);
    }
}
