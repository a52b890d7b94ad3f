using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnowledgeGraph.Insights.Contribution.Report;

/// <summary>A report as data: CSV of its members, JSON of all of it.</summary>
public static class ReportText
{
    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
    };

    public static string Json(ContributionReport report) => JsonSerializer.Serialize(report, Options) + "\n";

    /// <summary>RFC 4180, with a header; what a spreadsheet would take for a formula is made a text.</summary>
    public static string Csv(ContributionReport report)
    {
        var csv = new StringBuilder("rank,id,name,score,interactionShare,contentShare,sedimentationShare,"
            + "interactionPoints,contentPoints,sedimentationPoints,change,standing\r\n");
        foreach (var member in report.Members)
        {
            string[] fields =
            [
                member.Rank.ToString(CultureInfo.InvariantCulture), Field(member.Id), Field(member.Name),
                Number(member.Score), .. member.Shares.Select(Number), .. member.Points.Select(Number),
                member.Change is { } change ? Number(change) : "",
                JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{member.Standing}"),
            ];
            csv.AppendJoin(',', fields).Append("\r\n");
        }

        return csv.ToString();
    }

    private static string Number(double value) => ContributionReport.Number(value, "0.######");

    internal static string Field(string text)
    {
        // https://owasp.org/www-community/attacks/CSV_Injection
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
    }
}
