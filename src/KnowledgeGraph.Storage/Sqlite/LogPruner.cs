namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>
/// Takes old entries out of the log in a file, some at a time, on a connection of its own, so that the writer waits
/// for no more than one step. The newest entry stays: it says what number comes next.
/// </summary>
internal static class LogPruner
{
    private const int EntriesPerStep = 500;

    public static PruneResult Prune(
        string path, SqliteStoreOptions options, LogRetention retention, DateTimeOffset now, CancellationToken stop)
    {
        using var connection = SqliteFile.OpenPruner(path, options);
        var cutoff = (now - retention.KeepFor).UtcTicks;
        var last = SqliteSchema.Scalar(connection, "SELECT coalesce(max(sequence), 0) FROM log");
        var first = SqliteSchema.Scalar(connection, "SELECT coalesce(min(sequence), 0) FROM log");
        // The first entry that is young enough; what stands behind it stays, even if a clock went back.
        var young = SqliteSchema.Scalar(connection,
            $"SELECT coalesce(min(sequence), {last}) FROM log WHERE at >= {cutoff}");
        var keepFrom = Math.Min(young, last - Math.Max(1, retention.KeepCount) + 1);
        for (var through = first; through < keepFrom;)
        {
            stop.ThrowIfCancellationRequested();
            through = Math.Min(keepFrom, through + EntriesPerStep);
            SqliteSchema.Execute(connection, $"DELETE FROM log WHERE sequence < {through}");
        }
        return new PruneResult(Math.Max(first, keepFrom), Math.Max(0, keepFrom - first));
    }
}
