using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using KnowledgeGraph.Benchmarks.Data;
using KnowledgeGraph.Benchmarks.Http;
using KnowledgeGraph.Benchmarks.Storage;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Neo4j;
using KnowledgeGraph.Storage.Neo4j.Http;
using SqliteGraphStore = KnowledgeGraph.Storage.Sqlite.SqliteGraphStore;

namespace KnowledgeGraph.Benchmarks.Recommendation;

/// <summary>
/// What to read next, for members of the real dump, with a path for each: asked through GraphQL of this product's
/// server and in Cypher of Neo4j, both over HTTP, member for member in one run. Cypher as one writes it first, and as
/// good as we know how. Arguments: the HTTP address of a Neo4j that may be emptied, its password, members to ask for
/// (100); then, for a generated community instead of the dump, how many members, documents and interactions it has.
/// </summary>
internal static class CypherBenchmark
{
    private const string GraphQL = """
        query ($id: ID!) { member(id: $id) { recommendations(kinds: [DOCUMENT], first: 20) { nodes {
          score reason node { id ... on Document { title } }
          paths { kind share nodes { id } edges { type from { id } to { id } } } } } } }
        """;

    private const string Did = "COMMENTED|EDITED|ANSWERED|LIKED|BOOKMARKED|VIEWED|RATED|AUTHORED";

    // All paths, each counted less the more popular what it passes through is; the first path of each answer.
    private const string Usual = $$"""
        MATCH (m:Member {id: $id})-[a:{{Did}}]->(s:Document)<-[b:{{Did}}]-(o:Member)-[c:{{Did}}]->(d:Document)
        WHERE o <> m AND NOT EXISTS { (m)-[:{{Did}}]->(d) }
        WITH d, s, o, 1.0 / sqrt(COUNT { (s)<-[:{{Did}}]-() } * COUNT { (o)-[:{{Did}}]->() }) AS weight
        WITH d, sum(weight) / COUNT { (d)<-[:{{Did}}]-() } ^ 0.45 AS score, head(collect([s.id, o.id])) AS path
        RETURN d.id, d.title, score, path ORDER BY score DESC, d.id LIMIT 20
        """;

    // From 40 starts over 40 members each to 40 documents of each; counted before it is grouped, titles at the end.
    private const string Best = $$"""
        MATCH (m:Member {id: $id})
        CALL (m) { MATCH (m)-[:{{Did}}]->(s:Document) RETURN DISTINCT s LIMIT 40 }
        WITH m, collect(s) AS starts
        CALL (m) { MATCH (m)-[:{{Did}}]->(k) RETURN collect(DISTINCT k) AS known }
        UNWIND starts AS s
        WITH m, known, s, 1.0 / sqrt(COUNT { (s)<-[:{{Did}}]-() }) AS w
        CALL (m, s) { MATCH (s)<-[:{{Did}}]-(o:Member) WHERE o <> m RETURN DISTINCT o LIMIT 40 }
        WITH known, o, sum(w) AS w, head(collect(s)) AS s
        WITH known, o, s, w / sqrt(COUNT { (o)-[:{{Did}}]->() }) AS w
        CALL (o) { MATCH (o)-[:{{Did}}]->(d:Document) RETURN DISTINCT d LIMIT 40 }
        WITH known, d, sum(w) AS w, head(collect([s, o])) AS path
        WHERE NOT d IN known
        WITH d, path, w / COUNT { (d)<-[:{{Did}}]-() } ^ 0.45 AS score ORDER BY score DESC, d.id LIMIT 20
        RETURN d.id, d.title, score, [n IN path | n.id] AS path
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length < 2)
        {
            Console.Error.WriteLine(
                "usage: recommendations-neo4j ADDRESS PASSWORD [asked [members documents interactions]]; " +
                "all that it holds is lost");
            return 64;
        }

        var options = new Neo4jStoreOptions { Address = new Uri(args[0]), User = "neo4j", Password = args[1] };
        var numbers = args[2..].Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)).ToArray();
        using var folder = new TemporaryFolder();
        var (dataFolder, description, all) = numbers.Length < 4
            ? await LoadDumpAsync(options)
            : await LoadAsync(options, new GeneratedCommunity(numbers[1], numbers[2], numbers[3]), folder.Path);
        using var server = await Peers.OursAsync(dataFolder);
        using var connection = new HttpConnection(new(IPAddress.Loopback, server.Port));
        using var api = new QueryApi(options with { RequestTimeout = TimeSpan.FromMinutes(2) });
        var asked = Math.Min(all.Length, numbers.Length > 0 ? numbers[0] : 100);
        string[] members =
            [.. Enumerable.Range(0, asked).Select(index => all[(int)((long)index * all.Length / asked)])];
        Console.WriteLine($"{description}; {members.Length} members that did something, one after the other");
        var ours = new List<double>();
        var (usual, best) = (new List<double>(), new List<double>());
        // Where there is much to walk on, all paths at once need more memory than a server gives.
        var isUsualRefused = false;
        // The first round is not counted: plans, compilers and caches of all three.
        for (var round = 0; round < 2; round++)
        {
            foreach (var member in members)
            {
                Add(ours, round, Ask(connection, server.Port, member));
                Add(best, round, await AskAsync(api, Best, member));
                if (isUsualRefused) continue;
                try
                {
                    Add(usual, round, await AskAsync(api, Usual, member));
                }
                catch (QueryException exception)
                {
                    isUsualRefused = true;
                    Console.WriteLine($"Cypher, as it is written first, is refused: {exception.Message}");
                }
            }
        }

        Write("GraphQL, with paths and reasons", ours, ours);
        Write("Cypher, the best form", best, ours);
        if (!isUsualRefused) Write("Cypher, as it is written first", usual, ours);
        return 0;
    }

    private static async Task<(string DataFolder, string Description, string[] Members)> LoadDumpAsync(
        Neo4jStoreOptions options)
    {
        var community = await BenchmarkCommunity.PrepareAsync(copies: 1);
        var commands = DumpCommands.Make(1) ?? throw new InvalidOperationException("The dump is not there.");
        await EmptyAsync(options);
        await Neo4jBenchmark.LoadAsync(options, commands);
        return (community.DataFolder, community.Description, MembersOf(community));
    }

    private static async Task<(string DataFolder, string Description, string[] Members)> LoadAsync(
        Neo4jStoreOptions options, GeneratedCommunity community, string folder)
    {
        List<Command> commands =
            [.. community.Nodes().Select(node => new UpsertNode(node, (1UL << node.Values.Length) - 1))];
        var nodes = commands.Count;
        commands.AddRange(community.Edges().Select<EdgeRecord, Command>(
            edge => edge.Id is null ? new PutLink(edge) : new RecordInteraction(edge)));
        await EmptyAsync(options);
        using (var api = new QueryApi(options with { RequestTimeout = TimeSpan.FromMinutes(10) }))
            await Neo4jBenchmark.LoadRawAsync(api, commands);
        var data = DataFolder.Open(new DataOptions { Folder = folder });
        await using var store = await SqliteGraphStore.OpenAsync(data.Store);
        var processor = new CommandProcessor(store);
        foreach (var some in commands.Chunk(4_096))
        {
            var result = await processor.ExecuteAsync(new CommitRequest(some, "benchmark"));
            if (!result.Accepted) throw new InvalidOperationException("A command was refused.");
        }

        string[] members = [.. commands.OfType<RecordInteraction>().Select(one => one.Interaction.From).Distinct()];
        return (folder, $"a generated community of {nodes} nodes and {commands.Count - nodes} edges", members);
    }

    private static async Task EmptyAsync(Neo4jStoreOptions options)
    {
        await Neo4jGraphStore.MigrateAsync(options);
        using var api = new QueryApi(options with { RequestTimeout = TimeSpan.FromMinutes(10) });
        await Neo4jBenchmark.WipeAsync(api);
    }

    // Those with an edge of their own.
    private static string[] MembersOf(BenchmarkCommunity community)
    {
        var members = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(community.ExportFile))
        {
            var row = JsonNode.Parse(line)!;
            if (row["node"] is null && (string?)row["from"] is { } from &&
                from.StartsWith("member:", StringComparison.Ordinal)) members.Add(from);
        }

        return [.. members];
    }

    private static double Ask(HttpConnection connection, int port, string member)
    {
        var body = new JsonObject { ["query"] = GraphQL, ["variables"] = new JsonObject { ["id"] = member } };
        var request = HttpConnection.Post("/graphql", body.ToJsonString(), port);
        var start = Stopwatch.GetTimestamp();
        var (status, answer) = connection.Send(request);
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var json = JsonNode.Parse(answer.Span)!;
        if (status != 200 || json["errors"] is not null) throw new InvalidOperationException(json.ToJsonString());
        return took;
    }

    private static async Task<double> AskAsync(QueryApi api, string cypher, string member)
    {
        var start = Stopwatch.GetTimestamp();
        await api.RunAsync(
            new Statement(cypher, writer => writer.Name("id").Text(member), Typed: false), QueryTransaction.Ignore,
            CancellationToken.None);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Add(List<double> times, int round, double took)
    {
        if (round > 0) times.Add(took);
    }

    private static void Write(string name, List<double> times, List<double> ours)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-34} p50 {At(times, 0.5),8:0.00} ms  p99 {At(times, 0.99),8:0.00} ms  " +
            $"mean {times.Average(),8:0.00} ms  ({times.Average() / ours.Average(),6:0.0} times)"));

        static double At(List<double> times, double share) => times.Order().ElementAt((int)(share * times.Count));
    }
}
