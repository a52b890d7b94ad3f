namespace KnowledgeGraph.Insights.Sedimentation.Inbox;

/// <summary>What a curator can do something about. The names are those of the schema.</summary>
public enum InboxKind
{
    /// <summary>A document may no longer hold.</summary>
    Stale,

    /// <summary>Links of a document lead nowhere.</summary>
    BrokenLinks,

    /// <summary>A document says nearly what an older one says.</summary>
    Duplicate,

    /// <summary>A topic is asked for and has nothing fresh to give.</summary>
    Gap,

    /// <summary>A thread is worth distilling.</summary>
    Distillation,

    /// <summary>Nothing joins something to the rest.</summary>
    Orphan,

    /// <summary>Links of something may be missing.</summary>
    MissingLinks,
}

/// <summary>A reason for an item: its name, how much of it there is, and a sentence in two languages.</summary>
public sealed record InboxReason(string Name, double Value, string English, string Chinese);

/// <summary>A piece of work.</summary>
/// <param name="Kind">What sort.</param>
/// <param name="Node">What it is about.</param>
/// <param name="Others">What else it concerns: the original of a duplicate, threads for a gap.</param>
/// <param name="Gain">What doing it is expected to be worth: docs/insights/sedimentation.md.</param>
/// <param name="Reasons">Why, the strongest first.</param>
/// <param name="Act">The mutation that does it.</param>
/// <param name="Fingerprint">Changes with what speaks for it, so that what was settled comes back when it does.</param>
public sealed record InboxItem(
    InboxKind Kind, int Node, IReadOnlyList<int> Others, double Gain, IReadOnlyList<InboxReason> Reasons, string Act,
    string Fingerprint);
