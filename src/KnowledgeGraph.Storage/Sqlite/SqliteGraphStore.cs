using System.Runtime.CompilerServices;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage.Commits;
using KnowledgeGraph.Storage.People;
using Microsoft.Data.Sqlite;

namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>
/// The embedded store: one SQLite file, written by one process at a time. Every acknowledged commit was flushed to the
/// disk (write-ahead log, synchronous=FULL). Readers of the log and of scans have connections of their own and never
/// hold up the writer; while a scan is open the write-ahead log cannot be emptied and grows.
/// <para>
/// Cancelling a commit counts only until the writer has taken it: a task that was cancelled is a request of which
/// nothing was kept. After that the request runs to its end and its result is given.
/// </para>
/// <para>
/// Disposing carries out and answers every request that was made before; later ones get
/// <see cref="ObjectDisposedException"/>, and so does whoever waits for changes.
/// </para>
/// </summary>
public sealed class SqliteGraphStore : IGraphStore, IPrunableLog, IMemberRecords
{
    private readonly string _path;
    private readonly SqliteStoreOptions _options;
    private readonly StoreLock _storeLock;
    private readonly CommitWriter _writer;
    private readonly ChangeFeed _feed;
    private volatile bool _disposed;

    private SqliteGraphStore(
        string path, SqliteStoreOptions options, StoreLock storeLock, CommitWriter writer, ChangeFeed feed)
    {
        _path = path;
        _options = options;
        _storeLock = storeLock;
        _writer = writer;
        _feed = feed;
    }

    /// <summary>Opens the store in a file, and makes the file and its folder where there is none.</summary>
    /// <param name="path">The database file. Files beside it begin with its name.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellation">Counts until the work begins.</param>
    /// <exception cref="StoreException">
    /// The file is in use, of a newer format, damaged, no store, or cannot be written; the message says which.
    /// </exception>
    public static async ValueTask<SqliteGraphStore> OpenAsync(
        string path, SqliteStoreOptions? options = null, CancellationToken cancellation = default)
    {
        var full = Path.GetFullPath(path);
        return await Task.Run(() => Open(full, options ?? new SqliteStoreOptions()), cancellation)
            .ConfigureAwait(false);
    }

    public ValueTask<long> GetSequenceAsync(CancellationToken cancellation = default) => new(_feed.Sequence);

    public ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellation = default) =>
        new(_writer.EnqueueAsync(request, cancellation));

    public async IAsyncEnumerable<Commit> ReadChangesAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var last = _feed.Sequence;
        while (after < last)
        {
            if (_feed.Read(after) is { } recent)
            {
                foreach (var commit in recent)
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return commit;
                    after = commit.Sequence;
                }
                continue;
            }
            await foreach (var commit in LogReader.ReadAsync(_path, after, last, cancellation).ConfigureAwait(false))
            {
                yield return commit;
                after = commit.Sequence;
            }
        }
    }

    public ValueTask WaitForChangesAsync(long after, CancellationToken cancellation = default) =>
        _feed.WaitAsync(after, cancellation);

    public async ValueTask<GraphScan> ScanAsync(CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return await Task.Run(() => SqliteGraphScan.Open(_path), cancellation).ConfigureAwait(false);
    }

    public async ValueTask<PruneResult> PruneAsync(
        LogRetention retention, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(retention);
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return await Task.Run(
                () => LogPruner.Prune(_path, _options, retention, now, cancellation), cancellation)
                .ConfigureAwait(false);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Translate(exception, _path);
        }
    }

    public IAsyncEnumerable<AuditEntry> ReadAuditAsync(
        long before = long.MaxValue, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return AuditReader.ReadAsync(_path, before, cancellation);
    }

    public async ValueTask NoteAsync(
        string actor, AuditStamp stamp, IReadOnlyList<string> targets, CancellationToken cancellation = default) =>
        await _writer.NoteAsync(actor, stamp, targets).ConfigureAwait(false);

    public async ValueTask<ErasureResult> EraseAsync(
        ErasureRequest request, CancellationToken cancellation = default) =>
        await _writer.EraseAsync(request).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<string>> ReadTombstonesAsync(CancellationToken cancellation = default) =>
        await _writer.TombstonesAsync().ConfigureAwait(false);

    public async ValueTask TakeOverAsync(MovedRecords records, CancellationToken cancellation = default) =>
        await _writer.TakeOverAsync(records).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        try
        {
            await _writer.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _feed.Close();
            _storeLock.Dispose();
        }
    }

    // A backup that was set back brings back what was erased since it was made.
    private static void EraseReturned(SqliteConnection connection, string path, SqliteStoreOptions options)
    {
        var beside = TombstoneFile.Read(path);
        using var tables = new GraphTables(connection);
        using var people = new PeopleTables(connection);
        TombstoneFile.Append(path, people.Tombstones.Where(digest => !beside.Contains(digest)));
        beside.ExceptWith(people.Tombstones);
        if (beside.Count == 0)
        {
            // What a reader held up the last time. The log is empty after a clean stop: nothing to do then.
            SqliteSchema.Scalar(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            return;
        }

        var ids = SqliteErasure.FindReturned(connection, beside);
        tables.Begin();
        people.Remember(beside);
        tables.Commit();
        if (ids.Count == 0) return;
        var last = SqliteSchema.Scalar(connection, "SELECT coalesce(max(sequence), 0) FROM log");
        var request = new ErasureRequest(ids, "restore", new AuditStamp("eraseAgain"));
        new SqliteErasure(connection, tables, people, path).Erase(request, last, options.Time.GetUtcNow().UtcTicks);
    }

    private static SqliteGraphStore Open(string path, SqliteStoreOptions options)
    {
        StoreLock? storeLock = null;
        SqliteConnection? connection = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            storeLock = StoreLock.Take(path);
            connection = SqliteFile.OpenWriter(path, options);
            EraseReturned(connection, path, options);
            var sequence = SqliteSchema.Scalar(connection, "SELECT coalesce(max(sequence), 0) FROM log");
            var feed = new ChangeFeed(sequence, options.RecentBytesMax);
            return new SqliteGraphStore(
                path, options, storeLock, new CommitWriter(path, connection, feed, options), feed);
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            storeLock?.Dispose();
            if (exception is IOException or UnauthorizedAccessException)
                throw SqliteErrors.CannotOpen(path, exception);
            var translated = SqliteErrors.Translate(exception, path);
            if (ReferenceEquals(translated, exception)) throw;
            throw translated;
        }
    }
}
