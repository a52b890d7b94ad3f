namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>What can be set about a SQLite store; the defaults serve.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>
    /// How many bytes of the newest log entries, as the file holds them, stay in memory for followers in the same
    /// process. The newest entry always stays.
    /// </summary>
    public int RecentBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>The most bytes of one log entry. SQLite takes no value above 1,000,000,000.</summary>
    public int CommitBytesMax { get; init; } = 512 * 1024 * 1024;

    /// <summary>The size of SQLite's page cache for writing, in bytes.</summary>
    public int CacheBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How large the write-ahead log grows before it is copied into the file, in bytes.</summary>
    public int CheckpointBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long to wait for another program that works on the file: a backup, a look with sqlite3.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most pages that the file may take; 0 for SQLite's own limit.</summary>
    internal int PagesMax { get; init; }

    /// <summary>Tells the time of commits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
