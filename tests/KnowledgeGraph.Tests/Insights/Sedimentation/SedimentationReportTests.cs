using System.Text.Json.Nodes;
using System.Xml.Linq;
using KnowledgeGraph.Import;
using KnowledgeGraph.Import.Ndjson;
using KnowledgeGraph.Insights.Contribution.Report;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Insights.Sedimentation.Report;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Tests.Api;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Insights.Sedimentation;

/// <summary>The report as a page, a table and data.</summary>
public class SedimentationReportTests
{
    private const string Graph = """
        member:ada
        topic:1 name="<b>One</b>, =1+1"
        document:1 title==cmd format=QUESTION createdAt=2026-01-10 viewCount=9
        document:2 createdAt=2026-01-20 maturity=VERIFIED verifiedUntil=2026-01-25
        document:1 -ABOUT-> topic:1
        document:3 format=ANSWER createdAt=2026-01-11
        document:3 -ANSWERS-> document:1
        """;

    [Fact]
    public async Task The_page_is_well_formed_and_takes_names_as_text()
    {
        var page = SedimentationPage.Write(await ReportAsync(Graph));

        Assert.Contains("&lt;b&gt;One&lt;/b&gt;, =1+1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        // All but the head's void elements is XML too.
        var body = XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..].Replace("</html>", ""));
        Assert.Equal(2, body.Descendants("g").Count());
        Assert.Equal(3, body.Descendants("tbody").Count());
    }

    [Fact]
    public async Task The_table_has_topics_and_work_and_no_formulas()
    {
        var lines = SedimentationText.Csv(await ReportAsync(Graph)).Split("\r\n");

        Assert.Equal("list,id,name,score,demand,supply,why", lines[0]);
        // 2 ln 2 + ln 10 = 3.688879; 0.25 of one raw document.
        Assert.Equal("gap,topic:1,\"<b>One</b>, =1+1\",2.951104,3.688879,0.25,", lines[1]);
        Assert.Equal("stale,document:2,document:2,0.25,,,verification ended", lines[2]);
        Assert.StartsWith("distil,document:1,'=cmd,", lines[3], StringComparison.Ordinal);
        Assert.Equal(5, lines.Length);
    }

    [Fact]
    public async Task Data_has_everything()
    {
        var data = JsonNode.Parse(SedimentationText.Json(await ReportAsync(Graph)))!;

        Assert.Equal(3, (int)data["figures"]!["documents"]!);
        Assert.Equal(1, (int)data["figures"]!["gaps"]!);
        Assert.Equal(2, data["growth"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_empty_community_has_a_report_too()
    {
        var report = await ReportAsync("member:ada");

        Assert.Null(report.Figures["distillationRate"]);
        Assert.Contains("There is nothing in these weeks.", SedimentationPage.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_the_seed_a_report_ends_when_something_last_happened_and_says_so()
    {
        await using var community = await Community.FillAsync(processor => new ImportRunner(processor)
            .RunAsync(new NdjsonImporter(Repository.PathOf("seed/community.ndjson.gz"))));
        var reader = community.Follower.Current.Read(Viewer.Program);
        var now = new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc).Ticks;

        var window = ReportWindow.UntilNewest(reader, now, 90);
        var report = SedimentationReport.Of(reader, window.Days, null, $"Sedimentation{window.Note}", most: 10);

        var today = SedimentationReport.Of(reader, ScoringWindow.Until(now, 90), null, "", most: 10);
        Assert.Equal(0, today.Figures["documents"]);
        Assert.True(report.Figures["documents"] > 0);
        Assert.Equal(2018, report.To.Year);
        Assert.Contains(
            $"<h1>Sedimentation until {report.To:yyyy-MM-dd}, when something last happened</h1>",
            SedimentationPage.Write(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-02-03T01:00:00Z", "")]
    [InlineData("2026-02-02", " until 2026-02-02, when something last happened")]
    [InlineData("2026-02-04", " until 2026-01-20, when something last happened")]
    public async Task A_report_ends_today_where_something_happened_and_never_later(string at, string note)
    {
        await using var community = await Community.DrawAsync(
            $"{Graph}\nmember:ada -LIKED-> document:1 id=l/1 at={at}");

        var window = ReportWindow.UntilNewest(
            community.Follower.Current.Read(), community.Clock.Now.UtcTicks, days: 90);

        Assert.Equal(note, window.Note);
        Assert.Equal(90, window.Days.Days);
    }

    private static async Task<SedimentationReport> ReportAsync(string graph)
    {
        await using var community = await Community.DrawAsync(graph);
        return SedimentationReport.Of(
            community.Follower.Current.Read(), ScoringWindow.Until(community.Clock.Now.UtcTicks, 90), topic: null,
            "Sedimentation", most: 10);
    }
}
