using KnowledgeGraph.Model.Access;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>`neighbours` and `shortestPath`: from memory, and from a store that answers them itself.</summary>
public class NeighbourTests
{
    private const string Graph = """
        topic:a
        topic:b
        topic:c access=curators
        topic:d access=members
        topic:e
        member:ann
        document:1
        topic:a -SUBTOPIC_OF-> topic:b
        topic:a -PREREQUISITE_OF-> topic:b
        topic:c -SUBTOPIC_OF-> topic:a
        topic:d -SUBTOPIC_OF-> topic:a
        topic:c -SUBTOPIC_OF-> topic:e
        topic:d -PREREQUISITE_OF-> topic:e
        document:1 -ABOUT-> topic:a
        member:ann -AUTHORED-> document:1
        member:ann -VIEWED-> topic:a id=view/1 at=2024-01-01
        """;

    private static readonly Viewer Member = new("member:ann", Role.Member, []);

    [Fact]
    public async Task Neighbours_are_what_links_lead_to_each_once_by_id_as_far_as_the_reader_sees()
    {
        await using var community = await Community.DrawAsync(Graph);
        await AreAsync("document:1 topic:b topic:c topic:d", "");
        await AreAsync("topic:b", ", direction: OUT");
        await AreAsync("document:1 topic:c topic:d", ", direction: IN");
        await AreAsync("topic:c topic:d", ", direction: IN, along: [SUBTOPIC_OF]");
        await AreAsync("topic:b", ", along: [PREREQUISITE_OF, HOSTS]");
        await AreAsync("", ", along: []");
        await AreAsync("document:1 topic:b topic:d", "", viewer: Member);
        await AreAsync("document:1 topic:b", "", viewer: Viewer.Anonymous);
        // Of what is hidden, as of what is not there.
        await AreAsync("", "", of: "topic:c", viewer: Member);
        await AreAsync("", "", of: "topic:nowhere");

        async Task AreAsync(string expected, string arguments, string of = "topic:a", Viewer? viewer = null)
        {
            var found = (await community.DataAsync(
                $$"""{ neighbours(of: "{{of}}"{{arguments}}) { totalCount nodes { id } edges { node { id } } } }""",
                viewer: viewer))["neighbours"]!;
            string[] ids = [.. found["nodes"]!.AsArray().Select(node => (string)node!["id"]!)];
            Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), ids);
            Assert.Equal(ids.Length, (int)found["totalCount"]!);
            Assert.Equal(ids, found["edges"]!.AsArray().Select(edge => (string)edge!["node"]!["id"]!));
        }
    }

    [Fact]
    public async Task Neighbours_come_in_pages()
    {
        await using var community = await Community.DrawAsync(Graph);
        var pages = new List<string>();
        string? after = null;
        bool more;
        do
        {
            var page = (await community.DataAsync(
                """
                query ($after: String) { neighbours(of: "topic:a", first: 2, after: $after) {
                  totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor } } }
                """, new { after }, Member))["neighbours"]!;
            Assert.Equal(3, (int)page["totalCount"]!);
            Assert.Equal(after is not null, (bool)page["pageInfo"]!["hasPreviousPage"]!);
            pages.Add(string.Join(' ', page["nodes"]!.AsArray().Select(node => (string)node!["id"]!)));
            (more, after) = ((bool)page["pageInfo"]!["hasNextPage"]!, (string?)page["pageInfo"]!["endCursor"]);
        }
        while (more);

        Assert.Equal(["document:1 topic:b", "topic:d"], pages);
        Assert.StartsWith("INVALID_CURSOR at neighbours", await community.ErrorAsync(
            """{ neighbours(of: "topic:a", after: "no cursor") { totalCount } }"""), StringComparison.Ordinal);
        Assert.StartsWith("LIMIT_EXCEEDED at neighbours", await community.ErrorAsync(
            """{ neighbours(of: "topic:a", first: 101) { totalCount } }"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shortest_path_leads_over_nodes_that_the_reader_sees()
    {
        await using var community = await Community.DrawAsync(Graph + """

            topic:f access=curators
            topic:b -SUBTOPIC_OF-> topic:f
            topic:f -SUBTOPIC_OF-> topic:e
            """);
        await IsAsync("topic:a topic:b", """from: "topic:a", to: "topic:b" """);
        await IsAsync("topic:a", """from: "topic:a", to: "topic:a" """);
        await IsAsync("topic:a topic:b topic:f topic:e", """from: "topic:a", to: "topic:e", direction: OUT""");
        await IsAsync("topic:a topic:d topic:e", """from: "topic:a", to: "topic:e" """, Member);
        await IsAsync(null, """from: "topic:a", to: "topic:e" """, Viewer.Anonymous);
        await IsAsync(null, """from: "topic:a", to: "topic:e", direction: OUT""", Member);
        await IsAsync(null, """from: "topic:a", to: "topic:e", maxLength: 1""");
        await IsAsync("topic:a topic:c topic:e", """from: "topic:a", to: "topic:e", along: [SUBTOPIC_OF]""");
        await IsAsync(null, """from: "topic:a", to: "topic:f" """, Member);
        await IsAsync(null, """from: "topic:nowhere", to: "topic:a" """);
        Assert.StartsWith("LIMIT_EXCEEDED at shortestPath", await community.ErrorAsync(
            """{ shortestPath(from: "topic:a", to: "topic:b", maxLength: 7) { id } }"""), StringComparison.Ordinal);

        async Task IsAsync(string? expected, string arguments, Viewer? viewer = null)
        {
            var data = await community.DataAsync($$"""{ shortestPath({{arguments}}) { id } }""", viewer: viewer);
            var path = data["shortestPath"]?.AsArray();
            Assert.Equal(expected, path is null ? null : string.Join(' ', path.Select(node => (string)node!["id"]!)));
        }
    }
}
