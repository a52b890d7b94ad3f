using System.Text.Json;
using KnowledgeGraph.Storage.Neo4j.Http;

namespace KnowledgeGraph.Storage.Neo4j.Log;

/// <summary>
/// Takes old entries out of the log in Neo4j: what they led to is written as a snapshot first, then the log is told
/// where it begins now, then they go. Cut off anywhere, the log is as it was or as it should be.
/// </summary>
internal static class Neo4jLogPruner
{
    public static async Task<PruneResult> PruneAsync(
        RetryingApi api, LogRetention retention, DateTimeOffset now, CancellationToken cancellation)
    {
        var (_, oldest) = await LogSnapshot.FindAsync(api, cancellation).ConfigureAwait(false);
        var keepFrom = await FindKeepFromAsync(api, retention, now, cancellation).ConfigureAwait(false);
        if (keepFrom <= oldest) return new PruneResult(oldest, 0);

        var snapshot = Guid.NewGuid().ToString("N");
        var content = await LogSnapshot.ReplayAsync(api, keepFrom - 1, cancellation).ConfigureAwait(false);
        var parts = await LogSnapshot.WriteAsync(api, snapshot, content, cancellation).ConfigureAwait(false);

        // Another process may have pruned meanwhile: whose snapshot is the newer one stays.
        await api.ReadAsync(new Statement("""
            MATCH (log:ChangeLog {name: 'community'})
            SET log.lockedBy = 'prune'
            WITH log WHERE log.oldest < $oldest
              AND COUNT { MATCH (s:ChangeSnapshot {snapshot: $snapshot}) } = $parts
            SET log.oldest = $oldest, log.snapshot = $snapshot
            """, writer =>
            {
                writer.Name("oldest").Integer(keepFrom);
                writer.Name("snapshot").Text(snapshot);
                writer.Name("parts").Integer(parts);
            }, TakesLock: true), QueryTransaction.Ignore, cancellation).ConfigureAwait(false);
        var (current, begins) = await LogSnapshot.FindAsync(api, cancellation).ConfigureAwait(false);
        await LogSnapshot.RemoveOthersAsync(api, current, cancellation).ConfigureAwait(false);
        await api.ReadAsync(new Statement("""
            MATCH (c:Change) WHERE c.sequence < $oldest
            CALL (c) { DELETE c } IN TRANSACTIONS OF 1000 ROWS
            """, writer => writer.Name("oldest").Integer(begins)), QueryTransaction.Ignore, cancellation)
            .ConfigureAwait(false);
        return new PruneResult(begins, begins - oldest);
    }

    private static async Task<long> FindKeepFromAsync(
        RetryingApi api, LogRetention retention, DateTimeOffset now, CancellationToken cancellation)
    {
        var (last, _) = await Neo4jLogReader.FindEndsAsync(api, cancellation).ConfigureAwait(false);
        var young = last;
        await api.ReadAsync(new Statement(
            "MATCH (c:Change) WHERE c.at >= $cutoff RETURN coalesce(min(c.sequence), $last)", writer =>
            {
                writer.Name("cutoff").Instant(Math.Max(0, (now - retention.KeepFor).UtcTicks));
                writer.Name("last").Integer(last);
            }), (ref Utf8JsonReader row) => young = TypedJson.NextInteger(ref row), cancellation)
            .ConfigureAwait(false);
        return Math.Min(young, last - Math.Max(1, retention.KeepCount) + 1);
    }
}
