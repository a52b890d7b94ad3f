using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;

namespace KnowledgeGraph.Insights.Contribution.Shares;

/// <summary>The points of one week, before they aged: what was done then, not what is left of it now.</summary>
/// <param name="FirstDay">Its Monday, in days from 0001-01-01, which was one.</param>
/// <param name="Points">By dimension, in millionths.</param>
/// <param name="Events">How many events were counted.</param>
public sealed record WeekOfPoints(int FirstDay, IReadOnlyList<long> Points, int Events);

/// <summary>Points by week.</summary>
internal static class History
{
    private const int DaysOfWeek = 7;

    /// <summary>The weeks from the first with points to the last of the window, without gaps.</summary>
    public static IReadOnlyList<WeekOfPoints> Of(ContributionLedger ledger, IEnumerable<int> members)
    {
        var weeks = new SortedDictionary<int, (long[] Points, int Events)>();
        foreach (var member in members)
        {
            var evidence = ledger.Explain(member);
            for (var place = 0; place < evidence.Count; place++)
            {
                var item = evidence[place];
                if (item.IsDropped || item.Weight == 0) continue;
                var week = ScoringWindow.DayOf(item.Ticks) / DaysOfWeek;
                var (points, events) = weeks.TryGetValue(week, out var known) ? known : (new long[Dimensions.Count], 0);
                points[(int)ledger.RuleSet.Rules[item.Rule].Dimension] += item.Capped;
                weeks[week] = (points, events + 1);
            }
        }

        if (weeks.Count == 0) return [];
        var all = new List<WeekOfPoints>();
        for (var week = weeks.Keys.First(); week <= weeks.Keys.Last(); week++)
        {
            all.Add(weeks.TryGetValue(week, out var known)
                ? new WeekOfPoints(week * DaysOfWeek, known.Points, known.Events)
                : new WeekOfPoints(week * DaysOfWeek, new long[Dimensions.Count], 0));
        }

        return all;
    }
}
