using KnowledgeGraph.Model;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>`recordInteractions`.</summary>
public sealed class RecordInteractionsTests
{
    private const string Graph = """
        member:ada
        document:1
        course:c
        """;

    private const string Time = "2024-01-01T00:00:00Z";

    private const string Mutation = """
        mutation ($interactions: [InteractionInput!]!) { recordInteractions(input: { interactions: $interactions }) {
            recorded alreadyRecorded userErrors { code path } } }
        """;

    [Fact]
    public async Task Sent_twice_an_interaction_is_recorded_once()
    {
        await using var community = await Community.DrawAsync(Graph);
        object[] interactions = [Like("l1"), Like("l2"), Comment("c1", "不错 \"好\"")];
        Assert.Equal(
            "{'recordInteractions':{'recorded':3,'alreadyRecorded':0,'userErrors':[]}}",
            await community.TextAsync(Mutation, new { interactions }));
        Assert.Equal(
            "{'recordInteractions':{'recorded':1,'alreadyRecorded':3,'userErrors':[]}}",
            await community.TextAsync(Mutation, new { interactions = interactions.Append(Like("l3")) }));
        Assert.Equal(
            Community.Json("""
                {'document':{'score':3,'comments':{'nodes':[{'text':'不错 \"好\"'}]}},
                'member':{'interactions':{'totalCount':4}}}
                """),
            await community.TextAsync("""
                { document(id: "document:1") { score comments { nodes { text } } }
                  member(id: "member:ada") { interactions { totalCount } } }
                """));
    }

    [Fact]
    public async Task The_same_id_twice_in_one_request_counts_once()
    {
        await using var community = await Community.DrawAsync(Graph);
        Assert.Equal(
            "{'recordInteractions':{'recorded':1,'alreadyRecorded':1,'userErrors':[]}}",
            await community.TextAsync(Mutation, new { interactions = new[] { Like("l1"), Like("l1") } }));
    }

    [Fact]
    public async Task Those_refused_do_not_hold_up_the_others()
    {
        await using var community = await Community.DrawAsync(Graph);
        object[] interactions =
        [
            Like("l1"),
            new { id = "x1", type = "LIKED", member = "member:nobody", target = "document:1", at = Time },
            new { id = "x2", type = "LIKED", member = "member:ada", target = "document:9", at = Time },
            new { id = "x3", type = "ENROLLED", member = "member:ada", target = "document:1", at = Time },
            new { id = "x4", type = "RATED", member = "member:ada", target = "course:c", at = Time },
            new { id = "x5", type = "RATED", member = "member:ada", target = "course:c", at = Time, value = 6 },
            new { id = "x6", type = "LIKED", member = "member:ada", at = Time },
            Comment("l1", "another content under an id that is taken"),
            Like("l2"),
        ];
        Assert.Equal(
            Community.Json("""
                {'recordInteractions':{'recorded':2,'alreadyRecorded':0,'userErrors':[
                {'code':'NODE_NOT_FOUND','path':['input','interactions','1','member']},
                {'code':'NODE_NOT_FOUND','path':['input','interactions','2','target']},
                {'code':'WRONG_KIND','path':['input','interactions','3','target']},
                {'code':'PROPERTY_REQUIRED','path':['input','interactions','4','value']},
                {'code':'INVALID_VALUE','path':['input','interactions','5','value']},
                {'code':'INVALID_ID','path':['input','interactions','6','target']},
                {'code':'INTERACTION_ID_TAKEN','path':['input','interactions','7','id']}]}}
                """),
            await community.TextAsync(Mutation, new { interactions }));
    }

    [Fact]
    public async Task Nothing_to_record_is_no_mistake()
    {
        await using var community = await Community.DrawAsync(Graph);
        Assert.Equal(
            "{'recordInteractions':{'recorded':0,'alreadyRecorded':0,'userErrors':[]}}",
            await community.TextAsync(Mutation, new { interactions = Array.Empty<object>() }));
    }

    [Fact]
    public async Task More_than_the_limit_are_refused_as_a_whole()
    {
        await using var community = await Community.DrawAsync(Graph);
        var interactions = Enumerable.Range(0, Limits.InteractionsPerRequestMax + 1).Select(key => Like($"l{key}"));
        Assert.Equal(
            Community.Json("""
                {'recordInteractions':{'recorded':0,'alreadyRecorded':0,
                'userErrors':[{'code':'TOO_LARGE','path':['input','interactions']}]}}
                """),
            await community.TextAsync(Mutation, new { interactions }));
        Assert.Equal(
            "{'document':{'score':0}}", await community.TextAsync("""{ document(id: "document:1") { score } }"""));
    }

    [Fact]
    public async Task A_search_needs_no_target()
    {
        await using var community = await Community.DrawAsync(Graph);
        var search = new { id = "s1", type = "SEARCHED", member = "member:ada", at = Time, text = "量子", count = 0 };
        Assert.Equal(
            "{'recordInteractions':{'recorded':1,'alreadyRecorded':0,'userErrors':[]}}",
            await community.TextAsync(Mutation, new { interactions = new[] { search } }));
    }

    private static object Like(string id) =>
        new { id, type = "LIKED", member = "member:ada", target = "document:1", at = Time };

    private static object Comment(string id, string text) =>
        new { id, type = "COMMENTED", member = "member:ada", target = "document:1", at = Time, text };
}
