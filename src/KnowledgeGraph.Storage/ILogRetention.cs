namespace KnowledgeGraph.Storage;

/// <summary>How much of the log of changes is kept.</summary>
/// <param name="KeepFor">Entries younger than this are kept.</param>
/// <param name="KeepCount">So many of the newest entries are kept, however old; at least one always is.</param>
public sealed record LogRetention(TimeSpan KeepFor, int KeepCount);

/// <summary>What a pruning did.</summary>
/// <param name="Oldest">The number of the oldest entry that is left.</param>
/// <param name="Removed">How many entries were taken out.</param>
public sealed record PruneResult(long Oldest, long Removed);

/// <summary>
/// A store whose log can be pruned. Nothing that the log says is lost to the store: its content is the snapshot that
/// the entries led to. Who follows the log and is further behind gets <see cref="ChangesPrunedException"/> and begins
/// from a scan.
/// </summary>
public interface IPrunableLog
{
    /// <summary>Takes out the entries that the rule does not keep.</summary>
    /// <exception cref="StoreException">The store failed; what was taken out stays out.</exception>
    ValueTask<PruneResult> PruneAsync(
        LogRetention retention, DateTimeOffset now, CancellationToken cancellation = default);
}
