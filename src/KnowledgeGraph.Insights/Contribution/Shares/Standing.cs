using KnowledgeGraph.Insights.Contribution.Rules;

namespace KnowledgeGraph.Insights.Contribution.Shares;

/// <summary>What a member's score asks of those who care for the community.</summary>
public enum Standing : byte
{
    /// <summary>Among those who contribute most: say thank you.</summary>
    Reward,

    /// <summary>Contributes: nothing to do.</summary>
    Steady,

    /// <summary>Contributes little or much less than before: offer help.</summary>
    Guide,

    /// <summary>Has stopped: ask why before closing anything.</summary>
    ExitReview,
}

/// <summary>Why a member has its standing.</summary>
public enum StandingReason : byte
{
    /// <summary>The percentile is at least the threshold.</summary>
    HighPercentile,

    /// <summary>Between the thresholds.</summary>
    BetweenThresholds,

    /// <summary>The percentile is below the threshold.</summary>
    LowPercentile,

    /// <summary>The points fell by the threshold's share or more.</summary>
    Declined,

    /// <summary>No points in this window, and some in the one before.</summary>
    Paused,

    /// <summary>No points for as many windows as the threshold says.</summary>
    Inactive,
}

/// <summary>A standing with its reason.</summary>
/// <param name="Standing">What it is.</param>
/// <param name="Reason">Why.</param>
/// <param name="Value">What was compared: a percentile, or the share by which points fell; null for neither.</param>
/// <param name="Threshold">With what; null where nothing was compared.</param>
public readonly record struct MemberStanding(
    Standing Standing, StandingReason Reason, double? Value, double? Threshold)
{
    /// <summary>The first that applies: inactive, paused, high, declined, low, between.</summary>
    /// <param name="thresholds">Of the rule set.</param>
    /// <param name="points">All points of the window, in millionths.</param>
    /// <param name="pointsBefore">Those of the window before; null where nobody knows.</param>
    /// <param name="percentile">Among those with a score; null for none.</param>
    public static MemberStanding Of(
        StandingThresholds thresholds, long points, long? pointsBefore, double? percentile)
    {
        if (points == 0 || percentile is not { } place)
        {
            return thresholds.ExitWindows == 1 || pointsBefore is null or 0
                ? new(Standing.ExitReview, StandingReason.Inactive, null, null)
                : new(Standing.Guide, StandingReason.Paused, 1, thresholds.GuideDecline);
        }

        if (place >= thresholds.RewardPercentile)
            return new(Standing.Reward, StandingReason.HighPercentile, place, thresholds.RewardPercentile);
        if (pointsBefore is > 0 and var before && (before - points) / (double)before >= thresholds.GuideDecline)
        {
            var fall = (before - points) / (double)before;
            return new(Standing.Guide, StandingReason.Declined, fall, thresholds.GuideDecline);
        }

        return place < thresholds.GuidePercentile
            ? new(Standing.Guide, StandingReason.LowPercentile, place, thresholds.GuidePercentile)
            : new(Standing.Steady, StandingReason.BetweenThresholds, place, thresholds.GuidePercentile);
    }
}
