using System.Globalization;
using System.Net;
using System.Text;
using KnowledgeGraph.Insights.Contribution.Rules;

namespace KnowledgeGraph.Insights.Contribution.Report;

/// <summary>A report as one HTML page that needs nothing but itself: no script, no address, charts as SVG.</summary>
public static class ReportPage
{
    private static readonly string[] Names = ["Interaction", "Content", "Sedimentation"];

    internal const string Style = """
        :root{--a:#3b6fb6;--b:#d9822b;--c:#3a9d6a;--ink:#1c2430;--soft:#667085;
        --line:#e4e7ec;--back:#fff;--tile:#f6f7f9}
        @media(prefers-color-scheme:dark){:root{--a:#7aa7e8;--b:#f0a75c;--c:#6cc797;--ink:#e6e9ef;--soft:#98a2b3;
        --line:#2c3440;--back:#12161c;--tile:#1b212a}}
        body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--back);margin:2rem auto;
        max-width:64rem;padding:0 1rem}
        h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}p{color:var(--soft);margin:.2rem 0}
        .tiles{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.25rem 0}
        .tile{background:var(--tile);border-radius:.5rem;padding:.6rem 1rem;min-width:8rem}
        .tile b{display:block;font-size:1.4rem}.tile span{color:var(--soft);font-size:.85rem}
        table{border-collapse:collapse;width:100%}
        th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left}
        th{color:var(--soft);font-weight:600;font-size:.85rem}
        .n{text-align:right;font-variant-numeric:tabular-nums}
        svg{width:100%;height:auto;display:block}.a{fill:var(--a)}.b{fill:var(--b)}.c{fill:var(--c)}
        .axis{stroke:var(--line)}text{fill:var(--soft);font-size:11px}
        .curve{fill:none;stroke:var(--a);stroke-width:2}.even{stroke:var(--soft);stroke-dasharray:4 4}
        .key{display:inline-block;width:.7rem;height:.7rem;border-radius:2px;margin:0 .3rem 0 1rem}
        .charts{display:grid;grid-template-columns:2fr 1fr;gap:2rem}
        @media(max-width:700px){.charts{grid-template-columns:1fr}}
        """;

    public static string Write(ContributionReport report)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
            .Append(Text(report.Title)).Append("</title><style>\n").Append(Style).Append("\n</style></head><body>\n");
        page.Append(CultureInfo.InvariantCulture,
            $"<h1>{Text(report.Title)}</h1>\n<p>{report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}, "
            + $"rules version {report.RuleSetVersion}. ")
            .Append("Score = ").AppendJoin(" + ", Names.Zip(report.Weights, (name, weight) =>
                $"{ContributionReport.Number(weight, "0.00")} × share of {name.ToLowerInvariant()}"))
            .Append(".</p>\n");
        AddTiles(page, report);
        AddCharts(page, report);
        AddMembers(page, report);
        AddCleaning(page, report);
        return page.Append("</body></html>\n").ToString();
    }

    private static void AddTiles(StringBuilder page, ContributionReport report)
    {
        page.Append("<div class=\"tiles\">");
        Tile(Whole(report.MemberCount), "members with a score");
        Tile(Whole(report.EventCount), "events");
        for (var dimension = 0; dimension < Dimensions.Count; dimension++)
            Tile(Whole(report.Points[dimension]), $"points of {Names[dimension].ToLowerInvariant()}");
        Tile(ContributionReport.Number(report.Gini, "0.00"), "Gini (0 even, 1 one has all)");
        Tile(Whole(report.BusFactor), "do more than half of the work");
        page.Append("</div>\n");

        void Tile(string number, string what) =>
            page.Append($"<div class=\"tile\"><b>{number}</b><span>{what}</span></div>");
    }

    private static void AddCharts(StringBuilder page, ContributionReport report)
    {
        page.Append("<div class=\"charts\"><section><h2>Points by week, before they aged</h2>\n");
        AddWeeks(page, report.Weeks);
        page.Append("<p>");
        for (var dimension = 0; dimension < Dimensions.Count; dimension++)
            page.Append($"<span class=\"key\" style=\"background:var(--{(char)('a' + dimension)})\"></span>")
                .Append(Names[dimension]);
        page.Append("</p></section>\n<section><h2>How scores are spread</h2>\n");
        AddLorenz(page, report.Lorenz);
        page.Append("<p>The share of all score (up) that the lowest share of members (right) have together; ")
            .Append("on the dashed line all have the same.</p></section></div>\n");
    }

    private static void AddWeeks(StringBuilder page, IReadOnlyList<ReportedWeek> weeks)
    {
        const double Width = 640, Height = 240, Left = 44, Bottom = 24;
        var most = weeks.Count == 0 ? 0 : weeks.Max(week => week.Points.Sum());
        if (most <= 0)
        {
            page.Append("<p>There is nothing in these weeks.</p>\n");
            return;
        }

        page.Append("<svg viewBox=\"0 0 640 240\" role=\"img\" aria-label=\"Points by week\">");
        foreach (var part in (double[])[0, 0.5, 1])
        {
            var y = Y(most * part);
            page.Append(CultureInfo.InvariantCulture,
                $"<line class=\"axis\" x1=\"{Left}\" x2=\"{Width}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>")
                .Append(CultureInfo.InvariantCulture,
                    $"<text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{Whole(most * part)}</text>");
        }

        var step = (Width - Left) / weeks.Count;
        var barWidth = Math.Max(0.5, step * 0.85);
        for (var week = 0; week < weeks.Count; week++) AddWeek(Left + (week * step), weeks[week], week);
        page.Append("</svg>\n");

        double Y(double points) => 10 + ((Height - Bottom - 10) * (1 - (points / most)));

        void AddWeek(double x, ReportedWeek week, int number)
        {
            var below = 0.0;
            page.Append(CultureInfo.InvariantCulture, $"<g><title>Week of {week.Monday:yyyy-MM-dd}: ")
                .AppendJoin(", ", Names.Zip(week.Points, (name, points) => $"{name} {Whole(points)}"))
                .Append("</title>");
            for (var dimension = 0; dimension < Dimensions.Count; dimension++)
            {
                var (low, high) = (Y(below), Y(below += week.Points[dimension]));
                page.Append(CultureInfo.InvariantCulture, $"<rect class=\"{(char)('a' + dimension)}\" x=\"{x:0.##}\" ")
                    .Append(CultureInfo.InvariantCulture,
                        $"y=\"{high:0.##}\" width=\"{barWidth:0.##}\" height=\"{low - high:0.##}\"/>");
            }

            page.Append("</g>");
            if (number % Math.Max(1, (weeks.Count + 5) / 6) == 0)
                page.Append(CultureInfo.InvariantCulture,
                    $"<text x=\"{x:0.#}\" y=\"{Height - 6}\">{week.Monday:yyyy-MM-dd}</text>");
        }
    }

    private static void AddLorenz(StringBuilder page, IReadOnlyList<double> curve)
    {
        const double Side = 240;
        page.Append("<svg viewBox=\"-1 -1 242 242\" role=\"img\" aria-label=\"Lorenz curve\">")
            .Append("<rect class=\"axis\" width=\"240\" height=\"240\" fill=\"none\"/>")
            .Append("<line class=\"even\" x1=\"0\" y1=\"240\" x2=\"240\" y2=\"0\"/><polyline class=\"curve\" points=\"")
            .AppendJoin(' ', curve.Index().Select(point => string.Create(CultureInfo.InvariantCulture,
                $"{point.Index * Side / (curve.Count - 1):0.##},{Side * (1 - point.Item):0.##}")))
            .Append("\"/></svg>\n");
    }

    private static void AddMembers(StringBuilder page, ContributionReport report)
    {
        page.Append("<h2>Who contributes most</h2>\n<table><thead><tr><th class=\"n\">Rank</th><th>Member</th>")
            .Append("<th class=\"n\">Score</th>")
            .Append(string.Concat(Names.Select(name => $"<th class=\"n\">{name}</th>")))
            .Append("<th class=\"n\">Change</th><th style=\"width:22%\">Parts of the score</th></tr></thead><tbody>\n");
        var most = report.Members.Count == 0 ? 1 : report.Members.Max(member => member.Score);
        foreach (var member in report.Members)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"n\">{member.Rank}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td title=\"{Text(member.Id)}\">{Text(member.Name)}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{member.Score * 100:0.00} %</td>");
            foreach (var points in member.Points)
                page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{points:0.0}</td>");
            page.Append("<td class=\"n\">")
                .Append(member.Change is { } change ? ContributionReport.Number(change, "+0.0;-0.0;0.0") : "–")
                .Append("</td><td>");
            AddBar(page, member, report.Weights, most);
            page.Append("</td></tr>\n");
        }

        page.Append("</tbody></table>\n<p>Columns of dimensions are points after cleaning and age.</p>\n");
    }

    private static void AddBar(
        StringBuilder page, ReportedMember member, IReadOnlyList<double> weights, double most)
    {
        page.Append("<svg viewBox=\"0 0 200 12\" aria-hidden=\"true\">");
        var x = 0.0;
        for (var dimension = 0; dimension < Dimensions.Count; dimension++)
        {
            var width = 200 * weights[dimension] * member.Shares[dimension] / most;
            page.Append(CultureInfo.InvariantCulture,
                $"<rect class=\"{(char)('a' + dimension)}\" x=\"{x:0.##}\" width=\"{width:0.##}\" height=\"12\"/>");
            x += width;
        }

        page.Append("</svg>");
    }

    private static void AddCleaning(StringBuilder page, ContributionReport report)
    {
        page.Append("<h2>What cleaning did</h2>\n<table><thead><tr><th>Step</th><th class=\"n\">Events</th></tr>")
            .Append("</thead><tbody>\n");
        foreach (var step in report.Cleaning)
        {
            var name = step.Step.Replace('_', ' ').ToLowerInvariant();
            page.Append(
                CultureInfo.InvariantCulture, $"<tr><td>{name}</td><td class=\"n\">{step.Events:N0}</td></tr>\n");
        }

        page.Append("</tbody></table>\n");
    }

    private static string Whole(double value) => ContributionReport.Number(value, "N0");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
