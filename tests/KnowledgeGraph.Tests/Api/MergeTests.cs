using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Tests.Storage;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Api;

/// <summary>Two topics, or two members, made one, and two again.</summary>
public class MergeTests(ITestOutputHelper output)
{
    private const int Steps = 8;

    private const string Graph = """
        member:ann displayName=Ann joinedAt=2019-01-01 handle=ann emailHash=aa11 leaderboards=HIDDEN
        member:ann2 displayName="Ann B." joinedAt=2021-01-01
        member:bob displayName=Bob joinedAt=2019-01-01
        topic:js name=JS aliases=ecmascript
        topic:javascript name=JavaScript aliases="java script"
        topic:web name=Web
        topic:promises name=Promises
        topic:langs name=Languages
        document:1 title=First format=ANSWER body="All of it." createdAt=2026-01-10
        document:2 title=Second format=QUESTION body="What?" createdAt=2026-01-11
        document:1 -ABOUT-> topic:js confidence=0.5 madeBy=member:ann
        document:2 -ABOUT-> topic:js madeBy=member:ann
        document:2 -ABOUT-> topic:javascript madeBy=tagger
        topic:js -SUBTOPIC_OF-> topic:web
        topic:javascript -SUBTOPIC_OF-> topic:langs
        topic:promises -SUBTOPIC_OF-> topic:js
        topic:js -PREREQUISITE_OF-> topic:javascript
        member:ann -INTERESTED_IN-> topic:js
        member:ann -AUTHORED-> document:1
        member:ann2 -FOLLOWS-> member:ann
        member:bob -FOLLOWS-> member:ann
        member:ann -VIEWED-> topic:js id=member:ann/v at=2026-01-12
        member:ann -LIKED-> document:2 id=member:ann/l at=2026-01-12
        member:bob -LIKED-> document:1 id=member:bob/l at=2026-01-13
        member:ann -COMMENTED-> document:1 id=member:ann/c at=2026-01-13 text=Mine
        member:ann2 -COMMENTED-> document:1 id=member:ann2/c at=2026-01-14 text=Hers
        member:ann -SEARCHED-> id=member:ann/s at=2026-01-14 text=promises count=0
        """;

    private static readonly Viewer Moderator = new("member:bob", Role.Moderator, []);

    [Fact]
    public async Task The_links_of_a_topic_move_its_names_are_kept_and_its_id_leads_to_the_other()
    {
        await using var community = await Community.DrawAsync(Graph);
        Assert.Equal(
            Community.Json("""
                {'mergeTopics':{'topic':{'id':'topic:javascript','name':'JavaScript',
                'aliases':['java script','JS','ecmascript'],'documents':{'nodes':[{'id':'document:2'},
                {'id':'document:1'}]},'subtopics':{'nodes':[{'id':'topic:promises'}]},'parent':{'id':'topic:langs'},
                'prerequisites':{'nodes':[]},'members':{'nodes':[{'id':'member:ann'}]}},
                'merge':{'mergedId':'topic:js','into':{'id':'topic:javascript'},'linkCount':3,'interactionCount':1,
                'heldBackCount':3},'userErrors':[]}}
                """),
            await community.TextAsync("""
                mutation { mergeTopics(input: { from: "topic:js", into: "topic:javascript" }) {
                    topic { id name aliases documents { nodes { id } } subtopics { nodes { id } } parent { id }
                        prerequisites { nodes { id } } members { nodes { id } } }
                    merge { mergedId into { id } linkCount interactionCount heldBackCount } userErrors { code } } }
                """));
        Assert.Equal(
            "{'node':{'id':'topic:javascript'},'topic':{'id':'topic:javascript'},'topics':{'totalCount':4}}",
            await community.TextAsync("""
                { node(id: "topic:js") { id } topic(id: "topic:js") { id } topics { totalCount } }
                """));
        Assert.Contains(
            "{'confidence':0.5,'madeBy':'member:ann','node':{'id':'document:1'}}",
            await community.TextAsync("""
                { topic(id: "topic:js") { documents { edges { confidence madeBy node { id } } } } }
                """));
    }

    [Fact]
    public async Task What_names_the_old_id_afterwards_means_the_other_and_an_import_does_not_bring_it_back()
    {
        await using var community = await Community.DrawAsync(Graph);
        await MergeAsync(community, "Topics", "topic:js", "topic:javascript");
        await community.DataAsync("""
            mutation {
                link(input: { type: INTERESTED_IN, from: "member:bob", to: "topic:js" }) { userErrors { code } }
                updateTopic(input: { id: "topic:js", description: "One." }) { userErrors { code } } }
            """);
        await community.CommitAsync(
        [
            new UpsertNode(Make.Node("topic:js", ("name", Make.Text("JS"))), ulong.MaxValue),
            new PutLink(Make.Link(EdgeType.About, "document:1", "topic:js")),
        ]);
        Assert.Equal(
            "{'topics':{'totalCount':4},'topic':{'name':'JavaScript','description':'One.','members':{'totalCount':2}}}",
            await community.TextAsync("""
                { topics { totalCount } topic(id: "topic:js") { name description members { totalCount } } }
                """));
    }

    [Fact]
    public async Task What_two_members_did_is_one_members_and_what_one_did_to_the_other_is_nobodys()
    {
        await using var community = await Community.DrawAsync(Graph);
        var data = await community.DataAsync("""
            mutation { mergeMembers(input: { from: "member:ann", into: "member:ann2" }) {
                member { id displayName joinedAt leaderboards documents { nodes { id } } topics { nodes { id } }
                    followers { nodes { id } } following { nodes { id } } }
                merge { linkCount interactionCount heldBackCount } userErrors { message } } }
            """);
        Assert.Equal(
            Community.Json("""
                {'mergeMembers':{'member':{'id':'member:ann2','displayName':'Ann B.','joinedAt':'2019-01-01T00:00:00Z',
                'leaderboards':'HIDDEN','documents':{'nodes':[{'id':'document:1'}]},
                'topics':{'nodes':[{'id':'topic:js'}]},'followers':{'nodes':[{'id':'member:bob'}]},
                'following':{'nodes':[]}},
                'merge':{'linkCount':3,'interactionCount':4,'heldBackCount':1},'userErrors':[]}}
                """), Community.Show(data));
        // Her comment on her own work is none of another's any more, and who made a link is found by the old id.
        var points = await community.TextAsync("""
            { member(id: "member:ann") { contribution(window: { days: 90 }) { evidence(first: 50) {
                nodes { rule } } } } }
            """);
        Assert.DoesNotContain("comment", points);
        Assert.Contains("'link'", points);
    }

    [Theory]
    [InlineData("Topics", "topic:js", "topic:javascript")]
    [InlineData("Topics", "topic:promises", "topic:web")]
    [InlineData("Topics", "topic:web", "topic:promises")]
    [InlineData("Members", "member:ann", "member:ann2")]
    [InlineData("Members", "member:bob", "member:ann")]
    public async Task Undone_the_graph_and_every_score_are_what_they_were(string kind, string from, string into)
    {
        await using var community = await Community.DrawAsync(Graph);
        const string Scores = """
            { contributionLeaderboard(window: { days: 90 }, first: 50) { nodes {
                member { id } total rank points { sum } } } topics { nodes { id documentCount } } }
            """;
        var (before, scores) = (await GraphDigest.OfAsync(community.Store), await community.TextAsync(Scores));
        var id = await MergeAsync(community, kind, from, into);
        Assert.NotEqual(before, await GraphDigest.OfAsync(community.Store));
        Assert.Equal(
            $"{{'undoMerge':{{'restored':{{'id':'{from}'}},'into':{{'id':'{into}'}},'userErrors':[]}}}}",
            await UndoAsync(community, id));
        Assert.Equal(before, await GraphDigest.OfAsync(community.Store));
        Assert.Equal(scores, await community.TextAsync(Scores));
        Assert.Equal("{'merges':{'totalCount':0}}", await community.TextAsync("{ merges { totalCount } }"));
    }

    [Fact]
    public async Task Merges_of_merges_are_undone_from_the_last_one_on()
    {
        await using var community = await Community.DrawAsync(Graph);
        var before = await GraphDigest.OfAsync(community.Store);
        var first = await MergeAsync(community, "Topics", "topic:js", "topic:javascript");
        var second = await MergeAsync(community, "Topics", "topic:javascript", "topic:promises");
        Assert.Equal(
            "{'node':{'id':'topic:promises'}}", await community.TextAsync("""{ node(id: "topic:js") { id } }"""));
        var refused = await UndoAsync(community, first);
        Assert.Contains("'code':'CONFLICT'", refused);
        Assert.Contains(second, refused);
        await UndoAsync(community, second);
        await UndoAsync(community, first);
        Assert.Equal(before, await GraphDigest.OfAsync(community.Store));
    }

    [Fact]
    public async Task Two_merges_into_one_are_undone_in_any_order()
    {
        await using var community = await Community.DrawAsync(Graph);
        await community.AddAsync("""
            topic:one name=One
            topic:two name=Two
            document:1 -ABOUT-> topic:one
            document:1 -ABOUT-> topic:two madeBy=tagger
            """);
        var before = await GraphDigest.OfAsync(community.Store);
        var first = await MergeAsync(community, "Topics", "topic:one", "topic:langs");
        var second = await MergeAsync(community, "Topics", "topic:two", "topic:langs");
        Assert.Contains("'userErrors':[]", await UndoAsync(community, first));
        Assert.Contains("'userErrors':[]", await UndoAsync(community, second));
        Assert.Equal(before, await GraphDigest.OfAsync(community.Store));
    }

    [Fact]
    public async Task But_not_where_both_have_changed_the_same()
    {
        await using var community = await Community.DrawAsync(Graph);
        await community.AddAsync("member:old displayName=Old joinedAt=2015-01-01");
        var before = await GraphDigest.OfAsync(community.Store);
        var first = await MergeAsync(community, "Members", "member:ann", "member:ann2");
        var second = await MergeAsync(community, "Members", "member:old", "member:ann2");
        Assert.Contains($"`joinedAt` was changed by the merge `{second}` too", await UndoAsync(community, first));
        await UndoAsync(community, second);
        await UndoAsync(community, first);
        Assert.Equal(before, await GraphDigest.OfAsync(community.Store));
    }

    [Fact]
    public async Task What_was_changed_of_it_since_is_a_conflict_and_stays_where_the_rest_is_taken_back()
    {
        await using var community = await Community.DrawAsync(Graph);
        var id = await MergeAsync(community, "Topics", "topic:js", "topic:javascript");
        await community.DataAsync("""
            mutation {
                unlink(input: { type: ABOUT, from: "document:1", to: "topic:javascript" }) { removed }
                updateTopic(input: { id: "topic:javascript", aliases: ["JS", "mine", "ecmascript"] }) {
                    userErrors { code } } }
            """);
        Assert.Equal(
            Community.Json("""
                {'undoMerge':{'restored':null,'into':null,'userErrors':[{'code':'CONFLICT',
                'message':'1 of the 4 edges that moved were changed or removed since.'}]}}
                """),
            await UndoAsync(community, id));
        await UndoAsync(community, id, isForced: true);
        Assert.Equal(
            Community.Json("""
                {'old':{'id':'topic:js','documents':{'nodes':[{'id':'document:2'}]},
                'subtopics':{'nodes':[{'id':'topic:promises'}]}},
                'new':{'aliases':['mine'],'documents':{'nodes':[{'id':'document:2'}]}}}
                """),
            await community.TextAsync("""
                { old: topic(id: "topic:js") { id documents { nodes { id } } subtopics { nodes { id } } }
                  new: topic(id: "topic:javascript") { aliases documents { nodes { id } } } }
                """));
    }

    [Fact]
    public async Task Where_there_is_a_node_of_the_old_id_again_it_cannot_come_back()
    {
        await using var community = await Community.DrawAsync(Graph);
        var id = await MergeAsync(community, "Topics", "topic:js", "topic:javascript");
        await community.DataAsync(
            """mutation { createTopic(input: { id: "topic:js", name: "Jam Session" }) { userErrors { code } } }""");
        Assert.Equal(
            "{'topic':{'name':'Jam Session'}}", await community.TextAsync("""{ topic(id: "topic:js") { name } }"""));
        Assert.Contains("There is a node `topic:js` again.", await UndoAsync(community, id, isForced: true));
    }

    [Theory]
    [InlineData("Topics", "topic:js", "topic:js", "SELF_LINK")]
    [InlineData("Topics", "topic:none", "topic:js", "NODE_NOT_FOUND")]
    [InlineData("Topics", "topic:js", "document:1", "WRONG_KIND")]
    [InlineData("Members", "topic:js", "member:ann", "WRONG_KIND")]
    public async Task What_is_not_two_of_a_kind_is_not_merged(string kind, string from, string into, string code)
    {
        await using var community = await Community.DrawAsync(Graph);
        var text = await community.TextAsync(
            $$"""
            mutation { merge{{kind}}(input: { from: "{{from}}", into: "{{into}}" }) {
                merge { id } userErrors { code } } }
            """);
        Assert.Equal($"{{'merge{kind}':{{'merge':null,'userErrors':[{{'code':'{code}'}}]}}}}", text);
    }

    [Fact]
    public async Task Curators_see_and_undo_no_merges_of_members()
    {
        await using var community = await Community.DrawAsync(Graph);
        var id = await MergeAsync(community, "Members", "member:ann", "member:ann2");
        var curator = new Viewer("member:bob", Role.Curator, []);
        const string Count = "{ merges { totalCount } }";
        Assert.Equal("{'merges':{'totalCount':0}}", await community.TextAsync(Count, viewer: curator));
        Assert.Equal("{'merges':{'totalCount':1}}", await community.TextAsync(Count, viewer: Moderator));
        Assert.Contains("'code':'FORBIDDEN'", await UndoAsync(community, id, viewer: curator));
        Assert.Contains("'restored':{'id':'member:ann'}", await UndoAsync(community, id, viewer: Moderator));
    }

    [Fact]
    public async Task Erased_under_either_id_nothing_of_both_is_left()
    {
        await using var community = await Community.DrawAsync(Graph);
        await MergeAsync(community, "Topics", "topic:js", "topic:javascript");
        await MergeAsync(community, "Members", "member:ann", "member:ann2");
        Assert.Equal("{'eraseMember':{'erased':1,'userErrors':[]}}", await community.TextAsync("""
            mutation { eraseMember(input: { id: "member:ann" }) { erased userErrors { code } } }
            """));
        Assert.DoesNotContain(
            await LinesAsync(community), line => line.Contains("member:ann", StringComparison.Ordinal));
        // The topic's merge named her, as who made a link that was held back: it stays, and cannot be taken back.
        Assert.Equal(
            "{'node':{'id':'topic:javascript'},'merges':{'totalCount':0}}",
            await community.TextAsync("""{ node(id: "topic:js") { id } merges { totalCount } }"""));
    }

    [Fact]
    public async Task At_random_undone_in_turn_the_graph_is_what_it_would_be_without_the_merges()
    {
        var seed = RandomSeed.Next("MERGE_SEED", output);
        var merges = 0;
        for (var round = 0; round < RandomSeed.Count("MERGE_ROUNDS", 4); round++)
        {
            var random = new Random(seed + round);
            var graph = new Support.RandomCommands(random).Take(1200).Select(WithoutMerges).ToArray();
            // One after the other: there may be room for one community alone.
            var (lines, digest) = await WithoutMergesAsync(graph);
            await using var merged = await FillAsync(graph);
            var before = await GraphDigest.OfAsync(merged.Store);
            var done = new Stack<string>();
            for (var step = 0; step < Steps; step++)
            {
                if (await TryMergeAsync(merged, random) is { } id) done.Push(id);
                await merged.CommitAsync(Others(step));
                merged.Follower.Current.CheckInvariants();
            }

            merges += done.Count;
            Assert.NotEqual(before, await GraphDigest.OfAsync(merged.Store));
            foreach (var id in done) Assert.Contains("'userErrors':[]", await UndoAsync(merged, id));
            merged.Follower.Current.CheckInvariants();
            Assert.Equal(lines, await LinesAsync(merged));
            Assert.Equal(digest, await GraphDigest.OfAsync(merged.Store));
        }

        Assert.NotEqual(0, merges);
    }

    private static async Task<(string[] Lines, GraphDigest Digest)> WithoutMergesAsync(Command[] graph)
    {
        await using var plain = await FillAsync(graph);
        for (var step = 0; step < Steps; step++) await plain.CommitAsync(Others(step));
        return (await LinesAsync(plain), await GraphDigest.OfAsync(plain.Store));
    }

    // Of what is not touched, something else.
    private static Command[] Others(int step) =>
    [
        new CreateNode(Make.Node($"document:other{step}")),
        new CreateNode(Make.Node($"topic:other{step}")),
        new PutLink(Make.Link(EdgeType.About, $"document:other{step}", $"topic:other{step}")),
    ];

    // What merges leave is written by merges alone.
    private static Command WithoutMerges(Command command)
    {
        if (command is not UpsertNode upsert) return command;
        PropertyValue[] values = [.. upsert.Node.Values];
        foreach (var name in (string[])["mergedIds", "merges"])
        {
            if (NodeKinds.Of(upsert.Node.Kind).TryGetProperty(name, out var property))
                values[property.Index] = PropertyValue.Null;
        }

        return upsert with { Node = upsert.Node with { Values = values } };
    }

    private static async Task<string[]> LinesAsync(Community community)
    {
        await using var scan = await community.Store.ScanAsync();
        return await GraphText.OfAsync(scan);
    }

    private static Task<Community> FillAsync(Command[] commands) => Community.FillAsync(async processor =>
        await processor.ExecuteAsync(new CommitRequest(commands, "test", RefusalPolicy.Skip)));

    private static async Task<string?> TryMergeAsync(Community community, Random random)
    {
        var (kind, prefix) = random.Next(2) == 0 ? ("Topics", "topic") : ("Members", "member");
        var data = await community.DataAsync(
            $$"""
            mutation { merge{{kind}}(input: { from: "{{Id()}}", into: "{{Id()}}" }) {
                merge { id } userErrors { code } } }
            """);
        return (string?)data[$"merge{kind}"]!["merge"]?["id"];

        string Id() => $"{prefix}:{random.Next(60)}";
    }

    private static async Task<string> MergeAsync(Community community, string kind, string from, string into)
    {
        var data = await community.DataAsync(
            $$"""
            mutation { merge{{kind}}(input: { from: "{{from}}", into: "{{into}}" }) {
                merge { id } userErrors { message } } }
            """);
        return (string?)data[$"merge{kind}"]!["merge"]?["id"]
            ?? throw new InvalidOperationException(Community.Show(data));
    }

    private static Task<string> UndoAsync(
        Community community, string id, bool isForced = false, Viewer? viewer = null) => community.TextAsync(
        $$"""
        mutation { undoMerge(input: { id: "{{id}}"{{(isForced ? ", evenIfChanged: true" : "")}} }) {
            restored { id } into { id } userErrors { code message } } }
        """, viewer: viewer);
}
