using System.Globalization;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Insights.Contribution.Shares;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Contribution.Report;

/// <summary>A community's contributions as they are reported: names instead of ordinals. Immutable.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="RuleSetVersion">The version of the rules.</param>
/// <param name="Weights">k1, k2, k3 as they were used.</param>
/// <param name="Points">All points, by dimension.</param>
/// <param name="MemberCount">How many have a score.</param>
/// <param name="EventCount">How many events were met.</param>
/// <param name="Gini">How unequally scores are spread.</param>
/// <param name="BusFactor">How few do more than half of content and sedimentation.</param>
/// <param name="Members">Those with the highest scores.</param>
/// <param name="Weeks">Points by week, before they aged.</param>
/// <param name="Cleaning">How many events each step touched.</param>
/// <param name="Lorenz">At i of n: the share of all score that the lowest i/n of the members have.</param>
public sealed record ContributionReport(
    string Title, DateOnly From, DateOnly To, int RuleSetVersion, IReadOnlyList<double> Weights,
    IReadOnlyList<double> Points, int MemberCount, long EventCount, double Gini, int BusFactor,
    IReadOnlyList<ReportedMember> Members, IReadOnlyList<ReportedWeek> Weeks, IReadOnlyList<ReportedStep> Cleaning,
    IReadOnlyList<double> Lorenz)
{
    private const int LorenzSteps = 50;

    /// <summary>Makes the report of a view.</summary>
    /// <param name="reader">Of the version and class that the view is of.</param>
    /// <param name="view">What to report.</param>
    /// <param name="title">What it is about.</param>
    /// <param name="most">How many members to list.</param>
    public static ContributionReport Of(GraphReader reader, ContributionView view, string title, int most)
    {
        var names = reader.Texts(NodeFields.Of(NodeKind.Member, "displayName"));
        var members = new List<ReportedMember>();
        foreach (var member in view.Order(null))
        {
            if (members.Count == most) break;
            members.Add(Member(view.Receipt(member), reader.Ids.String(member)!, names.String(member) ?? ""));
        }

        var factor = TopicBusFactor.Of(view, threshold: 0.5);
        return new ContributionReport(
            title, Day(view.Window.Start), Day(view.Window.End - 1), view.Rules.Version,
            [.. Dimensions.All.Select(view.Scores.Weight)],
            [.. Dimensions.All.Select(dimension => Scoring.Points.ToNumber(view.Ledger.Total(dimension)))],
            view.Scores.MemberCount, view.Ledger.EventCount, Distribution.Of(view.Scores.Scores).Gini,
            factor.Members.Count, members,
            [.. view.WeeksOfAll.Select(week => new ReportedWeek(
                Day(week.FirstDay * TimeSpan.TicksPerDay), [.. week.Points.Select(Scoring.Points.ToNumber)]))],
            [.. Enum.GetValues<CleaningStep>().Select(step =>
                new ReportedStep(CleaningSteps.Names[(int)step], view.Ledger.Touched(step)))],
            LorenzOf(view.Scores.Scores));
    }

    /// <summary>A number as every machine reads it.</summary>
    internal static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static ReportedMember Member(ContributionReceipt receipt, string id, string name) => new(
        receipt.Rank ?? 0, id, name, receipt.Score,
        [.. Dimensions.All.Select(it => receipt.View.Scores.Share(receipt.Member, it))],
        [.. Dimensions.All.Select(it => Scoring.Points.ToNumber(receipt.View.Ledger.PointsOf(receipt.Member, it)))],
        receipt.PointsBefore is { } before ? Scoring.Points.ToNumber(receipt.Points - before) : null,
        receipt.Standing.Standing);

    private static DateOnly Day(long ticks) => DateOnly.FromDateTime(new DateTime(ticks));

    private static double[] LorenzOf(ReadOnlySpan<double> scores)
    {
        var sorted = scores.ToArray();
        Array.Sort(sorted);
        var curve = new double[LorenzSteps + 1];
        if (sorted.Length == 0) return curve;
        var sum = 0.0;
        var place = 0;
        for (var step = 1; step <= LorenzSteps; step++)
        {
            var until = (int)((long)sorted.Length * step / LorenzSteps);
            for (; place < until; place++) sum += sorted[place];
            curve[step] = Math.Min(1, sum);
        }

        return curve;
    }
}

/// <summary>A member of a report; lists are by dimension, the change is in points against the window before.</summary>
public sealed record ReportedMember(
    int Rank, string Id, string Name, double Score, IReadOnlyList<double> Shares, IReadOnlyList<double> Points,
    double? Change, Standing Standing);

/// <summary>A week of a report: its Monday and its points by dimension.</summary>
public sealed record ReportedWeek(DateOnly Monday, IReadOnlyList<double> Points);

/// <summary>How many events a step of cleaning touched.</summary>
public sealed record ReportedStep(string Step, long Events);
