namespace KnowledgeGraph.Insights.Sedimentation.Staleness;

/// <summary>Why a document may no longer hold. The names are those of the schema.</summary>
public enum StaleReasonKind
{
    /// <summary>The time until which a curator vouched for it is over.</summary>
    VerificationEnded,

    /// <summary>Its content is no longer what a curator vouched for.</summary>
    ContentChanged,

    /// <summary>What it derives from was changed after it was.</summary>
    SourceChanged,

    /// <summary>What it derives from or refers to was superseded.</summary>
    TargetSuperseded,

    /// <summary>Members said so in replies, after its last change.</summary>
    SaidOutdated,

    /// <summary>None of its authors has done anything for long.</summary>
    OwnerGone,

    /// <summary>It is old for what it is about.</summary>
    HalfLife,
}

/// <summary>A reason, and what it adds.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Weight">The most that it can add.</param>
/// <param name="Value">What it adds.</param>
/// <param name="Nodes">What it comes from: sources, members; empty where it is the document itself.</param>
/// <param name="Text">What was said, or null.</param>
/// <param name="At">When it came to be so, as UTC ticks, or null.</param>
public sealed record StaleReason(
    StaleReasonKind Kind, double Weight, double Value, IReadOnlyList<int> Nodes, string? Text, long? At);

/// <summary>What each reason weighs. Together they are 1, since two of them exclude each other.</summary>
public static class StaleWeights
{
    public const int Count = 7;

    /// <summary>
    /// A document with less is not stale. Age, or an absent owner, does not reach it alone; one member who says that it
    /// is outdated does.
    /// </summary>
    public const double ScoreMin = 0.125;

    /// <summary>Nothing done for so long: gone.</summary>
    public const int OwnerGoneDays = 180;

    public static double Of(StaleReasonKind kind) => kind switch
    {
        StaleReasonKind.VerificationEnded or StaleReasonKind.ContentChanged => 0.25,
        StaleReasonKind.SaidOutdated => 0.25,
        StaleReasonKind.SourceChanged or StaleReasonKind.TargetSuperseded => 0.15,
        StaleReasonKind.OwnerGone => 0.08,
        _ => 0.12,
    };
}
