using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Commands;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>Knowledge sedimentation through GraphQL. Now is 2026-02-03.</summary>
public sealed class SedimentationTests
{
    // Graphs is the example of docs/insights/sedimentation.md.
    private const string Graph = """
        member:ada
        member:bob
        member:eve
        topic:graphs name="Graph Theory"
        topic:trees
        topic:moss
        document:q title=Why"this"? format=QUESTION createdAt=2026-01-05 viewCount=9
        document:q2 title=How? format=QUESTION createdAt=2025-10-01
        document:a format=ANSWER createdAt=2026-01-06
        document:old title=Old format=DISCUSSION createdAt=2020-01-01
        document:guide title=Guide format=MANUAL createdAt=2026-01-09 maturity=DISTILLED
        document:book title=Book createdAt=2026-01-20 maturity=VERIFIED verifiedUntil=2026-01-30
        document:loose title=Loose
        document:secret title=Secret format=QUESTION createdAt=2026-01-07 viewCount=90 access=curators
        document:hiddenguide title=Hidden createdAt=2026-01-08 maturity=DISTILLED access=curators
        document:a -ANSWERS-> document:q at=2026-01-06 accepted=true
        document:guide -DERIVED_FROM-> document:a
        document:hiddenguide -DERIVED_FROM-> document:q
        document:book -REFERENCES-> document:guide
        document:q -ABOUT-> topic:graphs
        document:guide -ABOUT-> topic:graphs
        document:old -ABOUT-> topic:graphs
        document:secret -ABOUT-> topic:graphs
        document:q2 -ABOUT-> topic:trees
        document:book -ABOUT-> topic:trees
        document:hiddenguide -ABOUT-> topic:trees
        member:ada -AUTHORED-> document:loose
        member:ada -INTERESTED_IN-> topic:graphs
        member:bob -INTERESTED_IN-> topic:graphs
        member:ada -SEARCHED-> id=s/1 at=2026-01-01 text="what is GRAPH-theory?" count=0
        member:ada -SEARCHED-> id=s/2 at=2026-01-01 text="graph theory of trees" count=3
        member:bob -SEARCHED-> id=s/3 at=2026-01-01 text="a graph theoryish thing" count=0
        """;

    private static readonly Viewer Member = new("member:bob", Role.Member, []);

    [Fact]
    public async Task Figures_are_those_of_a_count_by_hand()
    {
        await using var community = await DrawAsync();

        Assert.Equal(
            Community.Json("""
                {'sedimentation':{'documentCount':4,'undatedCount':1,
                 'counts':[{'format':'QUESTION','maturity':'RAW','count':1},
                   {'format':'ANSWER','maturity':'RAW','count':1},
                   {'format':'ARTICLE','maturity':'VERIFIED','count':1},
                   {'format':'MANUAL','maturity':'DISTILLED','count':1}],
                 'funnel':{'raw':4,'distilled':2,'verified':1,'distilledShare':0.5,'verifiedShare':0.5},
                 'talkCount':1,'distilledTalkCount':1,'distillationRate':1,'medianDaysToDocument':4,
                 'reusedCount':1,'useCount':1,'reuseRate':0.5,
                 'questionCount':1,'answeredRate':1,'acceptedRate':1,
                 'growth':[{'weekOf':'2026-01-05T00:00:00Z','raw':2,'distilled':1,'verified':0},
                   {'weekOf':'2026-01-19T00:00:00Z','raw':0,'distilled':0,'verified':1}]},
                 'trees':{'documentCount':2,'distillationRate':0,'medianDaysToDocument':null,'answeredRate':0},
                 'moss':{'documentCount':0,'distillationRate':null,'reuseRate':null,'acceptedRate':null}}
                """),
            await community.TextAsync(
                """
                { sedimentation { documentCount undatedCount counts { format maturity count }
                    funnel { raw distilled verified distilledShare verifiedShare }
                    talkCount distilledTalkCount distillationRate medianDaysToDocument
                    reusedCount useCount reuseRate questionCount answeredRate acceptedRate
                    growth { weekOf raw distilled verified } }
                  trees: sedimentation(topic: "topic:trees", window: { days: 365 }) {
                    documentCount distillationRate medianDaysToDocument answeredRate }
                  moss: sedimentation(topic: "topic:moss") {
                    documentCount distillationRate reuseRate acceptedRate } }
                """,
                viewer: Member));
    }

    [Fact]
    public async Task Coverage_is_the_example_of_the_documentation()
    {
        await using var community = await DrawAsync();
        var data = await community.DataAsync(
            """
            { coverage { totalCount nodes { topic { id } score demand supply hasFreshKnowledge
                demandParts { name count value } supplyParts { name count value } threads { id }
                questionsLately questionsBefore } } }
            """,
            viewer: Member);
        var rows = data["coverage"]!["nodes"]!.AsArray();
        var graphs = rows.Single(row => (string)row!["topic"]!["id"]! == "topic:graphs")!;
        var trees = rows.Single(row => (string)row!["topic"]!["id"]! == "topic:trees")!;

        Assert.Equal(
            [9, 1, 2, 1, 2], graphs["demandParts"]!.AsArray().Select(part => (int)part!["count"]!));
        // ln 10 + 2 ln 2 + 2 ln 3 + 3 ln 2 + ln 3 = 9.064158; 0.25 + 0.125 + 1 = 1.375.
        Assert.Equal(9.064158, (double)graphs["demand"]!, 6);
        Assert.Equal(1.375, (double)graphs["supply"]!, 12);
        Assert.Equal(3.816488, (double)graphs["score"]!, 6);
        Assert.Equal(
            "[{'id':'document:old'}] 1 0 [{'id':'document:q2'}] 0 1",
            string.Join(' ', new[] { graphs, trees }.Select(row =>
                $"{Community.Show(row["threads"])} {row["questionsLately"]} {row["questionsBefore"]}")));
    }

    [Theory]
    [InlineData("GraphQL 教程", 1)]
    [InlineData("量子计算入门", 1)]
    [InlineData("怎么学量子计算", 1)]
    [InlineData("量子 计算", 1)]
    [InlineData("quantum computers", 1)]
    [InlineData("Quantum-Computing, and 量子计算", 1)]
    [InlineData("学习graphql", 1)]
    [InlineData("量子力学", 0)]
    [InlineData("quantum graphs", 0)]
    [InlineData("图书馆", 0)]
    public async Task A_search_names_a_topic_by_its_name_or_an_alias_in_any_script(string text, int count)
    {
        await using var community = await Community.DrawAsync($"""
            member:ada
            topic:q name="Quantum computing" aliases=量子计算,qc
            topic:g name=GraphQL
            topic:t name=图
            member:ada -SEARCHED-> id=s/1 at=2026-01-01 text="{text}" count=3
            """);
        var data = await community.DataAsync("{ coverage { nodes { demandParts { name count } } } }");

        Assert.Equal(count, data["coverage"]!["nodes"]!.AsArray().Sum(row => (int)row!["demandParts"]![2]!["count"]!));
    }

    [Fact]
    public async Task A_gap_is_asked_for_and_has_nothing_fresh()
    {
        await using var community = await DrawAsync();

        // The word for the book has ended; nobody asks for moss.
        Assert.Equal(
            "{'gaps':{'totalCount':1,'nodes':[{'topic':{'id':'topic:trees'},'threads':[{'id':'document:q2'}]}]}}",
            await community.TextAsync("{ gaps { totalCount nodes { topic { id } threads { id } } } }", viewer: Member));
    }

    [Theory]
    [InlineData("coverage", "node { topic { id } }")]
    [InlineData("coverage(orderBy: DEMAND)", "node { topic { id } }")]
    [InlineData("coverage(orderBy: SUPPLY)", "node { topic { id } }")]
    [InlineData("orphans(kind: DOCUMENT)", "node { id }")]
    [InlineData("orphans(kind: MEMBER)", "node { id }")]
    [InlineData("stale", "node { document { id } }")]
    [InlineData("brokenLinks", "node { document { id } }")]
    [InlineData("duplicates", "node { document { id } }")]
    [InlineData("distillationCandidates", "node { thread { id } }")]
    [InlineData("inbox", "node { id }")]
    public async Task Pages_join_without_gap(string field, string node)
    {
        await using var community = await DrawAsync();
        await community.AddAsync("""
            member:fay
            document:loose2 body="[a](document:none)"
            document:same1 title="How graphs are drawn as text" createdAt=2020-01-01 body="[b](document:none)"
            document:same2 title="How are graphs drawn as text?" maturity=VERIFIED verifiedUntil=2020-01-01
            document:same3 title="How are graphs drawn as text!" maturity=VERIFIED verifiedUntil=2020-01-01
            document:a2 format=ANSWER
            document:a2 -ANSWERS-> document:q2
            document:q3 format=QUESTION
            document:a2 -ANSWERS-> document:q3
            """);
        var open = field.EndsWith(')') ? field[..^1] + "," : field + "(";
        var whole = await community.DataAsync($"{{ it: {open} first: 100) {{ edges {{ cursor {node} }} }} }}");
        var edges = new List<string>();
        string? after = null;
        while (true)
        {
            var page = await community.DataAsync(
                $"query($after: String) {{ it: {open} first: 1, after: $after) {{ edges {{ cursor {node} }} "
                + "pageInfo { hasNextPage endCursor } } }",
                new { after });
            edges.AddRange(page["it"]!["edges"]!.AsArray().Select(edge => edge!.ToJsonString()));
            if (!(bool)page["it"]!["pageInfo"]!["hasNextPage"]!) break;
            after = (string)page["it"]!["pageInfo"]!["endCursor"]!;
        }

        Assert.True(edges.Count > 1);
        Assert.Equal(whole["it"]!["edges"]!.AsArray().Select(edge => edge!.ToJsonString()), edges);
    }

    [Fact]
    public async Task Orphans_have_no_link_but_to_members()
    {
        await using var community = await DrawAsync();

        Assert.Equal(
            Community.Json("""
                {'documents':{'nodes':[{'id':'document:loose'}]},'members':{'nodes':[{'id':'member:eve'}]},
                 'topics':{'nodes':[{'id':'topic:moss'}]},'courses':{'nodes':[]}}
                """),
            await community.TextAsync(
                """
                { documents: orphans(kind: DOCUMENT) { nodes { id } } members: orphans(kind: MEMBER) { nodes { id } }
                  topics: orphans(kind: TOPIC) { nodes { id } } courses: orphans(kind: COURSE) { nodes { id } } }
                """,
                viewer: Member));
    }

    [Fact]
    public async Task A_lineage_has_paths_and_drawings()
    {
        await using var community = await DrawAsync();
        var data = await community.DataAsync(
            """
            { lineage(id: "document:book") {
                isWhole steps { depth node { id } path { id } } links { from { id } to { id } type } mermaid graphviz }
              near: lineage(id: "document:q", direction: USES, depth: 2) { steps { depth node { id } } }
              none: lineage(id: "document:secret") { isWhole } }
            """,
            viewer: Member);
        var steps = data["lineage"]!["steps"]!.AsArray();

        Assert.Equal(
            "[{'id':'document:book'},{'id':'document:guide'},{'id':'document:a'},{'id':'document:q'}]",
            Community.Show(steps[^1]!["path"]));
        Assert.Equal(
            """
            graph LR
              n0["Book"]
              n1["Guide"]
              n2["document:a"]
              n3["Why#quot;this#quot;?"]
              n0 -->|REFERENCES| n1
              n1 -->|DERIVED_FROM| n2
              n2 -->|ANSWERS| n3

            """.ReplaceLineEndings("\n"),
            (string)data["lineage"]!["mermaid"]!);
        Assert.Contains("  n3 [label=\"Why\\\"this\\\"?\"];\n", (string)data["lineage"]!["graphviz"]!);
        Assert.Equal(
            "{'steps':[{'depth':1,'node':{'id':'document:a'}},{'depth':2,'node':{'id':'document:guide'}}]}",
            Community.Show(data["near"]));
        Assert.Null(data["none"]);
    }

    [Fact]
    public async Task What_a_reader_may_not_see_is_in_no_figure()
    {
        const string Ask = """
            { sedimentation { documentCount undatedCount counts { format maturity count } talkCount distilledTalkCount
                medianDaysToDocument useCount questionCount answeredRate growth { weekOf raw distilled verified } }
              topical: sedimentation(topic: "topic:trees") { documentCount distillationRate }
              coverage { totalCount nodes { topic { id } score demand supply demandParts { count }
                supplyParts { count } threads { id } } }
              gaps { totalCount } orphans(kind: DOCUMENT) { totalCount nodes { id } }
              lineage(id: "document:q", direction: USES) { steps { node { id } } links { type } graphviz } }
            """;
        await using var community = await DrawAsync();
        var all = await community.TextAsync(Ask);
        var masked = await community.TextAsync(Ask, viewer: Member);
        await community.CommitAsync(
            [new DeleteNode("document:secret"), new DeleteNode("document:hiddenguide")]);

        Assert.Equal(await community.TextAsync(Ask), masked);
        Assert.NotEqual(all, masked);
    }

    [Theory]
    [InlineData("coverage(first: 101) { totalCount }", "LIMIT_EXCEEDED")]
    [InlineData("gaps(after: \"x\") { totalCount }", "INVALID_CURSOR")]
    [InlineData("lineage(id: \"document:q\", depth: 11) { isWhole }", "INVALID_VALUE")]
    [InlineData("sedimentation(topic: \"topic:none\") { documentCount }", "NODE_NOT_FOUND")]
    public async Task What_makes_no_sense_is_said(string field, string code)
    {
        await using var community = await DrawAsync();

        Assert.StartsWith(code, await community.ErrorAsync($"{{ {field} }}"), StringComparison.Ordinal);
    }

    private static Task<Community> DrawAsync() => Community.DrawAsync(Graph);
}
