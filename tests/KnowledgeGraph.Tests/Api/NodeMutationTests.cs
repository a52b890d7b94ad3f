using System.Text.Json.Nodes;
using KnowledgeGraph.Model;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>Create, update and delete.</summary>
public sealed class NodeMutationTests
{
    [Fact]
    public async Task An_update_that_expects_what_is_no_longer_so_is_a_conflict()
    {
        await using var community = await Community.DrawAsync("topic:a name=First");
        const string Rename = """
            mutation ($name: String!) {
              updateTopic(input: { id: "topic:a", name: $name, expected: { name: "First" } }) {
                topic { name } userErrors { code path } } }
            """;
        Assert.Equal(Community.Json("{'updateTopic':{'topic':{'name':'Second'},'userErrors':[]}}"),
            await community.TextAsync(Rename, new { name = "Second" }));
        Assert.Equal(Community.Json(
            "{'updateTopic':{'topic':null,'userErrors':[{'code':'CONFLICT','path':['input','name']}]}}"),
            await community.TextAsync(Rename, new { name = "Third" }));
        Assert.Equal(Community.Json("{'topic':{'name':'Second'}}"),
            await community.TextAsync("{ topic(id: \"topic:a\") { name } }"));
    }

    [Fact]
    public async Task What_is_created_is_answered_and_read_by_the_next_request()
    {
        await using var community = await Community.DrawAsync("");
        const string fields =
            "id displayName handle kind roles joinedAt url bio location access documents { totalCount }";
        var created = (await community.DataAsync(
            $$"""
            mutation ($input: CreateMemberInput!) {
                createMember(input: $input) { member { {{fields}} } userErrors { code } } }
            """,
            new
            {
                input = new
                {
                    id = "member:陈",
                    displayName = "陈一 \"\\\n😀",
                    handle = "chen",
                    kind = "BOT",
                    roles = new[] { "a", "b" },
                    joinedAt = "2020-01-02T03:04:05.123456789+02:00",
                    url = "https://example.org/陈",
                    bio = "",
                    location = "上海",
                    access = "members",
                },
            }))["createMember"]!;
        Assert.Equal("[]", Community.Show(created["userErrors"]));
        var member = created["member"]!;
        Assert.Equal("陈一 \"\\\n😀", (string)member["displayName"]!);
        Assert.Equal("2020-01-02T01:04:05.1234567Z", (string)member["joinedAt"]!);
        Assert.Equal("", (string)member["bio"]!);
        Assert.Equal("['a','b']", Community.Show(member["roles"]));
        Assert.Equal(
            Community.Show(member),
            Community.Show((await community.DataAsync($$"""{ member(id: "member:陈") { {{fields}} } }"""))["member"]));
    }

    [Theory]
    [InlineData("Member", "member", "displayName")]
    [InlineData("Document", "document", "title")]
    [InlineData("CodeRepository", "codeRepository", "name")]
    [InlineData("Course", "course", "title")]
    [InlineData("Topic", "topic", "name")]
    [InlineData("Activity", "activity", "title")]
    public async Task Each_kind_is_created_changed_and_deleted(string kind, string field, string title)
    {
        await using var community = await Community.DrawAsync("");
        Assert.True(NodeKinds.TryGet(kind, out var definition));
        var created = await community.DataAsync($$"""
            mutation { create{{kind}}(input: { {{title}}: "First" }) {
                {{field}} { id {{title}} access } userErrors { code } } }
            """);
        var node = created[$"create{kind}"]![field]!;
        var id = (string)node["id"]!;
        Assert.StartsWith(definition.IdPrefix + ":", id);
        Assert.Equal("First", (string)node[title]!);
        Assert.Equal("public", (string)node["access"]!);

        Assert.Equal(
            Community.Json($$"""
                {'update{{kind}}':{'{{field}}':{'id':'{{id}}','{{title}}':'第二'},'userErrors':[]},
                'delete{{kind}}':{'deletedId':'{{id}}','userErrors':[]} }
                """),
            await community.TextAsync($$"""
                mutation {
                  update{{kind}}(input: { id: "{{id}}", {{title}}: "第二" }) {
                    {{field}} { id {{title}} } userErrors { code } }
                  delete{{kind}}(input: { id: "{{id}}" }) { deletedId userErrors { code } } }
                """));
        Assert.Equal("{'node':null}", await community.TextAsync($$"""{ node(id: "{{id}}") { id } }"""));
    }

    [Fact]
    public async Task A_document_is_of_now_where_its_author_does_not_say_when()
    {
        await using var community = await Community.DrawAsync("");
        Assert.Equal(
            Community.Json("""
                {'now':{'document':{'createdAt':'2026-02-03T04:05:06Z'}},
                'then':{'document':{'createdAt':'2020-01-01T00:00:00Z'}},
                'never':{'document':{'createdAt':null}}}
                """),
            await community.TextAsync("""
                mutation {
                  now: createDocument(input: { title: "A" }) { document { createdAt } }
                  then: createDocument(input: { createdAt: "2020-01-01T00:00:00Z" }) { document { createdAt } }
                  never: createDocument(input: { createdAt: null }) { document { createdAt } } }
                """));
    }

    [Fact]
    public async Task What_is_not_given_stays_and_null_takes_away()
    {
        await using var community = await Community.DrawAsync(
            "document:1 title=T body=B score=7 format=VIDEO language=en");
        Assert.Equal(
            Community.Json("""
                {'updateDocument':{'document':
                {'title':null,'body':'B','excerpt':'B','score':7,'format':'VIDEO','language':'de'},'userErrors':[]}}
                """),
            await community.TextAsync("""
                mutation { updateDocument(input: { id: "document:1", title: null, language: "de" }) {
                    document { title body excerpt score format language } userErrors { code } } }
                """));
    }

    [Fact]
    public async Task Later_fields_of_a_mutation_see_what_earlier_ones_did_and_earlier_ones_do_not_see_later_ones()
    {
        await using var community = await Community.DrawAsync("topic:a name=A");
        Assert.Equal(
            Community.Json("""
                {'one':{'topic':{'name':'B','documents':{'totalCount':0}}},
                'two':{'document':{'id':'document:1','topics':[]}},
                'three':{'link':{'to':{'name':'B','documents':{'totalCount':1}}}},
                'four':{'topic':{'name':'C','documentCount':1}}}
                """),
            await community.TextAsync("""
                mutation {
                  one: updateTopic(input: { id: "topic:a", name: "B" }) { topic { name documents { totalCount } } }
                  two: createDocument(input: { id: "document:1" }) { document { id topics { id } } }
                  three: link(input: { type: ABOUT, from: "document:1", to: "topic:a" }) {
                    link { to { ... on Topic { name documents { totalCount } } } } }
                  four: updateTopic(input: { id: "topic:a", name: "C" }) { topic { name documentCount } } }
                """));
    }

    [Fact]
    public async Task A_deleted_node_takes_its_links_and_interactions_along()
    {
        await using var community = await Community.DrawAsync("""
            member:ada
            document:1
            document:2
            topic:a
            member:ada -AUTHORED-> document:1
            member:ada -AUTHORED-> document:2
            document:1 -ABOUT-> topic:a
            member:ada -LIKED-> document:1
            """);
        await community.DataAsync("""mutation { deleteDocument(input: { id: "document:1" }) { deletedId } }""");
        Assert.Equal(
            Community.Json("""
                {'member':{'documents':{'nodes':[{'id':'document:2'}]},'interactions':{'totalCount':0}},
                'topic':{'documentCount':0}}
                """),
            await community.TextAsync("""
                { member(id: "member:ada") { documents { nodes { id } } interactions { totalCount } }
                  topic(id: "topic:a") { documentCount } }
                """));
    }

    public static TheoryData<string, string> Refused => new()
    {
        { """createTopic(input: { id: "topic:a", name: "A" })""", "NODE_EXISTS input.id" },
        { """createTopic(input: { id: "document:1", name: "A" })""", "WRONG_KIND input.id" },
        { """createTopic(input: { id: "", name: "A" })""", "INVALID_ID input.id" },
        { """createTopic(input: { name: "" })""", "PROPERTY_REQUIRED input.name" },
        { """updateTopic(input: { id: "topic:x", name: "A" })""", "NODE_NOT_FOUND input.id" },
        { """updateTopic(input: { id: "document:d", name: "A" })""", "WRONG_KIND input.id" },
        { """updateTopic(input: { id: "topic:a", name: null })""", "PROPERTY_REQUIRED input.name" },
        { """deleteTopic(input: { id: "topic:x" })""", "NODE_NOT_FOUND input.id" },
        { """deleteTopic(input: { id: "document:d" })""", "WRONG_KIND input.id" },
        { """createMember(input: { displayName: "A", url: "mailto:a@example.org" })""", "INVALID_VALUE input.url" },
        { """createDocument(input: { viewCount: -1 })""", "INVALID_VALUE input.viewCount" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task What_is_refused_is_said_with_code_and_place_and_nothing_is_changed(string field, string expected)
    {
        await using var community = await Community.DrawAsync("topic:a name=Old\ndocument:d title=Old");
        var before = await community.Store.GetSequenceAsync();
        var payload = (await community.DataAsync(
            $$"""mutation { result: {{field}} { __typename userErrors { code message path } } }"""))["result"]!;
        Assert.Equal(expected, string.Join(", ", payload["userErrors"]!.AsArray().Select(Line)));
        Assert.All(payload["userErrors"]!.AsArray(), error => Assert.NotEmpty((string)error!["message"]!));
        Assert.Equal(before, await community.Store.GetSequenceAsync());
    }

    [Fact]
    public async Task All_mistakes_of_an_input_are_said_at_once()
    {
        await using var community = await Community.DrawAsync("");
        var data = await community.DataAsync("""
            mutation { createDocument(input: { id: "topic:1", viewCount: -1, url: "ftp://x", language: "en" }) {
                document { id } userErrors { code path } } }
            """);
        var payload = data["createDocument"]!;
        Assert.Null(payload["document"]);
        Assert.Equal(
            ["INVALID_VALUE input.url", "INVALID_VALUE input.viewCount", "WRONG_KIND input.id"],
            payload["userErrors"]!.AsArray().Select(Line).Order());
    }

    [Fact]
    public async Task Two_requests_at_once_cannot_create_the_same_node()
    {
        await using var community = await Community.DrawAsync("");
        const string mutation = """
            mutation { createTopic(input: { id: "topic:one", name: "One" }) { topic { id } userErrors { code } } }
            """;
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            Task.Run(() => community.TextAsync(mutation))));
        Assert.Equal(
            [
                "{'createTopic':{'topic':null,'userErrors':[{'code':'NODE_EXISTS'}]}}",
                "{'createTopic':{'topic':{'id':'topic:one'},'userErrors':[]}}",
            ],
            answers.Distinct().Order());
        Assert.Single(answers, answer => !answer.Contains("NODE_EXISTS"));
    }

    [Fact]
    public async Task Whoever_was_answered_reads_what_was_written_however_many_write_at_once()
    {
        await using var community = await Community.DrawAsync("");
        await Task.WhenAll(Enumerable.Range(0, 24).Select(key => Task.Run(async () =>
        {
            var text = await community.TextAsync($$"""
                mutation { createTopic(input: { id: "topic:{{key}}", name: "{{key}}" }) { topic { name } } }
                """);
            Assert.Equal($"{{'createTopic':{{'topic':{{'name':'{key}'}}}}}}", text);
            Assert.Equal(
                $"{{'topic':{{'name':'{key}'}}}}",
                await community.TextAsync($$"""{ topic(id: "topic:{{key}}") { name } }"""));
        })));
        Assert.Equal("{'topics':{'totalCount':24}}", await community.TextAsync("{ topics { totalCount } }"));
    }

    [Fact]
    public async Task A_value_that_does_not_fit_its_type_is_an_error_of_the_request()
    {
        await using var community = await Community.DrawAsync("");
        var response = await community.AskAsync(
            "mutation ($at: DateTime) { createDocument(input: { createdAt: $at }) { document { id } } }",
            new { at = "yesterday" });
        Assert.Null(response["data"]);
        Assert.Equal("BAD_USER_INPUT", (string)response["errors"]![0]!["extensions"]!["code"]!);
        Assert.Contains("yesterday", (string)response["errors"]![0]!["message"]!);
    }

    private static string Line(JsonNode? error) =>
        $"{error!["code"]} {string.Join('.', error["path"]!.AsArray().Select(part => part!.ToString()))}";
}
