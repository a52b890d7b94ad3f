using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
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
                Assert.Equal(Next(from).Select(Id).Order(StringComparer.Ordinal),
                    await store.Queries.NeighboursAsync(Id(from), Types, QueryDirection.Out, access, 100));
                var to = random.Next(Topics);
                var path = await store.Queries.ShortestPathAsync(
                    Id(from), Id(to), Types, QueryDirection.Out, access, edgesMax: 6);
                Assert.Equal(Distance(from, to, Next), from == to ? 0 : path is null ? -1 : path.Count - 1);
            }
        }
    }

    [Neo4jFact]
    public async Task Text_is_found_in_English_and_Chinese_and_never_taken_for_a_query()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        await using var store = await turn.OpenAsync();
        await store.CommitAsync(new CommitRequest(
        [
            new CreateNode(Node("document:a", ("title", Text("Error correction")), ("body", Text("Codes (C++)")))),
            new CreateNode(Node("document:b", ("title", Text("知识图谱的沉淀")), ("access", Text("curators")))),
        ], "tester"));
        await turn.RunAsync("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()");

        Assert.Equal(["document:a"], await FindAsync("ERROR", QueryAnalyzer.Standard, null));
        Assert.Equal(["document:b"], await FindAsync("图谱", QueryAnalyzer.Cjk, null));
        Assert.Empty(await FindAsync("图谱", QueryAnalyzer.Cjk, ["public"]));
        // The analyzers of Neo4j know no stems.
        Assert.Empty(await FindAsync("corrections", QueryAnalyzer.Standard, null));
        foreach (var text in new[] { "c++ (codes", "title:[a TO", "\"", "AND OR NOT codes", "a/b\\" })
            await FindAsync(text, QueryAnalyzer.Standard, null);

        async Task<string[]> FindAsync(string text, QueryAnalyzer analyzer, string[]? access) =>
            [.. (await store.Queries.SearchAsync(text, analyzer, access, 10)).Select(hit => hit.Id)];
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
