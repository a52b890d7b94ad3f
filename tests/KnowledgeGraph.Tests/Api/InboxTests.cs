using System.Text.Json.Nodes;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Commands;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>Threads to distil, and the curator's list of work. Now is 2026-02-03.</summary>
public sealed class InboxTests
{
    private const string Graph = """
        member:cur roles=curator
        member:ada
        topic:graphs name=Graphs
        document:q title="How do I walk a graph?" format=QUESTION createdAt=2026-01-05 viewCount=99 score=3
          body="I have a large graph with many nodes. How do I walk the graph without visiting nodes twice?"
        document:a format=ANSWER createdAt=2026-01-06 score=7
          body="Walk the graph breadth first and mark the visited nodes. A bitmap marks nodes in little room."
        document:b format=ANSWER createdAt=2026-01-07 score=1
          body="Recursion works too, until the stack overflows."
        document:q2 title="Visiting nodes once" format=QUESTION createdAt=2026-01-08 body="How do I visit nodes once?"
        document:done title="Already distilled" format=QUESTION createdAt=2026-01-01
        document:ans format=ANSWER createdAt=2026-01-02 body="Long ago."
        document:ended title=Ended maturity=VERIFIED createdAt=2026-01-10 verifiedUntil=2026-01-30 viewCount=20
        document:loose title=Loose createdAt=2026-01-11
        document:a -ANSWERS-> document:q accepted=true
        document:b -ANSWERS-> document:q
        document:ans -ANSWERS-> document:done
        document:ended -DERIVED_FROM-> document:done
        document:q2 -DUPLICATES-> document:q
        document:q -ABOUT-> topic:graphs
        document:ended -ABOUT-> topic:graphs
        member:ada -INTERESTED_IN-> topic:graphs
        member:ada -COMMENTED-> document:q id=c/1 at=2026-01-09 text="Mark nodes of the graph before you walk on."
        """;

    private const string Ask = "{ inbox { totalCount nodes { id kind act gain node { id } others { id } } } }";

    private static readonly Viewer Curator = new("member:cur", Role.Curator, []);

    [Fact]
    public async Task A_thread_worth_distilling_says_why_and_what_it_has_to_say()
    {
        await using var community = await Community.DrawAsync(Graph);
        var data = await community.DataAsync(
            """
            { distillationCandidates(topic: "topic:graphs") { totalCount nodes { thread { id } score
                reasons { name count value } sources { id } related { id }
                outline { section text sourceId author { id } } } } }
            """);
        var row = Assert.Single(data["distillationCandidates"]!["nodes"]!.AsArray())!;
        var reasons = row["reasons"]!.AsArray();

        Assert.Equal("document:q", (string)row["thread"]!["id"]!);
        Assert.Equal([99, 3, 1, 7, 2, 1, 1, 1], reasons.Select(reason => (int)reason!["count"]!));
        Assert.Equal((double)row["score"]!, reasons.Sum(reason => (double)reason!["value"]!), 12);
        // 0.5 ln 100 + ln 4 + 1 + 0.5 ln 8 + 0.7 ln 3 + 0.3 ln 2 + 1.5 ln 2 + 1.5 / 2 = 9.494818
        Assert.Equal(
            (0.5 * Math.Log(100)) + Math.Log(4) + 1 + (0.5 * Math.Log(8)) + (0.7 * Math.Log(3)) + (1.8 * Math.Log(2))
            + 0.75,
            (double)row["score"]!, 12);
        Assert.Equal(
            "[{'id':'document:q'},{'id':'document:a'},{'id':'document:b'}]", Community.Show(row["sources"]));
        var outline = row["outline"]!.AsArray();
        Assert.Contains(outline, point => (string)point!["section"]! == "ANSWER"
            && (string)point["text"]! == "Walk the graph breadth first and mark the visited nodes."
            && (string)point["sourceId"]! == "document:a");
        Assert.Contains(outline, point => (string)point!["section"]! == "COMMENT"
            && (string)point["sourceId"]! == "c/1" && (string)point["author"]!["id"]! == "member:ada");
        Assert.Equal(outline.Count, outline.Select(point => (string)point!["text"]!).Distinct().Count());
    }

    [Fact]
    public async Task The_inbox_is_one_list_by_gain()
    {
        await using var community = await Community.DrawAsync(Graph);
        var data = await community.DataAsync(
            """
            { inbox { totalCount nodes { kind act gain node { id } others { id } reasons { text } } }
              zh: inbox(kinds: [STALE], language: ZH) { nodes { reasons { text } } } }
            """,
            viewer: Curator);
        var rows = data["inbox"]!["nodes"]!.AsArray();

        Assert.Equal(
            ["DISTILLATION document:q", "GAP topic:graphs", "ORPHAN document:loose", "STALE document:ended"],
            rows.Select(row => $"{row!["kind"]} {row["node"]!["id"]}").Order());
        var gains = rows.Select(row => (double)row!["gain"]!).ToList();
        Assert.Equal(gains.OrderDescending(), gains);
        Assert.Equal(
            ["distil", "distil", "link", "verify"], rows.Select(row => (string)row!["act"]!).Order());
        Assert.Equal(
            "[{'text':'其验证已于 2026-01-30 到期。'}]", Community.Show(data["zh"]!["nodes"]![0]!["reasons"]));
    }

    [Fact]
    public async Task What_was_settled_is_left_out_until_it_changes()
    {
        await using var community = await Community.DrawAsync(Graph);

        Assert.Equal("4", await CountAsync(community));
        Assert.Equal(1, await SayAsync(community, "completeInboxItem", "STALE/document:ended"));
        Assert.Equal(0, await SayAsync(community, "completeInboxItem", "STALE/document:ended"));
        Assert.Equal("3", await CountAsync(community));
        Assert.Equal(1, await SayAsync(community, "dismissInboxItem", "DISTILLATION/document:q"));
        Assert.Equal("2", await CountAsync(community));

        // One more answer is news; that the word for a document ended on another day too.
        await community.AddAsync("document:c format=ANSWER createdAt=2026-02-01\ndocument:c -ANSWERS-> document:q");
        Assert.Equal("3", await CountAsync(community));
        Assert.Equal(1, await SayAsync(community, "dismissInboxItem", "DISTILLATION/document:q"));
        Assert.Equal("2", await CountAsync(community));
        Assert.Equal(1, await SayAsync(community, "reopenInboxItem", "DISTILLATION/document:q"));
        Assert.Equal(0, await SayAsync(community, "reopenInboxItem", "DISTILLATION/document:q"));
        Assert.Equal("3", await CountAsync(community));
    }

    [Fact]
    public async Task What_was_put_off_comes_back_in_time()
    {
        await using var community = await Community.DrawAsync(Graph);
        const string Until = ", until: \"2026-02-05T00:00:00Z\"";

        Assert.Equal(1, await SayAsync(community, "snoozeInboxItem", "ORPHAN/document:loose", Until));
        Assert.Equal(0, await SayAsync(community, "snoozeInboxItem", "ORPHAN/document:loose", Until));
        Assert.Equal("3", await CountAsync(community));
        community.Clock.Now = new DateTimeOffset(2026, 2, 5, 0, 0, 1, TimeSpan.Zero);
        Assert.Equal("4", await CountAsync(community));
        // Another word takes the place of the first.
        Assert.Equal(1, await SayAsync(community, "dismissInboxItem", "ORPHAN/document:loose"));
        Assert.Equal("3", await CountAsync(community));
    }

    [Fact]
    public async Task Links_that_may_be_missing_are_work_until_they_are_made_declined_or_settled()
    {
        await using var community = await Community.DrawAsync("""
            member:cur roles=curator
            topic:graphs name=Graphs
            document:1 title="Graphs for beginners" createdAt=2026-01-05 viewCount=9
            """);
        const string Missing = """
            { inbox(kinds: [MISSING_LINKS]) { nodes { id act gain others { id } reasons { name value text } } } }
            """;
        const string Nothing = "{'inbox':{'nodes':[]}}";
        var item = (await community.DataAsync(Missing, viewer: Curator))["inbox"]!["nodes"]![0]!;

        // 0.1 · 0.7 · (1 + ln 10)
        Assert.Equal(0.07 * (1 + Math.Log(10)), (double)item["gain"]!, 12);
        Assert.Equal(
            Community.Json("""
                [{'id':'MISSING_LINKS/document:1','act':'acceptSuggestion','others':[{'id':'topic:graphs'}],
                'reasons':[{'name':'nameInText','value':0.7,
                'text':'ABOUT “Graphs”, 70 % sure: its text names “Graphs”.'}]}]
                """),
            Community.Show(await WithoutGainAsync()));

        Assert.Equal(1, await SayAsync(community, "dismissInboxItem", "MISSING_LINKS/document:1"));
        Assert.Equal(Nothing, await community.TextAsync(Missing, viewer: Curator));
        // Another link that may be missing is news.
        await community.AddAsync("topic:beginners name=Beginners");
        Assert.Contains("'id':'topic:beginners'", await community.TextAsync(Missing, viewer: Curator));
        Assert.Equal(1, await SayAsync(
            community, "snoozeInboxItem", "MISSING_LINKS/document:1", ", until: \"2026-02-05T00:00:00Z\""));
        Assert.Equal(Nothing, await community.TextAsync(Missing, viewer: Curator));
        Assert.Equal(1, await SayAsync(community, "reopenInboxItem", "MISSING_LINKS/document:1"));

        await JudgeAsync("acceptSuggestion", "graphs");
        await JudgeAsync("rejectSuggestion", "beginners");
        Assert.Equal(Nothing, await community.TextAsync(Missing, viewer: Curator));

        async Task JudgeAsync(string act, string topic)
        {
            var data = await community.DataAsync(
                $$"""
                mutation { it: {{act}}(input: {
                    links: [{ type: ABOUT, from: "document:1", to: "topic:{{topic}}" }] }) { userErrors { message } } }
                """,
                viewer: Curator);
            Assert.Empty(data["it"]!["userErrors"]!.AsArray());
        }

        async Task<JsonNode> WithoutGainAsync()
        {
            var nodes = (await community.DataAsync(Missing, viewer: Curator))["inbox"]!["nodes"]!;
            foreach (var node in nodes.AsArray()) node!.AsObject().Remove("gain");
            return nodes;
        }
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_and_holds_up_nothing()
    {
        await using var community = await Community.DrawAsync(Graph);

        Assert.Equal(
            Community.Json("""
                {'completeInboxItem':{'changed':1,'userErrors':[
                  {'code':'NODE_NOT_FOUND','path':['input','items','0']}]},
                 'snoozeInboxItem':{'changed':0,'userErrors':[{'code':'INVALID_VALUE','path':['input','until']}]}}
                """),
            await community.TextAsync(
                """
                mutation {
                  completeInboxItem(input: { items: ["STALE/document:none", "STALE/document:ended"] }) {
                    changed userErrors { code path } }
                  snoozeInboxItem(input: { items: ["ORPHAN/document:loose"], until: "2020-01-01T00:00:00Z" }) {
                    changed userErrors { code path } } }
                """,
                viewer: Curator));
        Assert.StartsWith("FORBIDDEN", await community.ErrorAsync(Ask, viewer: new("member:ada", Role.Member, [])));
        // What a member records for itself settles nothing.
        await community.AddAsync(
            "member:ada -TRIAGED-> document:loose id=member:ada/1 at=2026-02-01 text=\"Done Orphan 0 0\"");
        Assert.Equal("3", await CountAsync(community));
    }

    [Fact]
    public async Task What_a_reader_may_not_see_is_in_no_candidate_and_no_duplicate()
    {
        const string Fields = """
            { distillationCandidates { totalCount nodes { thread { id } score reasons { name count }
                sources { id } outline { text sourceId } related { id } } }
              duplicates { totalCount nodes { document { id } original { id } similarity } } }
            """;
        await using var community = await Community.DrawAsync(Graph + """

            member:hid access=curators
            document:hid title="How do I walk a graph?" format=ANSWER createdAt=2026-01-06 score=90 access=curators
              body="Walk the graph breadth first and mark the visited nodes. A bitmap marks nodes in little room."
            document:guide title="Walking a graph" createdAt=2026-01-06 maturity=DISTILLED access=curators
            document:hid -ANSWERS-> document:q accepted=true
            document:guide -ABOUT-> topic:graphs
            document:guide -REFERENCES-> document:q
            member:hid -COMMENTED-> document:q at=2026-01-06 text="Mark the nodes of the graph and walk."
            """);
        var all = await community.TextAsync(Fields);
        var masked = await community.TextAsync(Fields, viewer: new("member:ada", Role.Member, []));
        await community.CommitAsync(
            [new DeleteNode("document:hid"), new DeleteNode("document:guide"), new DeleteNode("member:hid")]);

        Assert.Equal(await community.TextAsync(Fields), masked);
        Assert.NotEqual(all, masked);
    }

    private static async Task<string> CountAsync(Community community) =>
        (await community.DataAsync(Ask, viewer: Curator))["inbox"]!["totalCount"]!.ToJsonString();

    private static async Task<int> SayAsync(Community community, string mutation, string item, string more = "")
    {
        var data = await community.DataAsync(
            $$"""
            mutation { it: {{mutation}}(input: { items: ["{{item}}"]{{more}} }) { changed userErrors { message } } }
            """,
            viewer: Curator);
        Assert.Empty(data["it"]!["userErrors"]!.AsArray());
        return (int)data["it"]!["changed"]!;
    }
}
