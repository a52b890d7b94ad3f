using KnowledgeGraph.Model.Access;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>What a curator does with documents: distil, verify, supersede, mark a duplicate.</summary>
public class CurationTests
{
    private const string Graph = """
        member:cur displayName=Cur joinedAt=2020-01-01
        member:ann displayName=Ann joinedAt=2020-01-01
        member:bob displayName=Bob joinedAt=2020-01-01
        topic:graphs name=Graphs
        topic:queues name=Queues
        document:q title=Question body="How do I queue?" format=QUESTION createdAt=2026-01-01 language=en license=MIT
        document:a title=Answer body="With a queue." format=ANSWER createdAt=2026-01-02 language=en license=MIT
        document:m title=Inside body="For members." createdAt=2026-01-02 access=members
        document:g title=Gold body="For gold." createdAt=2026-01-02 access=gold
        document:s title=Silver body="For silver." createdAt=2026-01-02 access=silver
        document:a -ANSWERS-> document:q
        member:ann -AUTHORED-> document:q
        member:bob -AUTHORED-> document:a
        document:q -ABOUT-> topic:queues
        document:a -ABOUT-> topic:queues
        document:a -ABOUT-> topic:graphs
        """;

    private static readonly Viewer Curator = new("member:cur", Role.Curator, []);

    [Fact]
    public async Task What_is_distilled_names_its_sources_and_is_about_what_they_are_about()
    {
        await using var community = await Community.DrawAsync(Graph);
        Assert.Equal(
            Community.Json("""
                {'distil':{'document':{'id':'document:guide','maturity':'DISTILLED','language':'en','license':'MIT',
                'access':'public','createdAt':'2026-02-03T04:05:06Z','authors':[{'id':'member:cur'}],
                'topics':[{'id':'topic:queues'},{'id':'topic:graphs'}],
                'derivedFrom':{'nodes':[{'id':'document:a'},{'id':'document:q'}]}},
                'creditedMembers':[{'id':'member:ann'},{'id':'member:bob'}],'userErrors':[]}}
                """),
            await DistilAsync(community, """
                id: "document:guide", sources: ["document:q", "document:a"], title: "Guide", body: "Use a queue."
                """));
        // One change, and one version.
        Assert.Equal(2, community.Follower.Current.Sequence);
    }

    [Fact]
    public async Task The_authors_of_the_sources_get_the_credit_of_what_is_built_on_them()
    {
        await using var community = await Community.DrawAsync(Graph);
        const string Points = """
            { member(id: "member:bob") { contribution(window: { days: 90 }) {
                evidence(first: 50) { nodes { rule } } } } }
            """;
        var before = (await community.DataAsync(Points))["member"]!["contribution"]!;
        Assert.DoesNotContain("built on", Community.Show(before));
        await DistilAsync(community, """
            id: "document:guide", sources: ["document:q", "document:a"], title: "Guide", body: "Use a queue."
            """);
        Assert.Contains("{'rule':'built on'}", await community.TextAsync(Points));
    }

    [Theory]
    [InlineData("document:q document:m", "members")]
    [InlineData("document:q document:m document:g", "gold")]
    public async Task Nobody_reads_what_was_distilled_who_may_not_read_all_of_its_sources(
        string sources, string access)
    {
        await using var community = await Community.DrawAsync(Graph);
        var named = string.Join(", ", sources.Split(' ').Select(source => $"\"{source}\""));
        Assert.Contains($"'access':'{access}'", await DistilAsync(community, $"""
            sources: [{named}], title: "Guide", body: "Use a queue."
            """));
    }

    [Fact]
    public async Task Sources_for_different_readers_want_a_word_on_who_may_read_it()
    {
        await using var community = await Community.DrawAsync(Graph);
        const string Input = """sources: ["document:g", "document:s"], title: "Guide", body: "Use a queue." """;
        Assert.Contains("'code':'PROPERTY_REQUIRED','path':['input','access']", await DistilAsync(community, Input));
        Assert.Contains("'access':'curators'", await DistilAsync(community, $"{Input} access: \"curators\""));
    }

    [Theory]
    [InlineData("", "PROPERTY_REQUIRED input,sources")]
    [InlineData("document:q document:none", "NODE_NOT_FOUND input,sources,1")]
    [InlineData("topic:graphs", "WRONG_KIND input,sources,0")]
    [InlineData("document:q document:q", "DUPLICATE_IN_REQUEST input,sources,1")]
    public async Task Bad_sources_are_named_and_nothing_is_made(string sources, string error)
    {
        await using var community = await Community.DrawAsync(Graph);
        var named = string.Join(", ", sources.Split(' ').Where(it => it != "").Select(source => $"\"{source}\""));
        var data = await community.DataAsync(
            $$"""
            mutation { distil(input: { sources: [{{named}}], title: "T", body: "B" }) {
                document { id } userErrors { code path } } }
            """, viewer: Curator);
        var only = Assert.Single(data["distil"]!["userErrors"]!.AsArray())!;
        Assert.Equal(
            error, $"{only["code"]} {string.Join(',', only["path"]!.AsArray().Select(part => part!.ToString()))}");
        Assert.Null(data["distil"]!["document"]);
        Assert.Equal(1, community.Follower.Current.Sequence);
    }

    [Fact]
    public async Task A_topic_that_is_not_there_is_named_and_nothing_is_made()
    {
        await using var community = await Community.DrawAsync(Graph);
        Assert.Contains("'code':'NODE_NOT_FOUND','path':['input','topics']", await DistilAsync(community, """
            sources: ["document:q"], title: "T", body: "B", topics: ["topic:none"]
            """));
        Assert.Equal(1, community.Follower.Current.Sequence);
    }

    [Fact]
    public async Task A_change_of_the_content_ends_the_verification_wherever_it_is_read()
    {
        await using var community = await Community.DrawAsync(Graph);
        const string Everywhere = """
            { document(id: "document:a") { maturity verifiedUntil }
              documents(filter: { maturity: { eq: VERIFIED } }) { totalCount }
              sedimentation(window: { days: 90 }) { funnel { raw distilled verified } }
              member(id: "member:bob") { contribution(window: { days: 90 }) { evidence(first: 9) {
                  nodes { rule } } } } }
            """;
        Assert.Equal(
            "{'verify':{'document':{'maturity':'VERIFIED','verifiedUntil':'2027-01-01T00:00:00Z'},'userErrors':[]}}",
            await VerifyAsync(community, """id: "document:a", until: "2027-01-01T00:00:00Z" """));
        Assert.Equal(
            Community.Json("""
                {'document':{'maturity':'VERIFIED','verifiedUntil':'2027-01-01T00:00:00Z'},
                'documents':{'totalCount':1},
                'sedimentation':{'funnel':{'raw':5,'distilled':1,'verified':1}},
                'member':{'contribution':{'evidence':{'nodes':[
                {'rule':'review received'},{'rule':'verified document'}]}}}}
                """), await community.TextAsync(Everywhere));

        await community.DataAsync("""
            mutation { updateDocument(input: { id: "document:a", body: "With a stack." }) { userErrors { code } } }
            """);
        Assert.Equal(
            Community.Json("""
                {'document':{'maturity':'RAW','verifiedUntil':null},
                'documents':{'totalCount':0},
                'sedimentation':{'funnel':{'raw':5,'distilled':0,'verified':0}},
                'member':{'contribution':{'evidence':{'nodes':[{'rule':'review received'},{'rule':'answer'}]}}}}
                """), await community.TextAsync(Everywhere));
        var reader = community.Follower.Current.Read(Viewer.Program);
        Assert.True(reader.TryFind("document:a", out var document) && reader.LostVerification(document));
    }

    [Fact]
    public async Task Still_right_is_said_again_without_a_change_of_the_dates()
    {
        await using var community = await Community.DrawAsync(Graph);
        await VerifyAsync(community, """id: "document:a", until: "2026-03-01T00:00:00Z" """);
        var again = await VerifyAsync(community, """id: "document:a", until: "2027-03-01T00:00:00Z" """);
        Assert.Contains("'2027-03-01T00:00:00Z'", again);
        Assert.Equal(
            "{'document':{'updatedAt':null,'createdAt':'2026-01-02T00:00:00Z'}}",
            await community.TextAsync("""{ document(id: "document:a") { updatedAt createdAt } }"""));
    }

    [Theory]
    [InlineData("""id: "document:none", until: "2027-01-01T00:00:00Z" """, "NODE_NOT_FOUND input,id")]
    [InlineData("""id: "topic:graphs", until: "2027-01-01T00:00:00Z" """, "WRONG_KIND input,id")]
    [InlineData("""id: "document:a", until: "2026-01-01T00:00:00Z" """, "INVALID_VALUE input,until")]
    [InlineData(
        """id: "document:a", until: "2027-01-01T00:00:00Z", expected: { body: "Another." }""", "CONFLICT input,body")]
    public async Task What_cannot_be_vouched_for_is_refused(string input, string error)
    {
        await using var community = await Community.DrawAsync(Graph);
        var text = await VerifyAsync(community, input, "userErrors { code path }");
        var (code, path) = (error.Split(' ')[0], error.Split(' ')[1].Replace(",", "','"));
        Assert.Equal($"{{'verify':{{'userErrors':[{{'code':'{code}','path':['{path}']}}]}}}}", text);
        Assert.Equal(1, community.Follower.Current.Sequence);
    }

    [Fact]
    public async Task What_is_superseded_leads_to_what_takes_its_place_and_never_round()
    {
        await using var community = await Community.DrawAsync(Graph);
        Assert.Equal(
            Community.Json("""
                {'supersede':{'document':{'supersededBy':{'nodes':[{'id':'document:a'}],
                'edges':[{'at':'2026-02-03T04:05:06Z','madeBy':'member:cur'}]}},
                'by':{'id':'document:a'},'userErrors':[]}}
                """),
            await community.TextAsync("""
                mutation { supersede(input: { id: "document:q", by: "document:a" }) {
                    document { supersededBy { nodes { id } edges { at madeBy } } } by { id } userErrors { code } } }
                """, viewer: Curator));
        await community.DataAsync("""
            mutation { supersede(input: { id: "document:a", by: "document:m" }) { userErrors { code } } }
            """);
        Assert.Contains("'code':'INVALID_VALUE'", await community.TextAsync("""
            mutation { supersede(input: { id: "document:m", by: "document:q" }) { userErrors { code } } }
            """));
    }

    [Fact]
    public async Task A_duplicate_leads_to_what_is_to_be_read_instead()
    {
        await using var community = await Community.DrawAsync(Graph);
        Assert.Equal(
            Community.Json("""
                {'markDuplicate':{'document':{'duplicateOf':{'nodes':[{'id':'document:q'}]}},'of':{'id':'document:q'},
                'userErrors':[]}}
                """),
            await community.TextAsync("""
                mutation { markDuplicate(input: { id: "document:m", of: "document:q" }) {
                    document { duplicateOf { nodes { id } } } of { id } userErrors { code } } }
                """, viewer: Curator));
        Assert.Equal(
            "{'markDuplicate':{'document':null,'userErrors':[{'code':'NODE_NOT_FOUND','path':['input','of']}]}}",
            await community.TextAsync("""
                mutation { markDuplicate(input: { id: "document:m", of: "document:none" }) {
                    document { id } userErrors { code path } } }
                """));
        Assert.Contains("'code':'SELF_LINK'", await community.TextAsync("""
            mutation { markDuplicate(input: { id: "document:m", of: "document:m" }) { userErrors { code path } } }
            """));
    }

    private static Task<string> DistilAsync(Community community, string input) => community.TextAsync(
        $$"""
        mutation { distil(input: { {{input}} }) {
            document { id maturity language license access createdAt authors { id } topics { id }
                derivedFrom(orderBy: [{ field: TITLE }]) { nodes { id } } }
            creditedMembers { id } userErrors { code path } } }
        """, viewer: Curator);

    private static Task<string> VerifyAsync(
        Community community, string input, string fields = "document { maturity verifiedUntil } userErrors { code }") =>
        community.TextAsync($"mutation {{ verify(input: {{ {input} }}) {{ {fields} }} }}", viewer: Curator);
}
