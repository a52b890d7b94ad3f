using System.Runtime.CompilerServices;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage.Neo4j.Http;
using KnowledgeGraph.Storage.Neo4j.Log;
using KnowledgeGraph.Storage.Neo4j.People;
using KnowledgeGraph.Storage.Neo4j.Queries;
using KnowledgeGraph.Storage.Neo4j.Reconciling;
using KnowledgeGraph.Storage.People;

namespace KnowledgeGraph.Storage.Neo4j;

/// <summary>
/// The community in a Neo4j, over its HTTP Query API: nodes and relationships as a person would model them, and the
/// log of changes beside them. Any number of processes can share one.
/// <para>
/// Cancelling a commit counts only until the writer has taken it. An answer that does not come is looked for in the
/// log before anything is sent again, so that nothing is done twice. Disposing carries out and answers every request
/// that was made before; later ones get <see cref="ObjectDisposedException"/>, and so does whoever waits for changes.
/// </para>
/// </summary>
public sealed class Neo4jGraphStore : IGraphStore, IPrunableLog, IMemberRecords
{
    private readonly QueryApi _query;
    private readonly RetryingApi _api;
    private readonly Neo4jWriter _writer;
    private readonly LogFeed _feed;
    private volatile bool _disposed;

    private Neo4jGraphStore(QueryApi query, RetryingApi api, long sequence)
    {
        _query = query;
        _api = api;
        _feed = new LogFeed(api, sequence);
        _writer = new Neo4jWriter(api, _feed);
        Queries = new Neo4jGraphQueries(api);
    }

    /// <summary>Questions that Neo4j answers by itself, past the read model.</summary>
    public IGraphQueries Queries { get; }

    /// <summary>Opens the store in a database that has the schema.</summary>
    /// <param name="options">Where, and how.</param>
    /// <param name="migrate">Give the database what it lacks of the schema first.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="StoreException">
    /// The server is away, too old, refuses the password, or lacks the schema; the message says which.
    /// </exception>
    public static async ValueTask<Neo4jGraphStore> OpenAsync(
        Neo4jStoreOptions options, bool migrate = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var query = new QueryApi(options);
        try
        {
            var api = new RetryingApi(query, options);
            var version = migrate
                ? (await Neo4jSchema.MigrateAsync(api, cancellation).ConfigureAwait(false)).To
                : await Neo4jSchema.FindAsync(api, cancellation).ConfigureAwait(false);
            if (version < Neo4jSchema.Version) throw Neo4jErrors.NotMigrated(options, version);
            var (sequence, _) = await Neo4jLogReader.FindEndsAsync(api, cancellation).ConfigureAwait(false);
            return new Neo4jGraphStore(query, api, sequence);
        }
        catch
        {
            query.Dispose();
            throw;
        }
    }

    /// <summary>Gives a database what it lacks of the schema.</summary>
    /// <exception cref="StoreException">The server is away, too old, or refuses.</exception>
    public static async Task<Neo4jMigration> MigrateAsync(
        Neo4jStoreOptions options, CancellationToken cancellation = default)
    {
        using var query = new QueryApi(options);
        return await Neo4jSchema.MigrateAsync(new RetryingApi(query, options), cancellation).ConfigureAwait(false);
    }

    public async ValueTask<long> GetSequenceAsync(CancellationToken cancellation = default) =>
        // What was read last stands, but for a server that was away.
        _feed.Failure is null ? _feed.Recent.Sequence : await _feed.LookAsync(cancellation).ConfigureAwait(false);

    public ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellation = default) =>
        new(_writer.EnqueueAsync(request, cancellation));

    public async IAsyncEnumerable<Commit> ReadChangesAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var last = _feed.Recent.Sequence;
        while (after < last)
        {
            if (_feed.Recent.Read(after) is { } recent)
            {
                foreach (var commit in recent)
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return commit;
                    after = commit.Sequence;
                }
                continue;
            }
            await foreach (var (commit, _) in Neo4jLogReader.ReadAsync(_api, after, last, cancellation)
                .ConfigureAwait(false))
            {
                yield return commit;
                after = commit.Sequence;
            }
        }
    }

    public ValueTask WaitForChangesAsync(long after, CancellationToken cancellation = default) =>
        _feed.Recent.WaitAsync(after, cancellation);

    public async ValueTask<GraphScan> ScanAsync(CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return await Neo4jGraphScan.ReadAsync(_api, cancellation).ConfigureAwait(false);
    }

    public async ValueTask<PruneResult> PruneAsync(
        LogRetention retention, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(retention);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return await Neo4jLogPruner.PruneAsync(_api, retention, now, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Finds what was changed in Neo4j past this program, by Cypher or in Neo4j Browser, and enters it in the log, so
    /// that everybody who follows it sees it too. What does not fit the model is left as it is and reported.
    /// </summary>
    /// <exception cref="StoreException">Neo4j failed, or others write all the time.</exception>
    public async Task<ReconcileReport> ReconcileAsync(CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var report = await Reconciliation.RunAsync(_api, cancellation).ConfigureAwait(false);
        await _feed.LookAsync(cancellation).ConfigureAwait(false);
        return report;
    }

    public IAsyncEnumerable<AuditEntry> ReadAuditAsync(
        long before = long.MaxValue, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return AuditRows.ReadAsync(_api, before, cancellation);
    }

    public async ValueTask NoteAsync(
        string actor, AuditStamp stamp, IReadOnlyList<string> targets, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var at = _api.Options.Time.GetUtcNow().UtcTicks;
        await AuditRows.AddNoteAsync(_api, new AuditEntry(0, at, actor, stamp, 0, 0, targets), cancellation)
            .ConfigureAwait(false);
    }

    public async ValueTask<ErasureResult> EraseAsync(
        ErasureRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var result = await new Neo4jErasure(_api, request).RunAsync().ConfigureAwait(false);
        await _feed.ForgetAsync(CancellationToken.None).ConfigureAwait(false);
        await _feed.LookAsync(CancellationToken.None).ConfigureAwait(false);
        return result;
    }

    public async ValueTask<IReadOnlyList<string>> ReadTombstonesAsync(CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return await KnownTombstones.ReadAsync(_api, cancellation).ConfigureAwait(false);
    }

    public async ValueTask TakeOverAsync(MovedRecords records, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        ObjectDisposedException.ThrowIf(_disposed, this);
        await KnownTombstones.AddAsync(_api, records.Tombstones, cancellation).ConfigureAwait(false);
        await AuditRows.TakeOverAsync(_api, records, cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _feed.DisposeAsync().ConfigureAwait(false);
        _query.Dispose();
    }
}
