using System.Text.Json.Nodes;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>Connections are walked in pages: https://relay.dev/graphql/connections.htm.</summary>
public sealed class PagingTests(PagingTests.Fixture fixture) : IClassFixture<PagingTests.Fixture>
{
    private const int Count = 23;

    // Documents 1 to 23, newest first: 23, 22, ...; every third is about a topic.
    private static readonly string Graph = string.Join('\n', [
        "topic:third", "member:ada",
        .. Enumerable.Range(1, Count).Select(key =>
            $"document:{key} title=T{key % 5} createdAt=2024-01-{key:00} score={key % 3}"),
        .. Enumerable.Range(1, Count).Where(key => key % 3 == 0).Select(key => $"document:{key} -ABOUT-> topic:third"),
        .. Enumerable.Range(1, Count).Select(key =>
            $"member:ada -VIEWED-> document:{key} id=v{key} at=2024-02-{key:00}"),
    ]);

    public static TheoryData<string, int> Lists => new()
    {
        { "documents(ARGUMENTS)", Count },
        { "documents(ARGUMENTS, orderBy: [{ field: TITLE, direction: DESC }, { field: SCORE }])", Count },
        { "documents(ARGUMENTS, filter: { score: { gte: 1 } })", 16 },
        { "documents(ARGUMENTS, filter: { score: { gte: 1 } }, orderBy: [{ field: TITLE }])", 16 },
        { "topic(id: \"topic:third\") { documents(ARGUMENTS)", 7 },
        { "topic(id: \"topic:third\") { documents(ARGUMENTS, orderBy: { field: TITLE })", 7 },
        { "member(id: \"member:ada\") { interactions(ARGUMENTS)", Count },
        { "member(id: \"member:ada\") { interactions(ARGUMENTS, types: [VIEWED, LIKED])", Count },
    };

    [Theory, MemberData(nameof(Lists))]
    public async Task Pages_forward_meet_each_item_once_in_the_order_of_the_list(string list, int expected)
    {
        var community = fixture.Community;
        var whole = Ids(await PageAsync(community, list, "first: 100"));
        Assert.Equal(expected, whole.Distinct().Count());

        var met = new List<string>();
        var after = "null";
        for (var pages = 0; pages < 20; pages++)
        {
            var page = await PageAsync(community, list, $"first: 4, after: {after}");
            met.AddRange(Ids(page));
            var info = page["pageInfo"]!;
            Assert.Equal(met.Count > Ids(page).Length, (bool)info["hasPreviousPage"]!);
            Assert.Equal(met.Count < expected, (bool)info["hasNextPage"]!);
            if (!(bool)info["hasNextPage"]!) break;
            after = $"\"{info["endCursor"]}\"";
        }

        Assert.Equal(whole, met);
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task Pages_backward_meet_each_item_once_in_the_order_of_the_list(string list, int expected)
    {
        var community = fixture.Community;
        var whole = Ids(await PageAsync(community, list, "first: 100"));
        var met = new List<string>();
        var before = "null";
        for (var pages = 0; pages < 20; pages++)
        {
            var page = await PageAsync(community, list, $"last: 4, before: {before}");
            met.InsertRange(0, Ids(page));
            var info = page["pageInfo"]!;
            Assert.Equal(met.Count < expected, (bool)info["hasPreviousPage"]!);
            if (!(bool)info["hasPreviousPage"]!) break;
            before = $"\"{info["startCursor"]}\"";
        }

        Assert.Equal(whole, met);
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task Each_edge_has_the_cursor_of_its_place(string list, int expected)
    {
        var community = fixture.Community;
        var page = await PageAsync(community, list, "first: 100");
        var cursors = page["edges"]!.AsArray().Select(edge => (string)edge!["cursor"]!).ToArray();
        Assert.Equal(expected, cursors.Distinct().Count());
        Assert.Equal(cursors[0], (string)page["pageInfo"]!["startCursor"]!);
        Assert.Equal(cursors[^1], (string)page["pageInfo"]!["endCursor"]!);
        var fromThird = Ids(await PageAsync(community, list, $"first: 2, after: \"{cursors[2]}\""));
        Assert.Equal(Ids(page)[3..5], fromThird);
        var between = Ids(await PageAsync(
            community, list, $"first: 100, after: \"{cursors[1]}\", before: \"{cursors[5]}\""));
        Assert.Equal(Ids(page)[2..5], between);
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task The_total_is_that_of_the_whole_list_whatever_the_page(string list, int expected)
    {
        var community = fixture.Community;
        Assert.Equal(expected, (int)(await PageAsync(community, list, "first: 2"))["totalCount"]!);
        Assert.Equal(expected, (int)(await PageAsync(community, list, "first: 0"))["totalCount"]!);
    }

    [Fact]
    public async Task Twenty_are_given_where_nobody_says_how_many()
    {
        var community = fixture.Community;
        Assert.Equal(20, Ids(await PageAsync(community, "documents(ARGUMENTS)", "after: null")).Length);
    }

    [Fact]
    public async Task Parts_of_a_connection_are_given_under_other_names_and_in_fragments_too()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'a':{'total':23,'items':[{'id':'document:23'}]},'b':{'__typename':'DocumentConnection'},
                'c':{'edges':[{'node':{'id':'document:1'}}]},'d':{'totalCount':7}}
                """),
            await community.TextAsync(
                """
                query ($no: Boolean!) {
                  a: documents(first: 1) { ...parts }
                  b: documents { __typename nodes @include(if: $no) { id } ... @include(if: $no) { totalCount } }
                  c: documents(last: 1) { ... on DocumentConnection { edges { node { id } } } }
                  d: documents(first: 1, filter: { topics: { any: ["topic:third"] } }) { totalCount } }
                fragment parts on DocumentConnection { total: totalCount items: nodes { id } }
                """,
                new { no = false }));
    }

    [Fact]
    public async Task An_empty_page_has_no_cursors()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'documents':{'nodes':[],'pageInfo':{'startCursor':null,'endCursor':null,'hasNextPage':true}}}
                """),
            await community.TextAsync(
                "{ documents(first: 0) { nodes { id } pageInfo { startCursor endCursor hasNextPage } } }"));
    }

    [Fact]
    public async Task Pages_of_several_parents_have_their_own_ends()
    {
        await using var community = await Community.DrawAsync("""
            topic:none
            topic:one
            topic:two
            document:1 createdAt=2024-01-01
            document:2 createdAt=2024-01-02
            document:1 -ABOUT-> topic:one
            document:1 -ABOUT-> topic:two
            document:2 -ABOUT-> topic:two
            """);
        var topics = (await community.DataAsync("""
            { topics { nodes { id documents(first: 1) {
                nodes { id } edges { cursor } pageInfo { hasNextPage startCursor endCursor } totalCount } } } }
            """))["topics"]!["nodes"]!.AsArray();
        Assert.Equal(["topic:two", "topic:one", "topic:none"], topics.Select(topic => (string)topic!["id"]!));
        Assert.Equal([2, 1, 0], topics.Select(topic => (int)topic!["documents"]!["totalCount"]!));
        Assert.Equal(
            [true, false, false], topics.Select(topic => (bool)topic!["documents"]!["pageInfo"]!["hasNextPage"]!));
        Assert.All(topics, topic =>
        {
            var documents = topic!["documents"]!;
            var cursor = (string?)documents["edges"]!.AsArray().FirstOrDefault()?["cursor"];
            Assert.Equal(cursor, (string?)documents["pageInfo"]!["startCursor"]);
            Assert.Equal(cursor, (string?)documents["pageInfo"]!["endCursor"]);
        });
    }

    [Fact]
    public async Task A_cursor_keeps_its_place_when_things_are_added_and_its_own_node_is_deleted()
    {
        await using var community = await Community.DrawAsync(Graph);
        var first = await PageAsync(community, "documents(ARGUMENTS)", "first: 3");
        Assert.Equal(["document:23", "document:22", "document:21"], Ids(first));
        var after = (string)first["pageInfo"]!["endCursor"]!;
        await community.AddAsync("document:new createdAt=2024-03-01\ndocument:20b createdAt=2024-01-20T12:00");
        await community.DataAsync(
            """mutation { deleteDocument(input: { id: "document:21" }) { deletedId userErrors { message } } }""");
        Assert.Equal(
            ["document:20b", "document:20"],
            Ids(await PageAsync(community, "documents(ARGUMENTS)", $"first: 2, after: \"{after}\"")));
    }

    [Theory]
    [InlineData(
        "first: 101",
        "LIMIT_EXCEEDED at documents: `first` of Query.documents is 101: a page has at most 100. Ask " +
        "for the next one with `after` or `before`.")]
    [InlineData(
        "last: 100000",
        "LIMIT_EXCEEDED at documents: `last` of Query.documents is 100000: a page has at most 100. " +
        "Ask for the next one with `after` or `before`.")]
    [InlineData("first: -1", "INVALID_PAGE at documents: `first` cannot be less than 0.")]
    [InlineData("last: -1", "INVALID_PAGE at documents: `last` cannot be less than 0.")]
    [InlineData("first: 1, last: 1", "INVALID_PAGE at documents: Give `first` or `last`, not both.")]
    [InlineData(
        "after: \"nonsense\"",
        "INVALID_CURSOR at documents: `after` is not a cursor of this list in this order. Use a cursor " +
        "that the same field gave under the same `orderBy`.")]
    [InlineData(
        "before: \"\"",
        "INVALID_CURSOR at documents: `before` is not a cursor of this list in this order. Use a " +
        "cursor that the same field gave under the same `orderBy`.")]
    public async Task What_cannot_be_a_page_is_an_error_of_its_field(string arguments, string expected)
    {
        await using var community = await Community.DrawAsync("document:1");
        Assert.Equal(expected, await community.ErrorAsync($"{{ documents({arguments}) {{ nodes {{ id }} }} }}"));
    }

    [Fact]
    public async Task A_cursor_of_another_order_or_another_list_is_refused()
    {
        var community = fixture.Community;
        var byTitle = await PageAsync(community, "documents(ARGUMENTS, orderBy: { field: TITLE })", "first: 1");
        var cursor = (string)byTitle["pageInfo"]!["endCursor"]!;
        foreach (var list in (string[])["documents", "topics", "members"])
        {
            Assert.StartsWith($"INVALID_CURSOR at {list}", await community.ErrorAsync(
                $"{{ {list}(after: \"{cursor}\") {{ nodes {{ id }} }} }}"));
        }
    }

    [Fact]
    public async Task An_error_deep_down_names_the_place_and_the_argument()
    {
        var community = fixture.Community;
        var response = await community.AskAsync(
            """{ topic(id: "topic:third") { docs: documents(first: -5) { nodes { id } } } topics { totalCount } }""");
        Assert.Equal(
            Community.Json("""
                [{'message':'`first` cannot be less than 0.','locations':[{'line':1,'column':30}],
                'path':['topic','docs'],
                'extensions':{'code':'INVALID_PAGE','coordinate':'Topic.documents','argument':'first'}}]
                """),
            Community.Show(response["errors"]));
        Assert.Equal("""{'topic':null,'topics':{'totalCount':1}}""", Community.Show(response["data"]));
    }

    private static async Task<JsonNode> PageAsync(Community community, string list, string arguments)
    {
        var close = list.StartsWith("documents", StringComparison.Ordinal) ? "" : " }";
        var data = await community.DataAsync($$"""
            { {{list.Replace("ARGUMENTS", arguments)}} {
                nodes { id } edges { cursor node { id } } totalCount
                pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }{{close}} }
            """);
        return data["documents"] ?? data["topic"]?["documents"] ?? data["member"]!["interactions"]!;
    }

    private static string[] Ids(JsonNode page) =>
        [.. page["nodes"]!.AsArray().Select(node => (string)node!["id"]!)];

    public sealed class Fixture() : CommunityFixture(Graph);
}
