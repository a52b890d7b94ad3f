namespace KnowledgeGraph.ReadModel;

/// <summary>How a follower follows.</summary>
public sealed record FollowerOptions
{
    /// <summary>Where the snapshot file stands; null for none. Two followers must not share one.</summary>
    public string? SnapshotPath { get; init; }

    /// <summary>A snapshot file is written when this many changes came since the last.</summary>
    public int ChangesPerSnapshot { get; init; } = 100_000;

    /// <summary>The most changes that one version waits for.</summary>
    public int ChangesPerVersionMax { get; init; } = 50_000;

    /// <summary>
    /// A new chain is built when this share of ordinals or of text bytes is dead, and there are
    /// <see cref="CompactionDeadMin"/> dead ordinals or 1,024 times as many dead bytes.
    /// </summary>
    public double CompactionDeadShare { get; init; } = 0.5;

    public int CompactionDeadMin { get; init; } = 100_000;

    /// <summary>
    /// How many of the newest changes are kept for those who read them as they come; who falls further behind is told
    /// so, and goes on with what is there.
    /// </summary>
    public int FeedEventsMax { get; init; } = 16_384;

    /// <summary>The first pause after the store failed; each next is twice as long.</summary>
    public TimeSpan BackoffMin { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(10);
}
