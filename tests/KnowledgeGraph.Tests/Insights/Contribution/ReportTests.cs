using System.Text.Json.Nodes;
using System.Xml.Linq;
using KnowledgeGraph.Insights.Contribution;
using KnowledgeGraph.Insights.Contribution.Report;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Tests.Api;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Insights.Contribution;

/// <summary>The report as a page, a table and data.</summary>
public class ReportTests
{
    private const string Graph = """
        member:ada displayName="<b>Ada</b>, =1+1" joinedAt=2025-01-01
        member:bob displayName==cmd joinedAt=2025-01-01
        document:1 format=VIDEO createdAt=2026-01-10
        document:2 format=VIDEO createdAt=2026-01-20
        member:ada -AUTHORED-> document:1
        member:ada -AUTHORED-> document:2
        member:bob -COMMENTED-> document:1 id=1 at=2026-01-25
        """;

    [Fact]
    public async Task The_page_is_well_formed_and_takes_names_as_text()
    {
        var page = ReportPage.Write(await ReportAsync());

        Assert.Contains("&lt;b&gt;Ada&lt;/b&gt;, =1+1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        // All but the head's void elements is XML too.
        var body = XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..].Replace("</html>", ""));
        Assert.Equal(3, body.Descendants("g").Count());
        Assert.Equal(2, body.Descendants("tbody").First().Elements("tr").Count());
    }

    [Fact]
    public async Task The_table_has_a_line_for_each_member_and_no_formulas()
    {
        var lines = ReportText.Csv(await ReportAsync()).Split("\r\n");

        Assert.StartsWith("rank,id,name,score,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("1,member:ada,\"<b>Ada</b>, =1+1\",0.571429,0,1,0,0,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("2,member:bob,'=cmd,0.428571,1,0,0,", lines[2], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public async Task Data_has_everything()
    {
        var data = JsonNode.Parse(ReportText.Json(await ReportAsync()))!;

        Assert.Equal(2, (int)data["memberCount"]!);
        Assert.Equal(3, (int)data["eventCount"]!);
        Assert.Equal("REWARD", (string)data["members"]![0]!["standing"]!);
        Assert.Equal(CleaningSteps.Count, data["cleaning"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_empty_community_has_a_report_too()
    {
        await using var community = await Community.DrawAsync("member:ada");
        var report = Report(community);

        Assert.Equal(0, report.MemberCount);
        Assert.Contains("There is nothing in these weeks.", ReportPage.Write(report), StringComparison.Ordinal);
    }

    private static async Task<ContributionReport> ReportAsync()
    {
        await using var community = await Community.DrawAsync(Graph);
        return Report(community);
    }

    private static ContributionReport Report(Community community)
    {
        var reader = community.Follower.Current.Read();
        var window = ScoringWindow.Until(community.Clock.Now.UtcTicks, 90);
        var view = ContributionView.Of(reader, DefaultRules.Set, window, topic: null);
        return ContributionReport.Of(reader, view, "Contribution", most: 10);
    }
}
