using System.Text.Json.Nodes;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

public class RecommendationTests
{
    private const string Graph = """
        member:ann displayName=Ann
        member:bob displayName=Bob
        member:cid displayName=Cid
        member:new displayName=New
        topic:graphs name=Graphs
        document:start title=Start createdAt=2026-01-01
        document:next title=Next createdAt=2026-01-02
        document:other title=Other createdAt=2026-01-03
        course:one title="Course One"
        course:two title="Course Two"
        repository:r name=Tools
        document:start -ABOUT-> topic:graphs
        document:other -ABOUT-> topic:graphs
        repository:r -ABOUT-> topic:graphs
        course:one -ABOUT-> topic:graphs
        course:two -ABOUT-> topic:graphs
        course:one -PREREQUISITE_OF-> course:two
        member:cid -AUTHORED-> document:other
        member:ann -LIKED-> document:start id=1 at=2026-02-01
        member:bob -LIKED-> document:start id=2 at=2026-02-01
        member:bob -LIKED-> document:next id=3 at=2026-02-01
        member:cid -VIEWED-> document:start id=4 at=2026-02-01
        """;

    private const string Paths = "paths { kind share nodes { id } edges { type from { id } to { id } } isComplete }";

    [Fact]
    public async Task What_others_liked_too_comes_with_the_path_that_leads_there()
    {
        await using var community = await Community.DrawAsync(Graph);
        var nodes = await Nodes(community, $$"""
            { member(id: "member:ann") { recommendations(kinds: [DOCUMENT]) { nodes {
              node { id } {{Paths}} reason } } } }
            """);
        var next = nodes.Single(node => (string?)node!["node"]!["id"] == "document:next")!;
        // What is busy adds its part, and comes last.
        var (path, busy) = (next["paths"]![0]!.AsObject(), next["paths"]![1]!);
        Assert.Equal("RISING", (string?)busy["kind"]);
        Assert.Equal(1, (double)path["share"]! + (double)busy["share"]!, 9);
        path.Remove("share");
        Assert.Equal(
            Community.Json("""
                {'kind':'OTHERS_TOO',
                'nodes':[{'id':'member:ann'},{'id':'document:start'},{'id':'member:bob'},{'id':'document:next'}],
                'edges':[{'type':'LIKED','from':{'id':'member:ann'},'to':{'id':'document:start'}},
                {'type':'LIKED','from':{'id':'member:bob'},'to':{'id':'document:start'}},
                {'type':'LIKED','from':{'id':'member:bob'},'to':{'id':'document:next'}}],'isComplete':true}
                """),
            Community.Show(path));
        Assert.Equal(
            "Because Ann liked “Start”: others who were active with it were active here too; " +
            "1 more path leads here.",
            (string?)next["reason"]);
        Assert.DoesNotContain(nodes, node => (string?)node!["node"]!["id"] == "document:start");
    }

    [Fact]
    public async Task Explanations_say_how_new_and_how_known_what_they_rest_on_is()
    {
        await using var community = await Community.DrawAsync(Graph);
        // Ann liked one thing before: the path begins with the newer of two. Bob, in the middle, did two things.
        await community.AddAsync("member:ann -LIKED-> document:other id=5 at=2026-01-01");
        var quality = await community.TextAsync("""
            { member(id: "member:ann") { recommendations(kinds: [DOCUMENT], first: 1) {
              nodes { node { id } } explanations { fidelity recency popularity diversity } } } }
            """);
        Assert.Equal(
            Community.Json("""
                {'member':{'recommendations':{'nodes':[{'node':{'id':'document:next'}}],
                'explanations':{'fidelity':1,'recency':1,'popularity':2,'diversity':1}}}}
                """),
            quality);
    }

    [Fact]
    public async Task What_was_just_done_is_in_the_next_answer()
    {
        await using var community = await Community.DrawAsync(Graph);
        const string Ask = """
            { member(id: "member:new") { recommendations(kinds: [DOCUMENT]) { nodes {
              node { id } paths { kind nodes { id } } } } } }
            """;
        Assert.Contains("'kind':'RISING'", await community.TextAsync(Ask));
        await community.DataAsync("""
            mutation { recordInteractions(input: { interactions: [{
              id: "n/1", type: LIKED, member: "member:new", target: "document:next", at: "2026-02-02T00:00:00Z"
            }] }) { recorded } }
            """);
        Assert.Equal(
            Community.Json("""
                {'member':{'recommendations':{'nodes':[{'node':{'id':'document:start'},'paths':[{'kind':'OTHERS_TOO',
                'nodes':[{'id':'member:new'},{'id':'document:next'},{'id':'member:bob'},{'id':'document:start'}]},
                {'kind':'RISING','nodes':[{'id':'document:start'}]}]}]}}}
                """),
            await community.TextAsync(Ask));
    }

    [Fact]
    public async Task Reasons_are_given_in_Chinese_to_those_who_ask()
    {
        await using var community = await Community.DrawAsync(Graph);
        var nodes = await Nodes(community, """
            { member(id: "member:ann") { recommendations(kinds: [DOCUMENT]) { nodes {
              node { id } reason(language: ZH) } } } }
            """);
        Assert.Contains(
            nodes, node => $"{node!["reason"]}".StartsWith("因为Ann喜欢“Start”", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_course_waits_until_its_prerequisite_is_completed()
    {
        await using var community = await Community.DrawAsync(Graph);
        const string Ask = """
            { member(id: "member:ann") { recommendations(kinds: [COURSE]) { nodes { node { id } } } }
              whyNot(member: "member:ann", id: "course:two") { reason missing { id } rank } }
            """;
        Assert.Equal(
            Community.Json("""
                {'member':{'recommendations':{'nodes':[{'node':{'id':'course:one'}}]}},
                'whyNot':{'reason':'PREREQUISITE_MISSING','missing':[{'id':'course:one'}],'rank':null}}
                """),
            await community.TextAsync(Ask));
        await community.AddAsync("member:ann -COMPLETED-> course:one id=5 at=2026-02-02");
        Assert.Equal(
            Community.Json("""
                {'member':{'recommendations':{'nodes':[{'node':{'id':'course:two'}}]}},
                'whyNot':{'reason':'RECOMMENDED','missing':[],'rank':2}}
                """),
            await community.TextAsync(Ask));
    }

    [Fact]
    public async Task What_a_member_does_not_want_is_left_out_at_once()
    {
        await using var community = await Community.DrawAsync(Graph);
        await community.DataAsync("""
            mutation { recordInteractions(input: { interactions: [{
              id: "n/1", type: NOT_INTERESTED, member: "member:ann", target: "document:next", at: "2026-02-02T00:00:00Z"
            }] }) { recorded } }
            """);
        var text = await community.TextAsync("""
            { member(id: "member:ann") { recommendations { nodes { node { id } } } }
              whyNot(member: "member:ann", id: "document:next") { reason edge { type } } }
            """);
        Assert.DoesNotContain("document:next", text);
        Assert.Contains("'whyNot':{'reason':'NOT_INTERESTED','edge':{'type':'NOT_INTERESTED'}}", text);
    }

    [Fact]
    public async Task Somebody_new_starts_from_topics_given_or_interests_or_what_is_rising()
    {
        await using var community = await Community.DrawAsync(Graph);
        var given = await community.TextAsync("""
            { member(id: "member:new") { recommendations(topics: ["topic:graphs"], kinds: [DOCUMENT]) {
              nodes { node { id } paths { kind } } } } }
            """);
        Assert.Contains("'document:other'},'paths':[{'kind':'TOPIC'}]", given);
        var rising = await Nodes(community, """
            { member(id: "member:new") { recommendations { nodes { node { id } paths { kind share } reason } } } }
            """);
        Assert.Equal("document:start", (string?)rising[0]!["node"]!["id"]);
        Assert.Equal("[{'kind':'RISING','share':1}]", Community.Show(rising[0]!["paths"]));
        Assert.Equal("Many are active here these days.", (string?)rising[0]!["reason"]);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap()
    {
        await using var community = await Community.DrawAsync(Graph);
        const string Ask = """
            query($after: String) { recommendations(from: ["document:start"], first: 1, after: $after) {
              nodes { node { id } } pageInfo { hasNextPage endCursor } totalCount } }
            """;
        var (ids, after, more) = (new List<string>(), (string?)null, true);
        while (more)
        {
            var page = (await community.DataAsync(Ask, new { after }))["recommendations"]!;
            ids.AddRange(page["nodes"]!.AsArray().Select(node => (string)node!["node"]!["id"]!));
            (after, more) = ((string?)page["pageInfo"]!["endCursor"], (bool)page["pageInfo"]!["hasNextPage"]!);
            Assert.Equal(ids.Count + (more ? 1 : 0), Math.Min(ids.Count + 1, (int)page["totalCount"]!));
        }

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Contains("document:next", ids);
        Assert.StartsWith("INVALID_CURSOR", await community.ErrorAsync(Ask, new { after = "?" }));
    }

    [Fact]
    public async Task Experts_next_courses_related_and_contributors_are_found_along_paths()
    {
        await using var community = await Community.DrawAsync(Graph);
        var text = await community.TextAsync("""
            { topic(id: "topic:graphs") { experts(first: 1) { nodes { node { id } reason } } }
              course(id: "course:one") { nextCourses(first: 1) { nodes { node { id } reason } } }
              document(id: "document:next") { related(first: 1) { nodes { node { id } } } }
              codeRepository(id: "repository:r") { suggestedContributors(first: 1) { nodes { node { id } } } } }
            """);
        Assert.Equal(
            Community.Json("""
                {'topic':{'experts':{'nodes':[{'node':{'id':'member:cid'},
                'reason':'Made “Other”, which belongs to “Graphs”; 1 more path leads here.'}]}},
                'course':{'nextCourses':{'nodes':[{'node':{'id':'course:two'},
                'reason':'This course comes after “Course One”; 1 more path leads here.'}]}},
                'document':{'related':{'nodes':[{'node':{'id':'document:start'}}]}},
                'codeRepository':{'suggestedContributors':{'nodes':[{'node':{'id':'member:cid'}}]}}}
                """),
            text);
    }

    [Fact]
    public async Task Two_nodes_hang_together_by_their_best_paths()
    {
        await using var community = await Community.DrawAsync(Graph);
        var text = await community.TextAsync("""
            { connections(from: "member:ann", to: "document:next", first: 1) { nodes { id } edges { type } } }
            """);
        Assert.Equal(
            Community.Json("""
                {'connections':[{'nodes':[{'id':'member:ann'},{'id':'document:start'},{'id':'member:bob'},
                {'id':'document:next'}],'edges':[{'type':'LIKED'},{'type':'LIKED'},{'type':'LIKED'}]}]}
                """),
            text);
    }

    private static async Task<JsonArray> Nodes(Community community, string document) =>
        (await community.DataAsync(document))["member"]!["recommendations"]!["nodes"]!.AsArray();
}
