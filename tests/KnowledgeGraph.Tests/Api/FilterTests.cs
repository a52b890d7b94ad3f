using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>`filter` and `orderBy`, each operator on a small graph.</summary>
public sealed class FilterTests(FilterTests.Fixture fixture) : IClassFixture<FilterTests.Fixture>
{
    private const string Graph = """
        member:ada displayName=Ada roles=curator,teacher joinedAt=2020-01-01
        member:bo displayName=bo roles=teacher joinedAt=2021-01-01
        member:cy displayName=陈一
        document:1 title=Alpha score=1 format=QUESTION createdAt=2024-01-01
        document:2 title=beta score=2 format=ANSWER createdAt=2024-01-02
        document:3 title=Gamma score=3 createdAt=2024-01-03
        document:4 score=4
        topic:x
        topic:y
        course:c
        member:ada -AUTHORED-> document:1
        member:ada -AUTHORED-> document:2
        member:bo -AUTHORED-> document:2
        document:1 -ABOUT-> topic:x
        document:2 -ABOUT-> topic:x
        document:2 -ABOUT-> topic:y
        member:ada -RATED-> course:c value=4
        """;

    public static TheoryData<string, string> Documents => new()
    {
        { "{}", "3 2 1 4" },
        { """{ id: { eq: "document:2" } }""", "2" },
        { """{ id: { in: ["document:4", "document:1", "document:9"] } }""", "1 4" },
        { """{ id: { nin: ["document:4"] } }""", "3 2 1" },
        { """{ id: { neq: "document:4" } }""", "3 2 1" },
        { """{ title: { eq: "Alpha" } }""", "1" },
        { """{ title: { eq: "alpha" } }""", "" },
        { """{ title: { neq: "Alpha" } }""", "3 2 4" },
        { """{ title: { eq: null } }""", "4" },
        { """{ title: { neq: null } }""", "3 2 1" },
        { """{ title: { in: ["Alpha", "Gamma"] } }""", "3 1" },
        { """{ title: { in: [] } }""", "" },
        { """{ title: { nin: [] } }""", "3 2 1 4" },
        { """{ title: { nin: ["Alpha"] } }""", "3 2 4" },
        { """{ title: { contains: "a" } }""", "3 2 1" },
        { """{ title: { contains: "mm" } }""", "3" },
        { """{ title: { startsWith: "be" } }""", "2" },
        { """{ title: { endsWith: "ma" } }""", "3" },
        { """{ title: { contains: "a", startsWith: "A" } }""", "1" },
        { """{ title: { startsWith: "A" } }""", "1" },
        { """{ title: { startsWith: "a" } }""", "1" },
        { """{ title: { contains: "MM" } }""", "3" },
        { """{ title: { endsWith: "MA" } }""", "3" },
        { """{ title: { endsWith: "a", startsWith: "A" } }""", "1" },
        { """{ title: { startsWith: "A", endsWith: "a" } }""", "1" },
        { """{ title: { contains: null } }""", "3 2 1 4" },
        { "{ score: { gt: 2 } }", "3 4" },
        { "{ score: { gte: 2 } }", "3 2 4" },
        { "{ score: { lt: 2 } }", "1" },
        { "{ score: { lte: 2 } }", "2 1" },
        { "{ score: { gt: 1, lt: 4 } }", "3 2" },
        { "{ score: { in: [1, 4] } }", "1 4" },
        { "{ score: { eq: 3 } }", "3" },
        { "{ score: { neq: 3 } }", "2 1 4" },
        { "{ score: { gt: 2147483647 } }", "" },
        { "{ score: { gte: -2147483648 } }", "3 2 1 4" },
        { "{ format: { eq: ANSWER } }", "2" },
        { "{ format: { nin: [ANSWER, QUESTION] } }", "3 4" },
        { """{ createdAt: { gte: "2024-01-02T00:00:00Z" } }""", "3 2" },
        { """{ createdAt: { lt: "2024-01-02T01:00:00+01:00" } }""", "1" },
        { "{ createdAt: { eq: null } }", "4" },
        { """{ authors: { any: ["member:bo"] } }""", "2" },
        { """{ authors: { any: ["member:bo", "member:ada"] } }""", "2 1" },
        { """{ authors: { all: ["member:bo", "member:ada"] } }""", "2" },
        { """{ authors: { none: ["member:bo"] } }""", "3 1 4" },
        { "{ authors: { any: [] } }", "" },
        { "{ authors: { all: [] } }", "3 2 1 4" },
        { "{ authors: { none: [] } }", "3 2 1 4" },
        { "{ authors: { exists: false } }", "3 4" },
        { "{ authors: { exists: true } }", "2 1" },
        { """{ topics: { any: ["topic:x"], none: ["topic:y"] } }""", "1" },
        { """{ topics: { any: ["no such topic"] } }""", "" },
        { "{ and: [] }", "3 2 1 4" },
        { "{ or: [] }", "" },
        { "{ not: {} }", "" },
        { "{ and: [{ score: { gt: 1 } }, { score: { lt: 4 } }] }", "3 2" },
        { "{ or: [{ score: { eq: 1 } }, { score: { eq: 4 } }] }", "1 4" },
        { "{ not: { score: { gt: 1 } } }", "1" },
        { """{ not: { title: { eq: "Alpha" } } }""", "3 2 4" },
        { "{ score: { gt: 1 }, or: [{ score: { eq: 1 } }, { score: { eq: 4 } }] }", "4" },
        { "{ or: [{ and: [{ score: { gt: 1 } }, { not: { score: { gt: 2 } } }] }, { score: { eq: 4 } }] }", "2 4" },
        { "{ and: null, score: null }", "3 2 1 4" },
    };

    [Theory, MemberData(nameof(Documents))]
    public async Task A_filter_keeps_what_it_describes(string filter, string expected)
    {
        var data = await fixture.Community.DataAsync(
            $$"""{ documents(filter: {{filter}}) { nodes { id } totalCount } }""");
        var keys = data["documents"]!["nodes"]!.AsArray().Select(node => ((string)node!["id"]!)["document:".Length..]);
        Assert.Equal(expected, string.Join(' ', keys));
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length,
            (int)data["documents"]!["totalCount"]!);
    }

    [Theory]
    [InlineData("""{ roles: { any: ["curator", "owner"] } }""", "member:ada")]
    [InlineData("""{ roles: { all: ["curator", "teacher"] } }""", "member:ada")]
    [InlineData("""{ roles: { none: ["curator"] } }""", "member:bo member:cy")]
    [InlineData("""{ roles: { any: [] } }""", "")]
    [InlineData("""{ displayName: { contains: "陈" } }""", "member:cy")]
    [InlineData("""{ documents: { any: ["document:1"] } }""", "member:ada")]
    public async Task Members_are_kept_by_lists_and_relations(string filter, string expected) =>
        Assert.Equal(expected, await IdsAsync("members", $"(filter: {filter})"));

    [Theory]
    [InlineData("courses", "{ rating: { gte: 4 } }", "course:c")]
    [InlineData("courses", "{ rating: { gt: 4 } }", "")]
    [InlineData("courses", "{ rating: { eq: 4 } }", "course:c")]
    [InlineData("courses", "{ rating: { lt: 4.5 } }", "course:c")]
    [InlineData("courses", "{ rating: { eq: null } }", "")]
    [InlineData("topics", "{ documentCount: { gte: 2 } }", "topic:x")]
    [InlineData("topics", "{ documentCount: { eq: 1 } }", "topic:y")]
    [InlineData("topics", "{ documentCount: { in: [1, 2] } }", "topic:x topic:y")]
    public async Task What_is_derived_can_be_filtered_by(string list, string filter, string expected) =>
        Assert.Equal(expected, await IdsAsync(list, $"(filter: {filter})"));

    [Theory]
    [InlineData("documents", "[]", "document:3 document:2 document:1 document:4")]
    [InlineData("documents", "{ field: TITLE }", "document:1 document:2 document:3 document:4")]
    [InlineData("documents", "{ field: TITLE, direction: DESC }", "document:3 document:2 document:1 document:4")]
    [InlineData("documents", "{ field: CREATED_AT }", "document:1 document:2 document:3 document:4")]
    [InlineData("documents", "{ field: SCORE, direction: DESC }", "document:4 document:3 document:2 document:1")]
    [InlineData(
        "documents", "[{ field: VIEW_COUNT }, { field: SCORE }]", "document:1 document:2 document:3 document:4")]
    [InlineData("members", "{ field: DISPLAY_NAME }", "member:ada member:bo member:cy")]
    [InlineData("members", "{ field: JOINED_AT }", "member:ada member:bo member:cy")]
    [InlineData("members", "[]", "member:bo member:ada member:cy")]
    [InlineData("topics", "{ field: DOCUMENT_COUNT }", "topic:y topic:x")]
    [InlineData("topics", "[]", "topic:x topic:y")]
    public async Task A_list_is_ordered_by_its_keys_with_what_has_no_value_last(
        string list, string order, string expected) =>
        Assert.Equal(expected, await IdsAsync(list, $"(orderBy: {order})"));

    [Fact]
    public async Task Lists_of_neighbours_are_filtered_and_ordered_too() =>
        Assert.Equal(
            Community.Json("""
                {'topics':{'nodes':[{'documents':{'totalCount':1,'nodes':[{'id':'document:2'}]}},
                {'documents':{'totalCount':1,'nodes':[{'id':'document:2'}]}}]},
                'member':{'documents':{'nodes':[{'id':'document:1'},{'id':'document:2'}]}}}
                """),
            await fixture.Community.TextAsync("""
                { topics { nodes { documents(filter: { score: { gt: 1 } }) { totalCount nodes { id } } } }
                  member(id: "member:ada") { documents(orderBy: { field: TITLE }) { nodes { id } } } }
                """));

    [Fact]
    public async Task A_whole_filter_can_be_a_variable() =>
        Assert.Equal(
            "{'documents':{'nodes':[{'id':'document:2'}]}}",
            await fixture.Community.TextAsync(
                "query ($filter: DocumentFilter) { documents(filter: $filter) { nodes { id } } }",
                new
                {
                    filter = new
                    {
                        topics = new { all = new[] { "topic:x", "topic:y" } },
                        createdAt = new { gte = "2024-01-01T00:00:00Z" },
                        format = new { @in = new[] { "ANSWER" } },
                    },
                }));

    [Fact]
    public async Task A_filter_without_end_is_refused()
    {
        const string query = "query ($ids: [ID!]) { documents(filter: { id: { in: $ids } }) { totalCount } }";
        var ids = Enumerable.Range(0, 999).Select(key => $"document:{key}");
        Assert.Equal("{'documents':{'totalCount':4}}", await fixture.Community.TextAsync(query, new { ids }));
        Assert.StartsWith(
            "LIMIT_EXCEEDED at documents: `filter` of Query.documents has more than 1000 conditions",
            await fixture.Community.ErrorAsync(query, new { ids = ids.Append("document:x") }));
    }

    private async Task<string> IdsAsync(string list, string arguments)
    {
        var data = await fixture.Community.DataAsync($$"""{ {{list}}{{arguments}} { nodes { id } } }""");
        return string.Join(' ', data[list]!["nodes"]!.AsArray().Select(node => (string)node!["id"]!));
    }

    public sealed class Fixture() : CommunityFixture(Graph);
}
