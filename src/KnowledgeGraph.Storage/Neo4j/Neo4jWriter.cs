using System.Diagnostics;
using System.Threading.Channels;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage.Commits;
using KnowledgeGraph.Storage.Neo4j.Http;
using KnowledgeGraph.Storage.Neo4j.Log;

namespace KnowledgeGraph.Storage.Neo4j;

/// <summary>
/// The one loop of this process that writes. It drains a queue: what waits becomes one transaction, and then all are
/// answered. Writers in other processes are kept in order by a lock on the node of the log.
/// </summary>
internal sealed class Neo4jWriter : IAsyncDisposable
{
    // A transaction is closed when it has so many commands, so that the first in it do not wait for a whole backlog.
    private const int CommandsPerTransactionMax = 4_096;
    private const int OutsideChangesMax = 5;

    private readonly RetryingApi _api;
    private readonly CommitAttempts _attempts;
    private readonly LogFeed _feed;
    private readonly Channel<PendingCommit> _queue = Channel.CreateUnbounded<PendingCommit>(
        new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _loop;
    private Taken? _next;

    /// <summary>Commits that were taken out of the queue to become one transaction.</summary>
    private sealed record Taken(IReadOnlyList<PendingCommit> Pending, CommitBatch Batch)
    {
        public static Taken Of(IReadOnlyList<PendingCommit> pending) =>
            new(pending, new CommitBatch([.. pending.Select(one => one.Request)]));
    }

    public Neo4jWriter(RetryingApi api, LogFeed feed)
    {
        _api = api;
        _feed = feed;
        _attempts = new CommitAttempts(api.Once, api.Options);
        _loop = Task.Run(RunAsync);
    }

    public Task<CommitResult> EnqueueAsync(CommitRequest request, CancellationToken cancellation)
    {
        var pending = new PendingCommit(request, cancellation);
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(pending), typeof(Neo4jGraphStore));
        return pending.Task;
    }

    /// <summary>Takes nothing more and carries out what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (_next is not null || await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var taken = _next ?? Take();
            _next = null;
            if (taken is not null) await CommitAsync(taken).ConfigureAwait(false);
        }
    }

    /// <summary>What waits, as far as it fits into one transaction; null where nothing does.</summary>
    private Taken? Take()
    {
        var pending = new List<PendingCommit>();
        var commands = 0;
        while (commands < CommandsPerTransactionMax && _queue.Reader.TryPeek(out var first))
        {
            var count = first.Request.Commands.Count;
            if (pending.Count > 0 && commands + count > CommandsPerTransactionMax) break;
            _queue.Reader.TryRead(out _);
            if (!first.TryTake()) continue;
            pending.Add(first);
            commands += count;
        }
        return pending.Count > 0 ? Taken.Of(pending) : null;
    }

    /// <summary>What is committed next; taken out of the queue, so that it is the same whoever asks.</summary>
    private CommitBatch? Next() => (_next ??= Take())?.Batch;

    private async Task CommitAsync(Taken taken)
    {
        var batch = taken.Pending;
        try
        {
            var committed = await CommitUntilKnownAsync(taken.Batch).ConfigureAwait(false);
            if (committed.Entries.Count > 0)
                await _feed.PublishAsync([.. committed.Entries.Select(Published)]).ConfigureAwait(false);
            for (var index = 0; index < batch.Count; index++) batch[index].SetResult(committed.Results[index]);
        }
        catch (StoreException failure) when (!failure.Transient && batch.Count > 1)
        {
            // It may be the fault of one request, which must not take the others with it: each is tried by itself.
            foreach (var pending in batch) await CommitAsync(Taken.Of([pending])).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            foreach (var pending in batch) pending.SetException(failure);
        }

        static (Commit Commit, int Bytes) Published(LogEntry entry) => (entry.Commit, entry.Changes.Length);
    }

    /// <summary>Tries until the batch is committed, or is known not to be and will not be.</summary>
    private async Task<CommitBatch.Outcome> CommitUntilKnownAsync(CommitBatch batch)
    {
        var clock = Stopwatch.StartNew();
        var outside = 0;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await _attempts.TryAsync(batch, Next).ConfigureAwait(false) is { } committed) return committed;
                // Another process was first: no error, and no reason to wait.
                continue;
            }
            catch (QueryException failure) when (failure.Code is QueryCodes.Arithmetic or QueryCodes.ConstraintFailed)
            {
                if (++outside == OutsideChangesMax)
                    throw Neo4jErrors.ChangedFromOutside(_api.Options, failure);
            }
            catch (QueryException failure)
            {
                var isOver = clock.Elapsed > _api.Options.RetryTimeout;
                if (batch.IsUnknown && (isOver || !failure.Passes))
                    throw Neo4jErrors.OutcomeUnknown(_api.Options, failure);
                if (isOver || !failure.Passes) throw Neo4jErrors.Translate(failure, _api.Options);
            }
            await Task.Delay(RetryingApi.Pause(attempt)).ConfigureAwait(false);
        }
    }
}
