using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Contribution.Report;

/// <summary>The days that a report is of.</summary>
/// <param name="Days">The window.</param>
/// <param name="Note">What has to be said of its end, to follow a title; empty where it is what was asked for.</param>
public sealed record ReportWindow(ScoringWindow Days, string Note)
{
    /// <summary>So many days until one that is given.</summary>
    public static ReportWindow Until(long lastTicks, int days) => new(ScoringWindow.Until(lastTicks, days), "");

    /// <summary>
    /// So many days until the last on which something happened: of a community that came to rest, days of silence would
    /// say nothing.
    /// </summary>
    public static ReportWindow UntilNewest(GraphReader reader, long nowTicks, int days)
    {
        var newest = NewestOf(reader, nowTicks);
        return ScoringWindow.DayOf(newest) == ScoringWindow.DayOf(nowTicks)
            ? Until(nowTicks, days)
            : new(ScoringWindow.Until(newest, days),
                $" until {new DateTime(newest):yyyy-MM-dd}, when something last happened");
    }

    // When a document was written or a member did something; now where nothing was.
    private static long NewestOf(GraphReader reader, long nowTicks)
    {
        var newest = IntegerColumn.Missing;
        var created = reader.Instants(NodeFields.Of(NodeKind.Document, "createdAt"));
        // The newest come first, those without a time last.
        foreach (var document in reader.Nodes(NodeKind.Document).ToArray())
        {
            if (created[document] > nowTicks) continue;
            newest = created[document];
            break;
        }

        var times = reader.EdgeTimes;
        foreach (var member in reader.Nodes(NodeKind.Member).ToArray())
        {
            foreach (var (_, edge) in reader.Follow(Relations.Interactions, member))
            {
                if (times[edge] > nowTicks) continue;
                newest = Math.Max(newest, times[edge]);
                break;
            }
        }

        return newest == IntegerColumn.Missing ? nowTicks : newest;
    }
}
