using System.Text.Json.Nodes;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>`link` and `unlink`.</summary>
public sealed class LinkMutationTests
{
    private const string Graph = """
        member:ada
        member:bo
        document:q
        document:a
        topic:t
        repository:r
        course:c
        """;

    [Fact]
    public async Task A_link_is_answered_with_all_it_holds()
    {
        await using var community = await Community.DrawAsync(Graph);
        Assert.Equal(
            Community.Json("""
                {'link':{'userErrors':[],'link':{'type':'CONTRIBUTED_TO','from':{'id':'member:ada'},
                'to':{'id':'repository:r'},'at':'2024-01-01T00:00:00Z','weight':0.5,'madeBy':'member:bo','commits':3,
                'linesAdded':2,'linesRemoved':1,'commitsByMonth':['2024-01=3'],'confidence':null,'accepted':null}}}
                """),
            await community.TextAsync("""
                mutation { link(input: { type: CONTRIBUTED_TO, from: "member:ada", to: "repository:r",
                    at: "2024-01-01T01:00:00+01:00", weight: 0.5, madeBy: "member:bo", commits: 3, linesAdded: 2,
                    linesRemoved: 1, commitsByMonth: ["2024-01=3"] }) {
                  userErrors { code }
                  link { type from { id } to { id } at weight madeBy
                    commits linesAdded linesRemoved commitsByMonth confidence accepted } } }
                """));
    }

    [Fact]
    public async Task A_link_is_of_now_where_nobody_says_when()
    {
        await using var community = await Community.DrawAsync(Graph);
        Assert.Equal(
            Community.Json("""
                {'now':{'link':{'at':'2026-02-03T04:05:06Z'}},'never':{'link':{'at':null}}}
                """),
            await community.TextAsync("""
                mutation {
                  now: link(input: { type: FOLLOWS, from: "member:ada", to: "member:bo" }) { link { at } }
                  never: link(input: { type: FOLLOWS, from: "member:bo", to: "member:ada", at: null }) { link { at } } }
                """));
    }

    [Fact]
    public async Task Put_again_a_link_replaces_the_one_before()
    {
        await using var community = await Community.DrawAsync(Graph);
        const string mutation = """
            mutation ($accepted: Boolean) {
                link(input: { type: ANSWERS, from: "document:a", to: "document:q", accepted: $accepted }) {
                    link { to { ... on Document {
                        answers { totalCount edges { accepted } } acceptedAnswer { id } } } } } }
            """;
        Assert.Equal(
            Community.Json("""
                {'link':{'link':{'to':{'answers':{'totalCount':1,'edges':[{'accepted':true}]},
                'acceptedAnswer':{'id':'document:a'}}}}}
                """),
            await community.TextAsync(mutation, new { accepted = true }));
        Assert.Equal(
            Community.Json("""
                {'link':{'link':{'to':{'answers':{'totalCount':1,'edges':[{'accepted':false}]},
                'acceptedAnswer':null}}}}
                """),
            await community.TextAsync(mutation, new { accepted = false }));
    }

    [Fact]
    public async Task Unlinked_it_is_gone_and_unlinked_again_nothing_happens()
    {
        await using var community = await Community.DrawAsync(Graph + "\nmember:ada -AUTHORED-> document:q");
        const string mutation = """
            mutation { unlink(input: { type: AUTHORED, from: "member:ada", to: "document:q" }) {
                removed from { id } to { ... on Document { authors { id } } } userErrors { code } } }
            """;
        Assert.Equal(
            Community.Json("""
                {'unlink':{'removed':true,'from':{'id':'member:ada'},'to':{'authors':[]},'userErrors':[]}}
                """),
            await community.TextAsync(mutation));
        Assert.False((bool)(await community.DataAsync(mutation))["unlink"]!["removed"]!);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { """type: AUTHORED, from: "member:x", to: "document:q" """, "NODE_NOT_FOUND input.from" },
        { """type: AUTHORED, from: "member:ada", to: "document:x" """, "NODE_NOT_FOUND input.to" },
        { """type: AUTHORED, from: "document:q", to: "document:a" """, "WRONG_KIND input.from" },
        { """type: AUTHORED, from: "member:ada", to: "topic:t" """, "WRONG_KIND input.to" },
        { """type: PREREQUISITE_OF, from: "course:c", to: "topic:t" """, "WRONG_KIND input.to" },
        { """type: FOLLOWS, from: "member:ada", to: "member:ada" """, "SELF_LINK input.to" },
        { """type: ABOUT, from: "document:q", to: "topic:t", confidence: 1.5 """, "INVALID_VALUE input.confidence" },
        {
            """type: FOLLOWS, from: "member:ada", to: "member:bo", commits: 1, accepted: true """,
            "INVALID_VALUE input.commits, INVALID_VALUE input.accepted"
        },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task What_is_refused_is_said_with_code_and_place(string input, string expected)
    {
        await using var community = await Community.DrawAsync(Graph);
        var payload = (await community.DataAsync(
            $$"""mutation { link(input: { {{input}} }) { link { type } userErrors { code path } } }"""))["link"]!;
        Assert.Null(payload["link"]);
        Assert.Equal(expected, string.Join(", ", payload["userErrors"]!.AsArray().Select(Line)));
    }

    private static string Line(JsonNode? error) =>
        $"{error!["code"]} {string.Join('.', error["path"]!.AsArray().Select(part => part!.ToString()))}";
}
