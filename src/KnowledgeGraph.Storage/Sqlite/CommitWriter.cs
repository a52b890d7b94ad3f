using KnowledgeGraph.Storage.Commits;
using KnowledgeGraph.Storage.People;
using Microsoft.Data.Sqlite;

namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>
/// The one thread that writes. It owns the connection and drains a queue: what waits goes into one transaction, which
/// costs one flush of the disk, and then all are answered. So a single caller pays a flush for each request, and many
/// callers share one.
/// </summary>
internal sealed class CommitWriter : IAsyncDisposable
{
    // A transaction is closed when it has so many commands, so that the first in it do not wait for a whole backlog.
    private const int CommandsPerTransactionMax = 50_000;

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly GraphTables _tables;
    private readonly PeopleTables _people;
    private readonly CommandApplier _applier;
    private readonly SqliteStoreOptions _options;
    private readonly ChangeFeed _feed;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly object _queueLock = new();
    private readonly Queue<PendingCommit> _queue = new();
    private readonly Queue<Action> _work = new();
    private bool _closing;
    private Exception? _fatal;

    /// <summary>Takes over the connection.</summary>
    public CommitWriter(string path, SqliteConnection connection, ChangeFeed feed, SqliteStoreOptions options)
    {
        _path = path;
        _connection = connection;
        _feed = feed;
        _tables = new GraphTables(connection);
        _people = new PeopleTables(connection);
        _applier = new CommandApplier(_tables, _people, options);
        _options = options;
        _thread = new Thread(Run) { Name = "store writer", IsBackground = true };
        _thread.Start();
    }

    public Task<CommitResult> EnqueueAsync(CommitRequest request, CancellationToken cancellation)
    {
        var pending = new PendingCommit(request, cancellation);
        lock (_queueLock)
        {
            ObjectDisposedException.ThrowIf(_closing, typeof(SqliteGraphStore));
            _queue.Enqueue(pending);
            if (_queue.Count == 1) Monitor.Pulse(_queueLock);
        }
        return pending.Task;
    }

    /// <summary>Has the writer's thread do something between two transactions.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var task = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_queueLock)
        {
            ObjectDisposedException.ThrowIf(_closing, typeof(SqliteGraphStore));
            _work.Enqueue(() =>
            {
                try
                {
                    task.SetResult(work());
                }
                catch (Exception exception)
                {
                    if (SqliteErrors.IsFatal(exception)) _fatal ??= exception;
                    task.SetException(SqliteErrors.Translate(exception, _path));
                }
            });
            Monitor.Pulse(_queueLock);
        }
        return task.Task;
    }

    /// <summary>Erases, on the writer's thread.</summary>
    public Task<ErasureResult> EraseAsync(ErasureRequest request) => RunAsync(() =>
    {
        if (_fatal is not null) throw SqliteErrors.Stopped(_path, _fatal);
        var at = _options.Time.GetUtcNow().UtcTicks;
        var result = new SqliteErasure(_connection, _tables, _people, _path).Erase(request, _feed.Sequence, at);
        // What memory holds of the log was made before.
        _feed.Clear();
        _feed.Publish([(SqliteErasure.CommitOf(request, result, at), 0)]);
        return result;
    });

    /// <summary>Adds an entry to the audit that goes with no commit.</summary>
    public Task<bool> NoteAsync(string actor, AuditStamp stamp, IReadOnlyList<string> targets) => RunAsync(() =>
    {
        _tables.Begin();
        try
        {
            _people.Append(_options.Time.GetUtcNow().UtcTicks, actor, stamp, 0, 0, targets);
            _tables.Commit();
            return true;
        }
        catch
        {
            _tables.Rollback();
            throw;
        }
    });

    /// <summary>Takes over what another store kept about people.</summary>
    public Task<bool> TakeOverAsync(MovedRecords records) => RunAsync(() =>
    {
        if (_fatal is not null) throw SqliteErrors.Stopped(_path, _fatal);
        TombstoneFile.Append(_path, records.Tombstones.Where(digest => !_people.Tombstones.Contains(digest)));
        _tables.Begin();
        try
        {
            _people.Remember(records.Tombstones);
            var isNext = SqliteSchema.Scalar(_connection, "SELECT count(*) FROM audit") == records.After;
            foreach (var entry in isNext ? records.Entries : [])
            {
                _people.Append(
                    entry.At, entry.Actor, entry.Stamp, entry.Sequence, entry.ChangeCount, entry.Targets);
            }

            _tables.Commit();
            return isNext;
        }
        catch
        {
            _tables.Rollback();
            throw;
        }
    });

    /// <summary>The digests of all erased ids, in order.</summary>
    public Task<IReadOnlyList<string>> TombstonesAsync() => RunAsync<IReadOnlyList<string>>(
        () => [.. _people.Tombstones.Order(StringComparer.Ordinal)]);

    /// <summary>Takes nothing more, carries out what waits, and closes the connection.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_queueLock)
        {
            _closing = true;
            Monitor.Pulse(_queueLock);
        }
        return new ValueTask(_closed.Task);
    }

    private void Run()
    {
        var batch = new List<PendingCommit>();
        while (TakeWaiting(batch))
        {
            Commit(batch);
            while (TakeWork() is { } work) work();
        }
        try
        {
            _people.Dispose();
            _tables.Dispose();
            _connection.Dispose();
            _closed.SetResult();
        }
        catch (Exception exception)
        {
            _closed.SetException(SqliteErrors.Translate(exception, _path));
        }
    }

    private Action? TakeWork()
    {
        lock (_queueLock) return _work.TryDequeue(out var work) ? work : null;
    }

    /// <summary>Waits for requests and takes them; false when there will be no more.</summary>
    private bool TakeWaiting(List<PendingCommit> batch)
    {
        batch.Clear();
        lock (_queueLock)
        {
            while (_queue.Count == 0 && _work.Count == 0)
            {
                if (_closing) return false;
                Monitor.Wait(_queueLock);
            }
            var commands = 0;
            while (commands < CommandsPerTransactionMax && _queue.TryDequeue(out var pending))
            {
                if (!pending.TryTake()) continue;
                batch.Add(pending);
                commands += pending.Request.Commands.Count;
            }
        }
        return true;
    }

    private void Commit(List<PendingCommit> batch)
    {
        if (batch.Count == 0) return;
        var applied = new CommandApplier.Applied[batch.Count];
        try
        {
            if (_fatal is not null) throw SqliteErrors.Stopped(_path, _fatal);
            ApplyAll(batch, applied);
        }
        catch (Exception exception)
        {
            Undo(batch, exception);
            return;
        }
        _feed.Publish([.. applied.Where(one => one.Commit is not null).Select(one => (one.Commit!, one.LogBytes))]);
        for (var index = 0; index < applied.Length; index++) batch[index].SetResult(applied[index].Result);
    }

    private void ApplyAll(List<PendingCommit> batch, CommandApplier.Applied[] applied)
    {
        var first = _feed.Sequence;
        var last = first;
        _tables.Begin();
        for (var index = 0; index < applied.Length; index++)
        {
            applied[index] = _applier.Apply(batch[index].Request, last);
            last = applied[index].Result.Sequence;
        }
        if (last > first) _tables.Commit();
        else _tables.EndUnchanged();
    }

    /// <summary>
    /// Nothing of the transaction was kept. What made it fail may be the fault of one request (one too large for the
    /// disk), which must not take the others with it: each is tried by itself.
    /// </summary>
    private void Undo(List<PendingCommit> batch, Exception exception)
    {
        if (SqliteErrors.IsFatal(exception)) _fatal = exception;
        try
        {
            _tables.Rollback();
        }
        catch (SqliteException failed)
        {
            _fatal ??= failed;
        }
        if (batch.Count == 1 || _fatal is not null || SqliteErrors.IsBusy(exception))
        {
            foreach (var pending in batch) pending.SetException(SqliteErrors.Translate(exception, _path));
            return;
        }
        foreach (var pending in batch) Commit([pending]);
    }
}
