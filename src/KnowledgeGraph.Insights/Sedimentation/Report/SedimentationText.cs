using System.Globalization;
using System.Text;
using System.Text.Json;
using KnowledgeGraph.Insights.Contribution.Report;

namespace KnowledgeGraph.Insights.Sedimentation.Report;

/// <summary>A report as data: CSV of its topics and of what there is to do, JSON of all of it.</summary>
public static class SedimentationText
{
    public static string Json(SedimentationReport report) =>
        JsonSerializer.Serialize(report, ReportText.Options) + "\n";

    /// <summary>RFC 4180, with a header; what a spreadsheet would take for a formula is made a text.</summary>
    public static string Csv(SedimentationReport report)
    {
        var csv = new StringBuilder("list,id,name,score,demand,supply,why\r\n");
        foreach (var topic in report.Topics)
        {
            Append(topic.IsGap ? "gap" : "topic", topic.Id, topic.Name, topic.Score,
                [Number(topic.Demand), Number(topic.Supply)], "");
        }

        foreach (var (list, rows) in (ReadOnlySpan<(string, IReadOnlyList<ReportedWork>)>)
        [
            ("stale", report.Stale), ("distil", report.Candidates), ("duplicate", report.Duplicates),
            ("brokenLinks", report.BrokenLinks),
        ])
        {
            foreach (var row in rows) Append(list, row.Id, row.Name, row.Score, ["", ""], row.Why);
        }

        return csv.ToString();

        void Append(string list, string id, string name, double score, string[] numbers, string why) =>
            csv.AppendJoin(',', (string[])
                [list, ReportText.Field(id), ReportText.Field(name), Number(score), .. numbers, ReportText.Field(why)])
                .Append("\r\n");
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
