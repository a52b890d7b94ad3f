namespace KnowledgeGraph.Storage.Neo4j;

/// <summary>Where a Neo4j is, how to sign in, and how to use it; the defaults serve but for the address.</summary>
public sealed record Neo4jStoreOptions
{
    /// <summary>The address of Neo4j's HTTP server, `http://localhost:7474` or `https://...`.</summary>
    public required Uri Address { get; init; }

    /// <summary>The database.</summary>
    public string Database { get; init; } = "neo4j";

    /// <summary>The user; empty where sign-in is off or a bearer token is given.</summary>
    public string User { get; init; } = "";

    /// <summary>The user's password.</summary>
    public string Password { get; init; } = "";

    /// <summary>A token for single sign-on, sent instead of user and password; empty for none.</summary>
    public string BearerToken { get; init; } = "";

    /// <summary>
    /// A PEM file with the certificates that may have signed the server's, for a server whose authority the machine
    /// does not know; empty for the machine's own.
    /// </summary>
    public string TrustedCertificates { get; init; } = "";

    /// <summary>The most connections at once.</summary>
    public int ConnectionsMax { get; init; } = 16;

    /// <summary>How long to wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the server may be silent, before its answer or within it.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a commit or a read is tried again after errors that pass.</summary>
    public TimeSpan RetryTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often to look for commits of other processes.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How many bytes of the newest log entries stay in memory for followers in the same process. The newest entry
    /// always stays.
    /// </summary>
    public int RecentBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>The most bytes of one log entry.</summary>
    public int CommitBytesMax { get; init; } = 128 * 1024 * 1024;

    /// <summary>The most rows in one UNWIND.</summary>
    public int RowsPerStatementMax { get; init; } = 4_000;

    /// <summary>Tells the time of commits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// How long a transaction of this program that has the lock of the log may do nothing before another process, which
    /// waits for that, ends it.
    /// </summary>
    internal TimeSpan AbandonedAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The address without user, password or path, for messages.</summary>
    internal string Place => $"{Address.GetLeftPart(UriPartial.Authority)} (database {Database})";
}
