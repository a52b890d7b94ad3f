namespace KnowledgeGraph.ReadModel;

/// <summary>What happened to a follower, for the host to log.</summary>
public enum FollowerEvent
{
    /// <summary>The first version came from the snapshot file.</summary>
    Opened,

    /// <summary>A snapshot file is there but was not used; the message says why.</summary>
    SnapshotRejected,

    /// <summary>A version was built from a full scan.</summary>
    Rebuilt,

    /// <summary>A snapshot file was written.</summary>
    SnapshotWritten,

    /// <summary>A snapshot file could not be written; nothing is lost but the time of the next start.</summary>
    SnapshotFailed,

    /// <summary>The store failed; it will be asked again.</summary>
    StoreFailed,

    /// <summary>The store answers again.</summary>
    StoreRecovered,
}

/// <summary>One thing that happened.</summary>
/// <param name="Event">What.</param>
/// <param name="Message">A sentence for the log.</param>
/// <param name="Exception">The failure, where it is one.</param>
public sealed record FollowerReport(FollowerEvent Event, string Message, Exception? Exception = null);

/// <summary>How far a follower is.</summary>
/// <param name="PublishedSequence">The number of the version that is published.</param>
/// <param name="StoreSequence">The number of the last commit that is known to be in the store.</param>
/// <param name="Failure">Why the store cannot be followed just now; null where it can.</param>
public sealed record FollowerStatus(long PublishedSequence, long StoreSequence, string? Failure)
{
    /// <summary>Commits that are in the store and not yet published.</summary>
    public long Lag => Math.Max(0, StoreSequence - PublishedSequence);
}
