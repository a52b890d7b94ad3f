using System.Text.Json.Nodes;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Commands;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>`stale` and `brokenLinks` through GraphQL. Now is 2026-02-03.</summary>
public sealed class StaleTests
{
    private const string Graph = """
        member:ada
        member:bob
        member:eve
        member:gone
        member:hidden access=curators
        document:src title=Source format=QUESTION createdAt=2025-01-01 updatedAt=2026-01-20
        document:hiddensrc title=Hidden format=QUESTION createdAt=2025-01-01 updatedAt=2026-01-25 access=curators
        document:ended title=Ended maturity=VERIFIED createdAt=2026-01-10 verifiedUntil=2026-01-30
        document:guide title=Guide maturity=DISTILLED createdAt=2026-01-05
        document:reviewed title=Reviewed maturity=DISTILLED createdAt=2026-01-05
        document:before title=Before createdAt=2025-06-01
        document:after title=After createdAt=2026-01-02
        document:builds title=Builds createdAt=2026-01-15
        document:said title=Said createdAt=2026-01-01
        document:fresh title=Fresh createdAt=2026-01-05
        document:aged title=Aged createdAt=2020-01-01
        document:lonely title=Lonely createdAt=2020-01-01
        document:talk title=Talk format=QUESTION createdAt=2020-01-01
        document:guide -DERIVED_FROM-> document:src
        document:reviewed -DERIVED_FROM-> document:src
        document:fresh -DERIVED_FROM-> document:hiddensrc
        document:after -SUPERSEDES-> document:before
        document:after -REFERENCES-> document:before
        document:builds -REFERENCES-> document:before
        member:ada -AUTHORED-> document:lonely
        member:gone -AUTHORED-> document:aged
        member:ada -REVIEWED-> document:reviewed id=r/1 at=2026-01-21
        member:ada -LIKED-> document:said id=l/1 at=2026-01-21
        member:ada -COMMENTED-> document:said id=c/1 at=2026-01-10 text="Nice. Sadly this is outdated since 2.0."
        member:ada -COMMENTED-> document:said id=c/2 at=2026-01-12 text="As I said: obsolete!"
        member:bob -COMMENTED-> document:said id=c/3 at=2026-01-11 text="我觉得没有过时"
        member:eve -COMMENTED-> document:said id=c/4 at=2026-01-09 text="这篇已经失效了。"
        member:bob -COMMENTED-> document:said id=c/5 at=2025-12-01 text="This is obsolete."
        member:hidden -COMMENTED-> document:fresh id=c/6 at=2026-01-12 text="This is outdated."
        """;

    private static readonly Viewer Member = new("member:bob", Role.Member, []);

    [Fact]
    public async Task Each_reason_has_its_weight_and_they_add_up()
    {
        await using var community = await Community.DrawAsync(Graph);
        var data = await community.DataAsync(
            """
            { stale { totalCount nodes { document { id } score
                reasons { kind weight value nodes { id } text at } } } }
            """,
            viewer: Member);
        var rows = data["stale"]!["nodes"]!.AsArray();

        Assert.Equal(
            "ended guide aged said builds".Split(' ').Order(), rows.Select(row => Name(row!["document"]!)).Order());
        foreach (var row in rows)
        {
            var reasons = row!["reasons"]!.AsArray();
            Assert.Equal((double)row["score"]!, reasons.Sum(reason => (double)reason!["value"]!), 12);
            Assert.All(reasons, reason => Assert.True((double)reason!["value"]! <= (double)reason["weight"]!));
        }

        Assert.Equal("VERIFICATION_ENDED 0.25  2026-01-30T00:00:00Z ", Reasons("ended"));
        Assert.Equal("SOURCE_CHANGED 0.15 src 2026-01-20T00:00:00Z ", Reasons("guide"));
        Assert.Equal("TARGET_SUPERSEDED 0.15 before  ", Reasons("builds"));
        Assert.Equal("SAID_OUTDATED 0.1875 ada,eve 2026-01-12T00:00:00Z As I said: obsolete!", Reasons("said"));
        // 2,225 days are 6.0959 times 365: 0.12 · (1 - 2^-6.0959) = 0.1182.
        Assert.Equal(
            "HALF_LIFE 0.1182  2020-12-31T00:00:00Z ; OWNER_GONE 0.08 gone 2020-01-01T00:00:00Z ", Reasons("aged"));

        string Reasons(string name) => string.Join("; ", rows.Single(row => Name(row!["document"]!) == name)!
            ["reasons"]!.AsArray().Select(reason => string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{reason!["kind"]} {Math.Round((double)reason["value"]!, 4)} ")
                + $"{string.Join(',', reason["nodes"]!.AsArray().Select(node => Name(node!)))} {reason["at"]} "
                + $"{reason["text"]}"));
    }

    [Theory]
    [InlineData("This answer is out of date.", true)]
    [InlineData("IS DEPRECATED NOW? it is deprecated", true)]
    [InlineData("The link does not work anymore", true)]
    [InlineData("This doesn't work any more with 3.1", true)]
    [InlineData("I do not use it. This is obsolete", true)]
    [InlineData("It is not outdated", false)]
    [InlineData("This isn't really obsolete", false)]
    [InlineData("What is the date?", false)]
    [InlineData("这个方法已经过时了", true)]
    [InlineData("接口已弃用,请用新的", true)]
    [InlineData("這個做法過時了", true)]
    [InlineData("并没有过时", false)]
    [InlineData("很好用", false)]
    public async Task Replies_say_it_in_english_or_chinese(string text, bool says)
    {
        await using var community = await Community.DrawAsync($"""
            member:ada
            document:1 createdAt=2026-01-01
            member:ada -COMMENTED-> document:1 at=2026-01-10 text="{text}"
            """);

        Assert.Equal(
            $"{{'stale':{{'totalCount':{(says ? 1 : 0)}}}}}", await community.TextAsync("{ stale { totalCount } }"));
    }

    [Fact]
    public async Task A_change_of_the_content_ends_what_a_curator_vouched_for()
    {
        await using var community = await Community.DrawAsync(
            "document:1 maturity=VERIFIED createdAt=2026-01-10 verifiedUntil=2027-01-01 body=Text");
        const string Ask = "{ stale { nodes { score reasons { kind } } } }";

        Assert.Equal("{'stale':{'nodes':[]}}", await community.TextAsync(Ask));
        await community.DataAsync(
            """mutation { updateDocument(input: { id: "document:1", body: "Another" }) { userErrors { code } } }""");
        Assert.Equal(
            "{'stale':{'nodes':[{'score':0.25,'reasons':[{'kind':'CONTENT_CHANGED'}]}]}}",
            await community.TextAsync(Ask));
    }

    [Fact]
    public async Task Who_verifies_a_document_answers_what_was_said_against_it_before()
    {
        await using var community = await Community.DrawAsync($"member:cur\n{Graph}");
        const string Ask = "{ stale { nodes { document { id } reasons { kind } } } }";
        Assert.Contains("'SOURCE_CHANGED'", await community.TextAsync(Ask, viewer: Member));
        Assert.Contains("'SAID_OUTDATED'", await community.TextAsync(Ask, viewer: Member));
        foreach (var id in (string[])["guide", "said"])
        {
            await community.DataAsync(
                $$"""
                mutation { verify(input: { id: "document:{{id}}", until: "2027-01-01T00:00:00Z" }) {
                    userErrors { code } } }
                """, viewer: new("member:cur", Role.Curator, []));
        }

        var after = await community.TextAsync(Ask, viewer: Member);
        Assert.DoesNotContain("'SOURCE_CHANGED'", after);
        Assert.DoesNotContain("'SAID_OUTDATED'", after);
        Assert.Equal(
            "{'document':{'interactions':{'nodes':[{'member':{'id':'member:cur'},'at':'2026-02-03T04:05:06Z'}]}}}",
            await community.TextAsync(
                """
                { document(id: "document:guide") { interactions(type: REVIEWED) {
                    nodes { member { id } at } } } }
                """));

        // What is said from then on speaks again.
        await community.AddAsync(
            "member:eve -COMMENTED-> document:said id=c/9 at=2026-02-04 text=\"Outdated since today.\"");
        Assert.Contains("'SAID_OUTDATED'", await community.TextAsync(Ask, viewer: Member));
    }

    [Fact]
    public async Task A_topic_has_a_half_life_of_its_own_where_it_was_used_often_enough()
    {
        // Each of 12 uses 40 days after; a document of 100 days is 2.5 half-lives old.
        var uses = string.Join('\n', Enumerable.Range(0, 12).Select(use => $"""
            document:u{use} format=QUESTION createdAt=2025-02-10
            document:u{use} -REFERENCES-> document:base
            """));
        await using var community = await Community.DrawAsync($"""
            member:gone
            topic:fast
            document:base createdAt=2025-01-01
            document:page createdAt=2025-10-26
            document:base -ABOUT-> topic:fast
            document:page -ABOUT-> topic:fast
            member:gone -AUTHORED-> document:page at=2025-01-01
            member:gone -AUTHORED-> document:base at=2025-01-01
            {uses}
            """);
        community.Clock.Now = community.Clock.Now.AddDays(150);
        var data = await community.DataAsync(
            """
            { stale(topic: "topic:fast", because: HALF_LIFE) { nodes { document { id } reasons { kind value } } } }
            """);

        // 250 days and 548 days.
        Assert.Equal(
            [("base", 0.12 * (1 - Math.Pow(2, -548 / 40.0))), ("page", 0.12 * (1 - Math.Pow(2, -250 / 40.0)))],
            data["stale"]!["nodes"]!.AsArray().Select(row => (
                Name(row!["document"]!), (double)row["reasons"]!.AsArray()
                    .Single(reason => (string)reason!["kind"]! == "HALF_LIFE")!["value"]!)));
    }

    [Fact]
    public async Task What_a_reader_may_not_see_makes_nothing_stale()
    {
        const string Ask = """
            { stale { totalCount nodes { document { id } score reasons { kind value nodes { id } text at } } }
              brokenLinks { totalCount nodes { document { id } links { kind target } } } }
            """;
        await using var community = await Community.DrawAsync(Graph);
        var all = await community.TextAsync(Ask);
        var masked = await community.TextAsync(Ask, viewer: Member);
        await community.CommitAsync([new DeleteNode("document:hiddensrc"), new DeleteNode("member:hidden")]);

        Assert.Equal(await community.TextAsync(Ask), masked);
        Assert.NotEqual(all, masked);
    }

    [Fact]
    public async Task Links_that_lead_nowhere_are_found_and_no_others()
    {
        await using var community = await Community.DrawAsync("""
            topic:graphs
            document:1 title=One url=https://docs.example.org/guide/one
            document:2 title=Two url=https://docs.example.org/guide/two
            document:3 title=Three url=https://docs.example.org/guide/three
            document:q1 title=Q1 url=https://qa.example.org/questions/1/how
            document:q2 title=Q2 url=https://qa.example.org/questions/2/why
            document:q3 title=Q3 url=https://qa.example.org/questions/3/when
            document:lone title=Lone url=https://other.example.org/a/b
            document:good body="[one](https://docs.example.org/guide/one/#top) and [id](document:1), topic:graphs.
              http://qa.example.org/questions/2/another-title?x=1, (see https://other.example.org/a/c) and
              [rel](../x.md) [mail](mailto:a@b.c) `document:nowhere` and https://docs.example.org/guide/two."
            document:bad body="See [gone](https://docs.example.org/guide/gone), topic:trees, 见document:9。
              https://qa.example.org/questions/77/x [ht](htp://a.example/b) [e]() [h](https:///x)
              ![i](http://https://a)"
            document:bad2 body="[gone](document:gone \"title\")"
            """.Replace("\\\"", "'"));
        var data = await community.DataAsync(
            "{ brokenLinks { totalCount nodes { document { id } links { kind target offset } } } }");
        var rows = data["brokenLinks"]!["nodes"]!.AsArray();

        Assert.Equal(["bad", "bad2"], rows.Select(row => Name(row!["document"]!)));
        Assert.Equal(
            [
                "UNKNOWN_PAGE https://docs.example.org/guide/gone", "UNKNOWN_ID topic:trees", "UNKNOWN_ID document:9",
                "UNKNOWN_PAGE https://qa.example.org/questions/77/x", "MALFORMED htp://a.example/b", "MALFORMED ",
                "MALFORMED https:///x", "MALFORMED http://https://a",
            ],
            rows[0]!["links"]!.AsArray().Select(link => $"{link!["kind"]} {link["target"]}"));
        Assert.Equal(11, (int)rows[0]!["links"]![0]!["offset"]!);
        Assert.Equal("document:gone", (string)rows[1]!["links"]![0]!["target"]!);
    }

    private static string Name(JsonNode node) => ((string)node["id"]!).Split(':')[1];
}
