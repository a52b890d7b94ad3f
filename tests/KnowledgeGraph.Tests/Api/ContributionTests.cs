using System.Text.Json.Nodes;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Model.Access;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>Contribution scores through GraphQL. Now is 2026-02-03.</summary>
public sealed class ContributionTests
{
    private const string Graph = """
        member:ada displayName=Ada joinedAt=2025-01-01
        member:bob displayName=Bob joinedAt=2025-01-01
        member:cat displayName=Cat joinedAt=2025-01-01
        topic:graphs
        topic:trees
        document:q title=Why? format=QUESTION createdAt=2026-01-10 body="A question without length."
        document:a format=ANSWER createdAt=2026-01-11 body="An answer."
        document:v title=Film format=VIDEO createdAt=2026-01-12
        document:secret title=Secret format=VIDEO createdAt=2026-01-13 access=curators
        member:ada -AUTHORED-> document:q
        member:bob -AUTHORED-> document:a
        member:bob -AUTHORED-> document:v
        member:bob -AUTHORED-> document:secret
        document:a -ANSWERS-> document:q at=2026-01-11 accepted=true
        document:q -ABOUT-> topic:graphs
        document:v -ABOUT-> topic:trees
        topic:trees -SUBTOPIC_OF-> topic:graphs
        member:cat -LIKED-> document:a id=like/1 at=2026-01-20
        member:cat -COMMENTED-> document:q id=comment/1 at=2026-01-21
        member:cat -LIKED-> document:secret id=like/2 at=2026-01-22
        member:ada -COMMENTED-> document:a id=comment/2 at=2026-02-03
        member:ada -SHARED-> document:v id=share/1 at=2026-02-02
        """;

    [Fact]
    public async Task A_receipt_adds_up()
    {
        await using var community = await Community.DrawAsync(Graph);
        var bob = (await community.DataAsync("""
            { member(id: "member:bob") { contribution {
                total rank percentile weights { sum } shares { content } ruleSetVersion window { days }
                points { interaction content sedimentation sum }
                counts { rule count points }
                evidence(first: 100) { totalCount nodes { rule dimension points at capped decay } } } } }
            """))["member"]!["contribution"]!;

        Assert.Equal(1, (double)bob["weights"]!["sum"]!, 12);
        Assert.Equal(90, (int)bob["window"]!["days"]!);
        Assert.Equal(1, (int)bob["rank"]!);
        foreach (var dimension in Dimensions.Names)
        {
            var lines = bob["evidence"]!["nodes"]!.AsArray().Where(line => (string)line!["dimension"]! == dimension);
            Assert.Equal(
                Millionths(bob["points"]![dimension.ToLowerInvariant()]!), lines.Sum(it => Millionths(it!["points"]!)));
        }

        Assert.Equal(
            Millionths(bob["points"]!["sum"]!), bob["counts"]!.AsArray().Sum(it => Millionths(it!["points"]!)));
        Assert.Equal(
            ["answer", "media", "like received", "accepted answer"],
            bob["counts"]!.AsArray().Select(it => (string)it!["rule"]!));
    }

    [Fact]
    public async Task Pages_of_evidence_and_of_members_join_without_gap()
    {
        await using var community = await Community.DrawAsync(Graph);
        var whole = await community.DataAsync("""
            { member(id: "member:bob") { contribution { evidence { edges { cursor node { rule at } } } } }
              contributionLeaderboard { totalCount edges { cursor node { total member { id } } } } }
            """);
        foreach (var (document, path) in new (string, string[])[]
        {
            ("""
            query($after: String) { member(id: "member:bob") { contribution {
              evidence(first: 1, after: $after) {
                edges { cursor node { rule at } } pageInfo { hasNextPage endCursor } } } } }
            """, ["member", "contribution", "evidence"]),
            ("""
            query($after: String) { contributionLeaderboard(first: 1, after: $after) {
              edges { cursor node { total member { id } } } pageInfo { hasNextPage endCursor } } }
            """, ["contributionLeaderboard"]),
        })
        {
            JsonNode At(JsonNode data) => path.Aggregate(data, (node, name) => node[name]!);
            var edges = new List<string>();
            string? after = null;
            do
            {
                var page = At(await community.DataAsync(document, new { after }));
                edges.AddRange(page["edges"]!.AsArray().Select(edge => edge!.ToJsonString()));
                after = (bool)page["pageInfo"]!["hasNextPage"]! ? (string)page["pageInfo"]!["endCursor"]! : null;
            }
            while (after is not null);
            Assert.Equal(At(whole)["edges"]!.AsArray().Select(edge => edge!.ToJsonString()), edges);
        }
    }

    [Fact]
    public async Task Scores_of_all_members_add_up_to_1()
    {
        await using var community = await Community.DrawAsync(Graph);
        var data = await community.DataAsync("""
            { contributionLeaderboard { nodes { total } }
              communityContribution { memberCount eventCount points { sum } distribution { gini }
                history { weekOf events points { sum } } cleaning { step count } } }
            """);

        Assert.Equal(1, data["contributionLeaderboard"]!["nodes"]!.AsArray().Sum(it => (double)it!["total"]!), 9);
        Assert.Equal(3, (int)data["communityContribution"]!["memberCount"]!);
    }

    [Fact]
    public async Task What_a_reader_may_not_see_is_in_no_score()
    {
        const string Ask = """
            { contributionLeaderboard { totalCount nodes { total rank member { id } points { sum }
                shares { interaction content sedimentation } counts { rule count } evidence { totalCount } } }
              communityContribution { eventCount points { sum } }
              topic(id: "topic:graphs") { busFactor { count memberCount } } }
            """;
        await using var community = await Community.DrawAsync(Graph);
        var all = await community.TextAsync(Ask);
        var masked = await community.TextAsync(Ask, viewer: Viewer.Anonymous);
        await community.CommitAsync([new KnowledgeGraph.Model.Commands.DeleteNode("document:secret")]);

        Assert.Equal(await community.TextAsync(Ask, viewer: Viewer.Anonymous), masked);
        Assert.NotEqual(all, masked);
    }

    [Fact]
    public async Task What_is_personal_counts_and_is_shown_to_the_member_alone()
    {
        await using var community = await Community.DrawAsync(Graph);
        var view = new ContributionRule("view", Signal.Viewed, Dimension.Interaction, 1000);
        var rules = DefaultRules.Set with { Rules = [.. DefaultRules.Set.Rules, view] };
        await community.DataAsync(
            """
            mutation($json: String!) { setContributionRules(input: { replaces: 1, note: "Views count.", json: $json }) {
              ruleSet { version note } userErrors { message } } }
            """,
            new { json = RuleSetJson.Write(rules) });
        await community.AddAsync("member:cat -VIEWED-> document:v id=view/1 at=2026-02-03");
        const string Ask = """
            { member(id: "member:cat") { contribution { ruleSetVersion points { interaction }
              evidence { nodes { rule count points at } } } } }
            """;
        var own = (await community.DataAsync(Ask, viewer: new Viewer("member:cat", Role.Member, [])))["member"]!;
        var other = (await community.DataAsync(Ask, viewer: new Viewer("member:ada", Role.Member, [])))["member"]!;

        Assert.Equal(2, (int)own["contribution"]!["ruleSetVersion"]!);
        var ownLines = own["contribution"]!["evidence"]!["nodes"]!.AsArray();
        var otherLines = other["contribution"]!["evidence"]!["nodes"]!.AsArray();
        Assert.Contains(ownLines, line => (string)line!["rule"]! == "view" && line["at"] is not null);
        Assert.Contains(otherLines, line => (string)line!["rule"]! == "view" && line["at"] is null);
        Assert.Equal(ownLines.Sum(it => Millionths(it!["points"]!)), otherLines.Sum(it => Millionths(it!["points"]!)));
        Assert.Equal(
            Millionths(other["contribution"]!["points"]!["interaction"]!),
            otherLines.Sum(it => Millionths(it!["points"]!)));
    }

    [Fact]
    public async Task A_standing_is_between_the_member_and_curators()
    {
        await using var community = await Community.DrawAsync(Graph);
        const string Ask = """
            { member(id: "member:bob") { contribution { standing { standing reason threshold } trend { ratio } } } }
            """;
        const string Hidden = "{'member':{'contribution':{'standing':null,'trend':{'ratio':null}}}}";
        const string Shown = "{'member':{'contribution':{'standing':"
            + "{'standing':'REWARD','reason':'HIGH_PERCENTILE','threshold':90},'trend':{'ratio':null}}}}";

        Assert.Equal(Hidden, await community.TextAsync(Ask, viewer: Viewer.Anonymous));
        Assert.Equal(Hidden, await community.TextAsync(Ask, viewer: new Viewer("member:ada", Role.Member, [])));
        Assert.Equal(Shown, await community.TextAsync(Ask, viewer: new Viewer("member:bob", Role.Member, [])));
        Assert.Equal(Shown, await community.TextAsync(Ask, viewer: new Viewer("member:cat", Role.Curator, [])));
    }

    [Fact]
    public async Task A_topic_counts_what_is_about_it_its_subtopics_and_the_answers()
    {
        await using var community = await Community.DrawAsync(Graph);

        Assert.Equal(
            Community.Json("""
                {'trees':{'nodes':[{'member':{'id':'member:bob'},'counts':[{'rule':'media'}]},
                                   {'member':{'id':'member:ada'},'counts':[{'rule':'share'}]}]},
                 'graphs':{'totalCount':3},
                 'topic':{'busFactor':{'count':1,'memberCount':2,'members':[{'member':{'id':'member:bob'}}]}}}
                """),
            await community.TextAsync("""
                { trees: contributionLeaderboard(topic: "topic:trees") { nodes { member { id } counts { rule } } }
                  graphs: contributionLeaderboard(topic: "topic:graphs") { totalCount }
                  topic(id: "topic:graphs") { busFactor { count memberCount members { member { id } } } } }
                """));
    }

    [Fact]
    public async Task A_simulation_shows_ranks_under_another_policy()
    {
        await using var community = await Community.DrawAsync(Graph);

        Assert.Equal(
            Community.Json("""
                {'simulateContribution':[
                  {'member':{'id':'member:ada'},'rank':2,'simulatedRank':1},
                  {'member':{'id':'member:cat'},'rank':3,'simulatedRank':2}],
                 'topActive':[{'member':{'id':'member:ada'}},{'member':{'id':'member:cat'}}]}
                """),
            await community.TextAsync("""
                { simulateContribution(policy: { content: 0, sedimentation: 0 }) {
                    member { id } rank simulatedRank }
                  topActive { member { id } } }
                """));
    }

    [Fact]
    public async Task Who_refuses_is_named_only_to_themselves_and_to_curators()
    {
        const string Scores = "{ contributionLeaderboard { totalCount nodes { member { id } total rank } } }";
        // One community after the other: a server has room for one.
        JsonNode expected;
        await using (var all = await Community.DrawAsync(Graph))
            expected = (await all.DataAsync(Scores, viewer: Viewer.Anonymous))["contributionLeaderboard"]!;
        await using var community = await Community.DrawAsync(
            Graph.Replace("member:ada displayName=Ada", "member:ada leaderboards=HIDDEN displayName=Ada"));
        Assert.Equal("bob ada cat, ada cat, bob ada cat", await NamedTo(null));
        Assert.Equal("bob ada cat, ada cat, bob ada cat", await NamedTo(new("member:cleo", Role.Curator, [])));
        Assert.Equal("bob ada cat, ada cat, bob ada cat", await NamedTo(new("member:ada", Role.Member, [])));
        Assert.Equal("bob cat, cat, bob cat", await NamedTo(new("member:bob", Role.Member, [])));
        Assert.Equal("bob cat, cat, bob cat", await NamedTo(Viewer.Anonymous));

        // What the others are told of themselves is what they would be told without.
        var found = (await community.DataAsync(Scores, viewer: Viewer.Anonymous))["contributionLeaderboard"]!;
        Assert.Equal((int)expected["totalCount"]! - 1, (int)found["totalCount"]!);
        Assert.Equal(
            expected["nodes"]!.AsArray().Where(it => (string)it!["member"]!["id"]! != "member:ada")
                .Select(it => it!.ToJsonString()),
            found["nodes"]!.AsArray().Select(it => it!.ToJsonString()));

        async Task<string> NamedTo(Viewer? viewer)
        {
            var data = await community.DataAsync("""
                { a: contributionLeaderboard { nodes { member { id } } }
                  b: topActive { member { id } }
                  c: simulateContribution(policy: { interaction: 1 }) { member { id } } }
                """, viewer: viewer);
            return string.Join(", ", new[] { data["a"]!["nodes"]!, data["b"]!, data["c"]! }.Select(list =>
                string.Join(' ', list.AsArray().Select(it => ((string)it!["member"]!["id"]!)["member:".Length..]))));
        }
    }

    [Theory]
    [InlineData("contributionLeaderboard(first: 101) { totalCount }", "LIMIT_EXCEEDED")]
    [InlineData("contributionLeaderboard(window: { days: 0 }) { totalCount }", "INVALID_VALUE")]
    [InlineData("contributionLeaderboard(after: \"x\") { totalCount }", "INVALID_CURSOR")]
    [InlineData("contributionLeaderboard(topic: \"topic:none\") { totalCount }", "NODE_NOT_FOUND")]
    [InlineData(
        "contributionLeaderboard(policy: { interaction: 0, content: 0, sedimentation: 0 }) { totalCount }",
        "INVALID_VALUE")]
    [InlineData("contributionLeaderboard(policy: { rules: 9 }) { totalCount }", "INVALID_VALUE")]
    public async Task What_makes_no_sense_is_said(string field, string code)
    {
        await using var community = await Community.DrawAsync(Graph);

        Assert.StartsWith(code, await community.ErrorAsync($"{{ {field} }}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_are_changed_by_administrators_one_version_after_the_other()
    {
        await using var community = await Community.DrawAsync(Graph);
        var json = (string)(await community.DataAsync("{ contributionRules { json } }"))["contributionRules"]!["json"]!;
        const string Change = """
            mutation($json: String!, $replaces: Int!) {
              setContributionRules(input: { replaces: $replaces, note: "Shorter.", json: $json }) {
                ruleSet { version halfLifeDays } userErrors { code path } } }
            """;
        var shorter = json.Replace("\"halfLifeDays\": 180", "\"halfLifeDays\": 30");
        var curator = new Viewer("member:cat", Role.Curator, []);

        Assert.StartsWith(
            "FORBIDDEN", await community.ErrorAsync(Change, new { json = shorter, replaces = 1 }, curator));
        Assert.Equal(
            Refused("json"),
            await community.TextAsync(Change, new { json = "{}", replaces = 1 }));
        Assert.Equal(
            "{'setContributionRules':{'ruleSet':{'version':2,'halfLifeDays':30},'userErrors':[]}}",
            await community.TextAsync(Change, new { json = shorter, replaces = 1 }));
        Assert.Equal(
            Refused("replaces"),
            await community.TextAsync(Change, new { json = shorter, replaces = 1 }));
        Assert.Equal(
            "{'now':{'halfLifeDays':30},'then':{'halfLifeDays':180},'never':null}",
            await community.TextAsync("""
                { now: contributionRules { halfLifeDays } then: contributionRules(version: 1) { halfLifeDays }
                  never: contributionRules(version: 3) { halfLifeDays } }
                """));
    }

    private static string Refused(string field) => "{'setContributionRules':{'ruleSet':null,'userErrors':"
        + $"[{{'code':'INVALID_VALUE','path':['input','{field}']}}]}}}}";

    // Points are shown in steps of 0.000001.
    private static long Millionths(JsonNode points) => (long)Math.Round((double)points * 1e6);
}
