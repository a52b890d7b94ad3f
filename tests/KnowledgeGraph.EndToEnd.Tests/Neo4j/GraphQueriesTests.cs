using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Tests.Api;
using KnowledgeGraph.Tests.Support;
using Xunit;
using static KnowledgeGraph.Tests.Support.Make;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>Neighbours, paths and text search by Neo4j itself, against the simplest thing that is right.</summary>
public sealed class GraphQueriesTests
{
    private const int Topics = 24;

    private static readonly EdgeType[] Types = [EdgeType.SubtopicOf, EdgeType.PrerequisiteOf];

    [Neo4jFact]
    public async Task Neighbours_and_shortest_paths_are_those_of_a_search_by_breadth_with_and_without_hidden_nodes()
    {
        var random = new Random(5);
        using var turn = await Neo4jTurn.TakeAsync();
        await using var store = await turn.OpenAsync();
        var commands = Enumerable.Range(0, Topics).Select(number => (Command)new CreateNode(
            Node(Id(number), ("access", Text(number % 5 == 0 ? "curators" : "public"))))).ToList();
        var edges = Enumerable.Range(0, 40).Select(_ => (Type: Types[random.Next(2)],
            From: random.Next(Topics), To: random.Next(Topics)))
            .Where(edge => edge.From != edge.To).Distinct().ToArray();
        commands.AddRange(edges.Select(edge => new PutLink(Link(edge.Type, Id(edge.From), Id(edge.To)))));
        Assert.True((await store.CommitAsync(new CommitRequest(commands, "tester"))).Accepted);

        foreach (var access in new string[]?[] { null, ["public"] })
        {
            bool Sees(int topic) => access is null || topic % 5 != 0;
            int[] Next(int topic) => [.. edges.Where(edge => edge.From == topic && Sees(topic) && Sees(edge.To))
                .Select(edge => edge.To).Distinct()];
            for (var from = 0; from < Topics; from += 3)
            {
                var neighbours = await store.Queries.NeighboursAsync(
                    Id(from), Types, QueryDirection.Out, access, null, 100);
                Assert.Equal(Next(from).Select(Id).Order(StringComparer.Ordinal), neighbours.Ids);
                var to = random.Next(Topics);
                var path = await store.Queries.ShortestPathAsync(
                    Id(from), Id(to), Types, QueryDirection.Out, access, edgesMax: 6);
                Assert.Equal(Distance(from, to, Next), from == to ? 0 : path is null ? -1 : path.Count - 1);
            }
        }
    }

    [Neo4jFact]
    public async Task What_the_index_of_words_cannot_say_is_said()
    {
        await using var community = await Community.DrawAsync("""
            topic:graphs name=Graphs
            document:1 title="Knowledge graph"
            """);
        foreach (var (argument, text) in new[]
        {
            ("where", "where: { years: [2024] }"), ("near", "near: \"topic:graphs\""), ("facets", "facets: [KIND]"),
            ("within", "within: { from: \"topic:graphs\" }"), ("orderBy", "orderBy: NEWEST"),
            ("explain", "explain: true"),
        })
        {
            Assert.Equal($"NOT_SUPPORTED at search: `{argument}` of Query.search is not supported: the store answers " +
                "searches here, by its own index.",
                await community.ErrorAsync($$"""{ search(query: "graph", {{text}}) { totalCount } }"""));
        }

        foreach (var query in new[] { "", "graph OR node", "is:verified graph", "-graph" })
        {
            Assert.StartsWith("NOT_SUPPORTED at search: `query` of Query.search is not supported",
                await community.ErrorAsync(
                    "query ($query: String!) { search(query: $query) { totalCount } }", new { query }),
                StringComparison.Ordinal);
        }

        // As docs/operations.md says: no stems, no synonyms, no mistakes corrected.
        Assert.Equal(0, await CountAsync("graphing"));
        Assert.Equal(0, await CountAsync("grpah"));
        Assert.Equal(1, await CountAsync("graphs"));

        async Task<int> CountAsync(string query) => (int)(await community.DataAsync(
            "query ($query: String!) { search(query: $query, typing: false) { totalCount } }",
            new { query }))["search"]!["totalCount"]!;
    }

    [Neo4jFact]
    public async Task A_server_lets_Neo4j_answer_what_its_settings_name()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        using var folder = new TemporaryFolder();
        var environment = turn.Environment();
        environment["KNOWLEDGEGRAPH_NEO4J__ANSWERS"] = "search, neighbours";
        await using var server = await RunningServer.StartAsync(environment, folder.Root, "--empty");
        await server.QueryAsync(
            "mutation { createTopic(input: { id: \"topic:graphs\", name: \"Graphs\" }) { topic { id } } }");
        await turn.RunAsync("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()");
        // What was changed past the program is not in its read model: Neo4j alone can know of it.
        await turn.RunAsync("MATCH (t:Topic {id: 'topic:graphs'}) SET t.name = 'Vertices'");
        await turn.RunAsync("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()");

        var data = await server.QueryAsync(
            "{ search(query: \"vertices\") { nodes { id } } neighbours(of: \"topic:graphs\") { totalCount } }");
        Assert.Equal("topic:graphs", data.GetProperty("search").GetProperty("nodes")[0].GetProperty("id").GetString());
        Assert.Equal(0, data.GetProperty("neighbours").GetProperty("totalCount").GetInt32());
    }

    private static int Distance(int from, int to, Func<int, int[]> next)
    {
        var distances = new Dictionary<int, int> { [from] = 0 };
        var queue = new Queue<int>([from]);
        while (queue.TryDequeue(out var topic))
        {
            foreach (var other in next(topic))
                if (distances.TryAdd(other, distances[topic] + 1)) queue.Enqueue(other);
        }
        return distances.TryGetValue(to, out var distance) && distance <= 6 ? distance : -1;
    }

    private static string Id(int number) => $"topic:{number:00}";
}
