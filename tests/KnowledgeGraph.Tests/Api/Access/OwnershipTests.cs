using KnowledgeGraph.Model.Access;
using Xunit;

namespace KnowledgeGraph.Tests.Api.Access;

/// <summary>Members change what is theirs, and learn nothing of what they may not see.</summary>
public sealed class OwnershipTests : IAsyncLifetime
{
    private const string Graph = """
        member:ann
        member:bob
        member:hidden access=curators
        document:ann title=Hers
        document:bob title=His
        document:hidden title=Secret access=curators
        document:both title=Theirs
        topic:open
        topic:hidden access=curators
        activity:anns
        member:ann -AUTHORED-> document:ann
        member:bob -AUTHORED-> document:bob
        member:ann -AUTHORED-> document:both
        member:ann -HOSTS-> activity:anns
        """;

    private static readonly Viewer Ann = new("member:ann", Role.Member, []);

    private Community _community = null!;

    public async Task InitializeAsync() => _community = await Community.DrawAsync(Graph);

    public async Task DisposeAsync() => await _community.DisposeAsync();

    [Theory]
    [InlineData("updateMember(input: {id: \"member:ann\", bio: \"Hello\"}) { userErrors { code } }", null)]
    [InlineData("updateMember(input: {id: \"member:bob\", bio: \"Hello\"}) { userErrors { code } }", "FORBIDDEN")]
    [InlineData("updateMember(input: {id: \"member:ann\", roles: [\"boss\"]}) { userErrors { code } }", "FORBIDDEN")]
    [InlineData("updateDocument(input: {id: \"document:ann\", title: \"New\"}) { userErrors { code } }", null)]
    [InlineData("updateDocument(input: {id: \"document:both\", title: \"New\"}) { userErrors { code } }", null)]
    [InlineData("updateDocument(input: {id: \"document:bob\", title: \"New\"}) { userErrors { code } }", "FORBIDDEN")]
    [InlineData(
        "updateDocument(input: {id: \"document:ann\", maturity: VERIFIED}) { userErrors { code } }", "FORBIDDEN")]
    [InlineData("updateDocument(input: {id: \"document:ann\", access: \"gold\"}) { userErrors { code } }", "FORBIDDEN")]
    [InlineData("deleteDocument(input: {id: \"document:ann\"}) { userErrors { code } }", null)]
    [InlineData("updateActivity(input: {id: \"activity:anns\", title: \"New\"}) { userErrors { code } }", null)]
    [InlineData("deleteActivity(input: {id: \"activity:anns\"}) { userErrors { code } }", "FORBIDDEN")]
    [InlineData("deleteMember(input: {id: \"member:ann\"}) { userErrors { code } }", "FORBIDDEN")]
    [InlineData("createTopic(input: {name: \"Mine\"}) { userErrors { code } }", "FORBIDDEN")]
    [InlineData(
        "createDocument(input: {id: \"document:chosen\", title: \"T\"}) { userErrors { code } }", "FORBIDDEN")]
    [InlineData(
        "link(input: {type: FOLLOWS, from: \"member:ann\", to: \"member:bob\"}) { userErrors { code } }", null)]
    [InlineData(
        "link(input: {type: FOLLOWS, from: \"member:bob\", to: \"member:ann\"}) { userErrors { code } }", "FORBIDDEN")]
    [InlineData(
        "link(input: {type: AUTHORED, from: \"member:ann\", to: \"document:bob\"}) { userErrors { code } }",
        "FORBIDDEN")]
    [InlineData(
        "unlink(input: {type: AUTHORED, from: \"member:ann\", to: \"document:ann\"}) { userErrors { code } }",
        "FORBIDDEN")]
    public async Task A_member_changes_what_is_its_own(string field, string? code)
    {
        var answer = await _community.AskAsync($"mutation {{ it: {field} }}", null, Ann);
        var found = (string?)answer["errors"]?[0]?["extensions"]?["code"]
            ?? (string?)answer["data"]?["it"]?["userErrors"]?.AsArray().FirstOrDefault()?["code"];
        Assert.Equal(code, found);
    }

    [Fact]
    public async Task A_member_is_the_author_of_what_it_creates_and_may_go_on_with_it()
    {
        var created = await _community.DataAsync(
            "mutation { createDocument(input: {title: \"Mine\"}) { document { id authors { id } } } }", null, Ann);
        var document = created["createDocument"]!["document"]!;
        Assert.Equal("[{'id':'member:ann'}]", Community.Show(document["authors"]));

        var changed = await _community.TextAsync(
            "mutation ($id: ID!) { updateDocument(input: {id: $id, title: \"Better\"}) { document { title } } }",
            new { id = (string)document["id"]! }, Ann);
        Assert.Equal("{'updateDocument':{'document':{'title':'Better'}}}", changed);
    }

    [Theory]
    [InlineData("""
        link(input: {type: INTERESTED_IN, from: "member:ann", to: "topic:ID"}) { userErrors { code message } }
        """)]
    [InlineData("""
        unlink(input: {type: INTERESTED_IN, from: "member:ann", to: "topic:ID"})
        { removed to { id } userErrors { message } }
        """)]
    [InlineData("""updateDocument(input: {id: "document:ID", title: "New"}) { userErrors { message } }""")]
    [InlineData("""deleteDocument(input: {id: "document:ID"}) { userErrors { message } }""")]
    [InlineData("""
        recordInteractions(input: {interactions: [{
          id: "member:ann/1", type: LIKED, member: "member:ann", target: "document:ID", at: "2024-01-01T00:00:00Z"}]})
        { recorded userErrors { code message path } }
        """)]
    [InlineData("""
        recordInteractions(input: {interactions: [{
          id: "x", type: LIKED, member: "member:ID", at: "2024-01-01T00:00:00Z"}]})
        { recorded userErrors { code message path } }
        """)]
    public async Task What_is_hidden_is_answered_as_what_is_not_there(string field)
    {
        var hidden = await _community.AskAsync($"mutation {{ {field.Replace("ID", "hidden")} }}", null, Ann);
        var missing = await _community.AskAsync($"mutation {{ {field.Replace("ID", "absent")} }}", null, Ann);
        Assert.Equal(Community.Show(missing).Replace("absent", "hidden"), Community.Show(hidden));
    }

    [Fact]
    public async Task Ids_of_what_a_member_did_begin_with_its_own()
    {
        const string Record = """
            mutation ($id: ID!) { recordInteractions(input: {interactions: [
              {id: $id, type: LIKED, member: "member:ann", target: "document:bob", at: "2024-01-01T00:00:00Z"}]})
              { recorded userErrors { code } } }
            """;
        Assert.Equal(
            "{'recordInteractions':{'recorded':1,'userErrors':[]}}",
            await _community.TextAsync(Record, new { id = "member:ann/like/1" }, Ann));
        Assert.Equal(
            "{'recordInteractions':{'recorded':0,'userErrors':[{'code':'INVALID_ID'}]}}",
            await _community.TextAsync(Record, new { id = "like/2" }, Ann));
    }

    [Fact]
    public async Task With_one_refusal_nothing_of_a_request_is_done()
    {
        var answer = await _community.AskAsync("""
            mutation {
              one: updateMember(input: {id: "member:ann", bio: "Changed"}) { userErrors { code } }
              two: deleteMember(input: {id: "member:bob"}) { userErrors { code } }
            }
            """, null, Ann);
        Assert.Null(answer["data"]);
        Assert.Equal(
            "{'member':{'bio':null}}", await _community.TextAsync("{ member(id: \"member:ann\") { bio } }"));
    }

    [Fact]
    public async Task The_viewer_is_told_who_it_is()
    {
        const string Query = "{ viewer { role tiers member { id } expiresAt } }";
        Assert.Equal(
            "{'viewer':{'role':'MEMBER','tiers':['gold'],'member':{'id':'member:ann'},'expiresAt':null}}",
            await _community.TextAsync(Query, null, Ann with { Tiers = ["gold"] }));
        Assert.Equal(
            "{'viewer':{'role':'ANONYMOUS','tiers':[],'member':null,'expiresAt':null}}",
            await _community.TextAsync(Query, null, Viewer.Anonymous));
    }
}
