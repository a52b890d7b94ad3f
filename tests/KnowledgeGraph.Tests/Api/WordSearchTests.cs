using KnowledgeGraph.Model.Access;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>
/// What `search` does with words: from our own index, and from that of a store that answers it itself. Both have to
/// find the same; how they rank is their own affair, and what ours finds beyond that, with some of the words or with
/// a mistake corrected.
/// </summary>
public class WordSearchTests
{
    private const string Graph = """
        topic:graphs name=Graphs description="Nodes and edges"
        document:1 title="Knowledge graph" body="Nodes are joined by edges."
        document:2 title="Graph search" body="Edges lead on." access=members
        document:3 title="Secret graph" body="Hidden edges everywhere, edges upon edges" access=curators
        document:4 title="Secret search" body="Hidden edges" access=gold
        document:5 title=知识图谱的沉淀 body="社区的知识"
        document:6 title=图像处理 body="C++ (codes)"
        """;

    private static readonly Viewer Ann = new("member:ann", Role.Member, []);
    private static readonly Viewer Bob = new("member:bob", Role.Member, ["gold"]);

    [Fact]
    public async Task Hits_hold_all_the_words_and_are_of_what_the_reader_sees()
    {
        await using var community = await Community.DrawAsync(Graph);
        await FindsAsync(community, "document:1 document:2 document:3 document:4 topic:graphs", "edges");
        await FindsAsync(community, "document:1 document:2 topic:graphs", "EDGES", viewer: Ann);
        await FindsAsync(community, "document:1 document:2 document:4 topic:graphs", "edges", viewer: Bob);
        await FindsAsync(community, "document:1 topic:graphs", "edges", viewer: Viewer.Anonymous);
        await FindsAsync(community, "topic:graphs", "edges", ", kinds: [TOPIC]", Ann);
        await FindsAsync(community, "", "edges", ", kinds: []");
        await FindsAsync(community, "document:2", "graph edges lead", viewer: Ann);
        await FindsAsync(community, "document:3", "\"hidden edges\" graph");
        await FindsAsync(community, "document:2", "search -hidden");
        await FindsAsync(community, "", "hidden", viewer: Ann);
        await FindsAsync(community, "", "nowhere");
    }

    [Fact]
    public async Task The_last_word_may_be_unfinished()
    {
        await using var community = await Community.DrawAsync(Graph);
        await FindsAsync(community, "document:1", "knowl");
        await FindsAsync(community, "document:1", "joined edg");
        await FindsAsync(community, "", "knowl", ", typing: false");
    }

    [Fact]
    public async Task Chinese_is_found_by_its_characters()
    {
        await using var community = await Community.DrawAsync(Graph);
        await FindsAsync(community, "document:5", "图谱");
        await FindsAsync(community, "document:5", "知识图谱");
        await FindsAsync(community, "document:6", "图像");
    }

    [Theory]
    [InlineData("c++ (codes")]
    [InlineData("title:[a TO")]
    [InlineData("codes AND \\")]
    [InlineData("\"")]
    [InlineData("a/b\\ ~ ^2 *")]
    [InlineData("+codes && || !")]
    public async Task No_text_is_taken_for_more_than_its_words(string text)
    {
        await using var community = await Community.DrawAsync(Graph);
        // Whatever is typed is answered; a store may say that it does not take it.
        var answer = await community.AskAsync(
            "query ($text: String!) { search(query: $text) { totalCount } }", new { text });
        if (answer["errors"] is { } errors)
            Assert.Equal("NOT_SUPPORTED", (string?)errors[0]!["extensions"]!["code"]);
        else
            Assert.True((int)answer["data"]!["search"]!["totalCount"]! >= 0);
    }

    [Fact]
    public async Task Hits_come_in_pages_with_marks_where_the_words_stand()
    {
        await using var community = await Community.DrawAsync(Graph);
        var found = new List<string>();
        string? after = null;
        bool more;
        do
        {
            var page = (await community.DataAsync(
                """
                query ($after: String) { search(query: "edges", first: 1, after: $after) {
                  totalCount pageInfo { hasNextPage endCursor } droppedTerms degraded facets { field }
                  hits { match score node { id } highlights { html } } } }
                """, new { after }, Ann))["search"]!;
            Assert.Equal(3, (int)page["totalCount"]!);
            var hit = page["hits"]![0]!;
            found.Add((string)hit["node"]!["id"]!);
            Assert.Equal("EXACT", (string?)hit["match"]);
            Assert.True((double)hit["score"]! > 0);
            Assert.Contains("<mark>", string.Concat(hit["highlights"]!.AsArray().Select(it => (string?)it!["html"])),
                StringComparison.Ordinal);
            (more, after) = ((bool)page["pageInfo"]!["hasNextPage"]!, (string?)page["pageInfo"]!["endCursor"]);
        }
        while (more);

        Assert.Equal(["document:1", "document:2", "topic:graphs"], found.Order(StringComparer.Ordinal));
    }

    private static async Task FindsAsync(
        Community community, string expected, string text, string arguments = "", Viewer? viewer = null)
    {
        var found = (await community.DataAsync(
            $$"""
            query ($text: String!) {
              search(query: $text{{arguments}}) { totalCount hits { match node { id } } } }
            """, new { text }, viewer))["search"]!;
        var hits = found["hits"]!.AsArray();
        var whole = hits.Where(hit => (string?)hit!["match"] is "EXACT" or "PREFIX")
            .Select(hit => (string)hit!["node"]!["id"]!);
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), whole.Order(StringComparer.Ordinal));
        Assert.Equal(hits.Count, (int)found["totalCount"]!);
    }
}
