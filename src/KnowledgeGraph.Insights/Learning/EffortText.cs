using System.Globalization;
using System.Text.RegularExpressions;

namespace KnowledgeGraph.Insights.Learning;

/// <summary>Reads how long a course takes from what its provider says: `6-10 hours/week`, `14 weeks`.</summary>
internal static partial class EffortText
{
    /// <summary>
    /// The hours of the whole course: hours a week, of a range the middle, times weeks; hours alone where no week is
    /// named; null where the texts say neither.
    /// </summary>
    public static double? Hours(string? effort, string? duration)
    {
        double? weeks = duration is not null && Weeks().Match(duration) is { Success: true } week ? Middle(week) : null;
        foreach (var text in (ReadOnlySpan<string?>)[effort, duration])
        {
            if (text is null || PerTime().Match(text) is not { Success: true } match) continue;
            var hours = Middle(match);
            return match.Groups["week"].Success ? hours * (weeks ?? 1) : hours;
        }

        return null;
    }

    private static double Middle(Match match)
    {
        var low = double.Parse(match.Groups["low"].Value, CultureInfo.InvariantCulture);
        return match.Groups["high"].Success
            ? (low + double.Parse(match.Groups["high"].Value, CultureInfo.InvariantCulture)) / 2
            : low;
    }

    [GeneratedRegex(@"(?<low>\d+(\.\d+)?)(\s*[-–~]\s*(?<high>\d+(\.\d+)?))?\s*(weeks?|周)", RegexOptions.IgnoreCase)]
    private static partial Regex Weeks();

    [GeneratedRegex(
        @"(?<low>\d+(\.\d+)?)(\s*[-–~]\s*(?<high>\d+(\.\d+)?))?\s*(hours?\b|hrs?\b|h\b|小时)" +
        @"(?<week>\s*(/|per|a|每)\s*(week|周))?",
        RegexOptions.IgnoreCase)]
    private static partial Regex PerTime();
}
