using System.Globalization;
using System.Net;
using System.Text;
using KnowledgeGraph.Insights.Contribution.Report;

namespace KnowledgeGraph.Insights.Sedimentation.Report;

/// <summary>A report as one HTML page that needs nothing but itself: no script, no address, charts as SVG.</summary>
public static class SedimentationPage
{
    private static readonly string[] Maturities = ["Raw", "Distilled", "Verified"];

    public static string Write(SedimentationReport report)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
            .Append(Text(report.Title)).Append("</title><style>\n").Append(ReportPage.Style)
            .Append("\n</style></head><body>\n").Append(CultureInfo.InvariantCulture,
                $"<h1>{Text(report.Title)}</h1>\n<p>{report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}. ")
            .Append("What was said, what of it became knowledge, and what there is to do.</p>\n");
        AddTiles(page, report);
        page.Append("<div class=\"charts\"><section><h2>Written by week, as mature as it is now</h2>\n");
        AddGrowth(page, report.Growth);
        page.Append("<p>");
        for (var maturity = 0; maturity < Maturities.Length; maturity++)
            page.Append($"<span class=\"key\" style=\"background:var(--{Class(maturity)})\"></span>")
                .Append(Maturities[maturity]);
        page.Append("</p></section>\n<section><h2>From raw to verified</h2>\n");
        AddFunnel(page, report);
        page.Append("</section></div>\n");
        AddTopics(page, report.Topics);
        AddWork(page, "Documents that may no longer hold", "Score", report.Stale);
        AddWork(page, "Threads worth distilling", "Score", report.Candidates);
        AddWork(page, "Documents that say nearly what an older one says", "Likeness", report.Duplicates);
        AddWork(page, "Links that lead nowhere", "Links", report.BrokenLinks);
        return page.Append("</body></html>\n").ToString();
    }

    private static void AddTiles(StringBuilder page, SedimentationReport report)
    {
        page.Append("<div class=\"tiles\">");
        foreach (var (name, value) in report.Figures)
        {
            var isRate = name.EndsWith("Rate", StringComparison.Ordinal);
            var number = value is not { } known ? "–"
                : isRate ? Number(known * 100, "0.#") + " %"
                : Number(known, "#,0.#");
            page.Append($"<div class=\"tile\"><b>{number}</b><span>{SedimentationReport.Plain(name)}</span></div>");
        }

        page.Append("</div>\n");
    }

    private static void AddGrowth(StringBuilder page, IReadOnlyList<ReportedGrowth> weeks)
    {
        const double Width = 640, Height = 240, Left = 44, Bottom = 24;
        var most = weeks.Count == 0 ? 0 : weeks.Max(week => week.Raw + week.Distilled + week.Verified);
        if (most == 0)
        {
            page.Append("<p>There is nothing in these weeks.</p>\n");
            return;
        }

        page.Append("<svg viewBox=\"0 0 640 240\" role=\"img\" aria-label=\"Documents by week\">");
        foreach (var part in (double[])[0, 0.5, 1])
        {
            var y = Y(most * part);
            page.Append(CultureInfo.InvariantCulture,
                $"<line class=\"axis\" x1=\"{Left}\" x2=\"{Width}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>")
                .Append(CultureInfo.InvariantCulture,
                    $"<text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{most * part:0.#}</text>");
        }

        var (first, last) = (weeks[0].Monday.DayNumber, weeks[^1].Monday.DayNumber);
        var count = ((last - first) / 7) + 1;
        var step = (Width - Left) / count;
        foreach (var (number, week) in weeks.Index())
        {
            var x = Left + ((week.Monday.DayNumber - first) / 7 * step);
            var below = 0.0;
            page.Append(CultureInfo.InvariantCulture, $"<g><title>Week of {week.Monday:yyyy-MM-dd}: {week.Raw} raw, ")
                .Append(CultureInfo.InvariantCulture, $"{week.Distilled} distilled, {week.Verified} verified</title>");
            foreach (var (maturity, documents) in ((int[])[week.Raw, week.Distilled, week.Verified]).Index())
            {
                var (low, high) = (Y(below), Y(below += documents));
                page.Append(CultureInfo.InvariantCulture,
                    $"<rect class=\"{Class(maturity)}\" x=\"{x:0.##}\" y=\"{high:0.##}\" ")
                    .Append(CultureInfo.InvariantCulture,
                        $"width=\"{Math.Max(0.5, step * 0.85):0.##}\" height=\"{low - high:0.##}\"/>");
            }

            page.Append("</g>");
            if (number % Math.Max(1, (weeks.Count + 5) / 6) == 0)
                page.Append(CultureInfo.InvariantCulture,
                    $"<text x=\"{x:0.#}\" y=\"{Height - 6}\">{week.Monday:yyyy-MM-dd}</text>");
        }

        page.Append("</svg>\n");

        double Y(double documents) => 10 + ((Height - Bottom - 10) * (1 - (documents / most)));
    }

    private static void AddFunnel(StringBuilder page, SedimentationReport report)
    {
        double[] counts = [Figure("documents"), Figure("distilled"), Figure("verified")];
        var most = Math.Max(1, counts.Max());
        page.Append("<svg viewBox=\"0 0 240 120\" role=\"img\" aria-label=\"From raw to verified\">");
        foreach (var (maturity, count) in counts.Index())
        {
            var width = 236 * count / most;
            page.Append(CultureInfo.InvariantCulture,
                $"<rect class=\"{Class(maturity)}\" x=\"2\" y=\"{(maturity * 40) + 16}\" width=\"{width:0.##}\" ")
                .Append("height=\"18\"/>").Append(CultureInfo.InvariantCulture,
                    $"<text x=\"2\" y=\"{(maturity * 40) + 12}\">{count:#,0} ")
                .Append(maturity == 0 ? "in all" : Maturities[maturity].ToLowerInvariant()).Append("</text>");
        }

        page.Append("</svg>\n<p>All documents, of them distilled at least, of them verified.</p>\n");

        double Figure(string name) => report.Figures[name] ?? 0;
    }

    private static void AddTopics(StringBuilder page, IReadOnlyList<ReportedTopic> topics)
    {
        page.Append("<h2>What is asked of topics, and what they have to give</h2>\n<table><thead><tr><th>Topic</th>")
            .Append("<th class=\"n\">Score</th><th class=\"n\">Demand</th><th class=\"n\">Supply</th>")
            .Append("<th class=\"n\">Questions lately, before</th><th style=\"width:26%\">Demand and supply</th></tr>")
            .Append("</thead><tbody>\n");
        var most = topics.Count == 0 ? 1 : Math.Max(1, topics.Max(topic => Math.Max(topic.Demand, topic.Supply)));
        foreach (var topic in topics)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td title=\"{Text(topic.Id)}\">{Text(topic.Name)}")
                .Append(topic.IsGap ? " <b>gap</b>" : "").Append(CultureInfo.InvariantCulture,
                    $"</td><td class=\"n\">{topic.Score:0.00}</td><td class=\"n\">{topic.Demand:0.0}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{topic.Supply:0.0}</td><td class=\"n\">")
                .Append(CultureInfo.InvariantCulture, $"{topic.QuestionsLately}, {topic.QuestionsBefore}</td><td>")
                .Append("<svg viewBox=\"0 0 200 16\" aria-hidden=\"true\">").Append(CultureInfo.InvariantCulture,
                    $"<rect class=\"b\" width=\"{200 * topic.Demand / most:0.##}\" height=\"7\"/>")
                .Append(CultureInfo.InvariantCulture,
                    $"<rect class=\"c\" y=\"8\" width=\"{200 * topic.Supply / most:0.##}\" height=\"7\"/>")
                .Append("</svg></td></tr>\n");
        }

        page.Append("</tbody></table>\n");
    }

    private static void AddWork(StringBuilder page, string title, string number, IReadOnlyList<ReportedWork> rows)
    {
        page.Append($"<h2>{title}</h2>\n");
        if (rows.Count == 0)
        {
            page.Append("<p>None.</p>\n");
            return;
        }

        page.Append($"<table><thead><tr><th>Document</th><th class=\"n\">{number}</th><th>Why</th></tr></thead>")
            .Append("<tbody>\n");
        foreach (var row in rows)
        {
            page.Append($"<tr><td title=\"{Text(row.Id)}\">{Text(row.Name)}</td><td class=\"n\">")
                .Append(Number(row.Score, "0.##")).Append($"</td><td>{Text(row.Why)}</td></tr>\n");
        }

        page.Append("</tbody></table>\n");
    }

    private static char Class(int maturity) => (char)('a' + maturity);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
