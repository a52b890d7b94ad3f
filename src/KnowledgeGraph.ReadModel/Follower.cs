using KnowledgeGraph.ReadModel.Feed;
using KnowledgeGraph.ReadModel.Indexing;
using KnowledgeGraph.ReadModel.Snapshots;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.ReadModel;

/// <summary>
/// Follows a store's log and publishes versions, each by one swap: one writer, any number of readers. All members but
/// <see cref="StartAsync"/> and disposal are safe for use by many threads at once.
/// </summary>
public sealed class Follower : IAsyncDisposable
{
    private readonly IGraphStore _store;
    private readonly FollowerOptions _options;
    private readonly Action<FollowerReport> _report;
    private readonly Waiters _waiters = new();
    private readonly CancellationTokenSource _stop = new();
    private volatile GraphSnapshot _current = GraphSnapshot.Empty();
    private volatile string? _failure;
    private long _storeSequence;
    private long _fileSequence = -1;
    private long _searchSequence = -1;
    private int _changesSinceFile;
    private Task _loop = Task.CompletedTask;
    private Task _writing = Task.CompletedTask;
    private Task<GraphSnapshot>? _compaction;
    // What is being written, until what wrote it is done.
    private (SearchProjection Projection, IndexSave Save)? _saving;

    /// <param name="store">The store; not disposed with the follower.</param>
    /// <param name="options">How to follow.</param>
    /// <param name="report">Is told what happens, from threads of the follower's; must not throw.</param>
    public Follower(IGraphStore store, FollowerOptions? options = null, Action<FollowerReport>? report = null)
    {
        _store = store;
        _options = options ?? new();
        _report = report ?? (_ => { });
        Changes = new ChangeSubscriptions(store, new LiveFeed(_options.FeedEventsMax));
    }

    /// <summary>What is published, as it is published.</summary>
    public ChangeSubscriptions Changes { get; }

    /// <summary>The newest version. Take it once for a request and keep it.</summary>
    public GraphSnapshot Current => _current;

    /// <summary>How far the follower is.</summary>
    public FollowerStatus Status =>
        new(_current.Sequence, Math.Max(_current.Sequence, Interlocked.Read(ref _storeSequence)), _failure);

    /// <summary>
    /// Publishes the first version, which holds all that the store held at the call, and follows on in the background.
    /// </summary>
    /// <exception cref="StoreException">The store failed.</exception>
    /// <exception cref="InvalidDataException">The store contradicts itself.</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        Publish(await OpenAsync(cancellation).ConfigureAwait(false));
        try
        {
            await CatchUpAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception gap) when (
            gap is ChangesPrunedException or InvalidDataException or NodesErasedException)
        {
            await ReplaceAsync(gap, cancellation).ConfigureAwait(false);
            await CatchUpAsync(cancellation).ConfigureAwait(false);
        }

        _loop = Task.Run(() => FollowAsync(_stop.Token), CancellationToken.None);
    }

    /// <summary>Completes with a version that holds the commit of that number: what a mutation waits for.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up, or the follower was stopped.</exception>
    public ValueTask<GraphSnapshot> WaitForAsync(long sequence, CancellationToken cancellation = default)
    {
        var current = _current;
        return current.Sequence >= sequence ? new(current) : Awaited();

        async ValueTask<GraphSnapshot> Awaited()
        {
            var waiting = _waiters.Add(sequence);
            // It may have been published between the look and the entry.
            _waiters.Release(_current.Sequence);
            await waiting.WaitAsync(cancellation).ConfigureAwait(false);
            return _current;
        }
    }

    /// <summary>Stops following and writes the snapshot file, where there is one to write.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
        Task compaction = _compaction ?? Task.CompletedTask;
        await compaction.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        TakeSaved();
        SaveSearch(_current);
        WriteFile(_current);
        _waiters.Cancel();
        Changes.Feed.Close();
        _stop.Dispose();
    }

    private async Task<GraphSnapshot> OpenAsync(CancellationToken cancellation)
    {
        if (_options.SnapshotPath is not { } path || !File.Exists(path))
        {
            return await RebuildAsync(null, cancellation).ConfigureAwait(false);
        }

        try
        {
            var snapshot = SnapshotFile.Read(path);
            await CheckOriginAsync(snapshot, cancellation).ConfigureAwait(false);
            _fileSequence = snapshot.Sequence;
            OpenSearch(snapshot, path);
            _report(new(FollowerEvent.Opened, $"Opened the snapshot file at {snapshot.Sequence}."));
            return snapshot;
        }
        catch (SnapshotException reason)
        {
            _report(new(FollowerEvent.SnapshotRejected, $"{reason.Message} Building anew.", reason));
            return await RebuildAsync(null, cancellation).ConfigureAwait(false);
        }
    }

    private void OpenSearch(GraphSnapshot snapshot, string path)
    {
        if (SearchProjection.Open(SearchFolderOf(path), snapshot, out var reason) is { } search)
        {
            snapshot.Attach(search);
            _searchSequence = snapshot.Sequence;
            return;
        }

        _report(new(FollowerEvent.SnapshotRejected, $"{reason} Indexing anew."));
        _ = snapshot.Search;
    }

    // Begun and ended only while nothing is projected: one thread writes the index. Written beside.
    private void SaveSearch(GraphSnapshot newest)
    {
        if (BeginSaveSearch(newest) is not { } save) return;
        WriteSearch(save, newest.Sequence);
        TakeSaved();
    }

    private IndexSave? BeginSaveSearch(GraphSnapshot newest)
    {
        if (_options.SnapshotPath is not { } path || newest.Sequence == _searchSequence) return null;
        var projection = newest.Search.Projection;
        var save = projection.BeginSave(SearchFolderOf(path), newest);
        _saving = (projection, save);
        return save;
    }

    private void WriteSearch(IndexSave save, long sequence)
    {
        try
        {
            save.Write();
            _searchSequence = sequence;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var message = $"The search index was not saved: {failure.Message}";
            _report(new(FollowerEvent.SnapshotFailed, message, failure));
        }
    }

    private void TakeSaved()
    {
        // One that failed is left as it is: its segments stay in memory.
        if (_saving is var (projection, save) && save.IsWritten) projection.EndSave(save);
        _saving = null;
    }

    // An index is only ever added to until its parts are merged: what was in it is gone when its files are.
    private bool TryDeleteSearch()
    {
        if (_options.SnapshotPath is not { } path) return true;
        _searchSequence = -1;
        try
        {
            if (Directory.Exists(SearchFolderOf(path))) Directory.Delete(SearchFolderOf(path), recursive: true);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var message = $"The search index, which may name who was erased, was not deleted: {failure.Message}";
            _report(new(FollowerEvent.SnapshotFailed, message, failure));
            return false;
        }
    }

    private static string SearchFolderOf(string snapshotPath) => snapshotPath + ".search";

    // A file can lie beside a store that it was not made from, or that was set back.
    private async Task CheckOriginAsync(GraphSnapshot snapshot, CancellationToken cancellation)
    {
        var sequence = await _store.GetSequenceAsync(cancellation).ConfigureAwait(false);
        if (snapshot.Sequence > sequence)
        {
            throw new SnapshotException(
                $"The snapshot file is at {snapshot.Sequence}, but the store only at {sequence}.");
        }

        var committedAt = await Rebuild.TimeOfAsync(_store, snapshot.Sequence, cancellation).ConfigureAwait(false);
        if (committedAt != 0 && snapshot.CommittedAt != 0 && committedAt != snapshot.CommittedAt)
        {
            throw new SnapshotException("The snapshot file was made from another store.");
        }
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        var backoff = _options.BackoffMin;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await WaitAsync(cancellation).ConfigureAwait(false);
                await CatchUpAsync(cancellation).ConfigureAwait(false);
                await TakeCompactedAsync(cancellation).ConfigureAwait(false);
                Housekeep(cancellation);
                backoff = _options.BackoffMin;
                continue;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (StoreException failure) when (failure is not ChangesPrunedException)
            {
                Fail(failure, backoff);
            }
            catch (Exception gap)
            {
                // Whatever it is that does not fit, a gap in the log or a mistake of ours: the store knows the truth.
                if (await TryRebuildAsync(gap, cancellation).ConfigureAwait(false)) continue;
            }

            await Task.Delay(backoff, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            backoff = backoff * 2 < _options.BackoffMax ? backoff * 2 : _options.BackoffMax;
        }
    }

    // For a change in the store, or for a compaction that came to its end.
    private async Task WaitAsync(CancellationToken cancellation)
    {
        if (_compaction is not { } compaction)
        {
            await _store.WaitForChangesAsync(_current.Sequence, cancellation).ConfigureAwait(false);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var changes = _store.WaitForChangesAsync(_current.Sequence, either.Token).AsTask();
        await Task.WhenAny(changes, compaction).ConfigureAwait(false);
        if (changes.IsCompleted)
        {
            await changes.ConfigureAwait(false);
            return;
        }

        await either.CancelAsync().ConfigureAwait(false);
        await changes.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task CatchUpAsync(CancellationToken cancellation)
    {
        Interlocked.Exchange(ref _storeSequence, await _store.GetSequenceAsync(cancellation).ConfigureAwait(false));
        var next = await CatchUpAsync(_current, Publish, cancellation).ConfigureAwait(false);
        if (next.Sequence > _current.Sequence) Publish(next);
        Recover();
    }

    // Applies the log to a version; where it is long, gives versions on the way to publish.
    private async Task<GraphSnapshot> CatchUpAsync(
        GraphSnapshot from, Action<GraphSnapshot> publish, CancellationToken cancellation)
    {
        var projector = new Projector(from);
        await foreach (var commit in _store.ReadChangesAsync(from.Sequence, cancellation).ConfigureAwait(false))
        {
            projector.Apply(commit);
            Changes.Feed.Stage(commit);
            _changesSinceFile += commit.Changes.Count;
            if (projector.ChangeCount < _options.ChangesPerVersionMax) continue;
            from = SearchProjection.Carry(from, projector.Freeze());
            publish(from);
            projector = new Projector(from);
        }

        return SearchProjection.Carry(from, projector.Freeze());
    }

    private async Task<bool> TryRebuildAsync(Exception reason, CancellationToken cancellation)
    {
        try
        {
            await ReplaceAsync(reason, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception failure)
        {
            Fail(failure, _options.BackoffMin);
            return false;
        }
    }

    // Where nodes were erased, the files are replaced before anybody is told that it is done.
    private async Task ReplaceAsync(Exception reason, CancellationToken cancellation)
    {
        var snapshot = await RebuildAsync(reason.Message, cancellation).ConfigureAwait(false);
        if (reason is NodesErasedException)
        {
            await _writing.ConfigureAwait(false);
            TakeSaved();
            // The file goes last: where it stays as it was, the next start meets the erasure again.
            if (TryDeleteSearch())
            {
                SaveSearch(snapshot);
                WriteFile(snapshot);
            }
        }

        Publish(snapshot);
    }

    private async Task<GraphSnapshot> RebuildAsync(string? reason, CancellationToken cancellation)
    {
        var snapshot = await Rebuild.RunAsync(_store, cancellation).ConfigureAwait(false);
        _ = snapshot.Search;
        var because = reason is null ? "" : $" ({reason})";
        _report(new(
            FollowerEvent.Rebuilt,
            $"Built from a scan at {snapshot.Sequence}: "
                + $"{snapshot.NodeCount} nodes, {snapshot.EdgeCount} edges{because}."));
        return snapshot;
    }

    private async Task TakeCompactedAsync(CancellationToken cancellation)
    {
        if (_compaction is not { IsCompleted: true } compaction) return;
        _compaction = null;
        var compacted = await compaction.ConfigureAwait(false);
        // The old chain may have gone on meanwhile.
        compacted = await CatchUpAsync(compacted, _ => { }, cancellation).ConfigureAwait(false);
        if (compacted.Sequence >= _current.Sequence) Publish(compacted);
    }

    private void Housekeep(CancellationToken cancellation)
    {
        if (_compaction is null && _current.DeadShare(_options.CompactionDeadMin) > _options.CompactionDeadShare)
        {
            _compaction = Task.Run(() => RebuildAsync("compaction", cancellation), cancellation);
        }

        if (!_writing.IsCompleted) return;
        TakeSaved();
        if (_changesSinceFile < _options.ChangesPerSnapshot) return;
        _changesSinceFile = 0;
        var snapshot = _current;
        var save = BeginSaveSearch(snapshot);
        _writing = Task.Run(
            () =>
            {
                if (save is not null) WriteSearch(save, snapshot.Sequence);
                WriteFile(snapshot);
            },
            CancellationToken.None);
    }

    private void WriteFile(GraphSnapshot snapshot)
    {
        if (_options.SnapshotPath is not { } path || snapshot.Sequence == _fileSequence) return;
        try
        {
            SnapshotFile.Write(path, snapshot);
            _fileSequence = snapshot.Sequence;
            _report(new(FollowerEvent.SnapshotWritten, $"Wrote the snapshot file at {snapshot.Sequence}."));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var message = $"The snapshot file was not written: {failure.Message}";
            _report(new(FollowerEvent.SnapshotFailed, message, failure));
        }
    }

    private void Publish(GraphSnapshot snapshot)
    {
        _current = snapshot;
        Changes.Feed.Publish(snapshot.Sequence);
        _waiters.Release(snapshot.Sequence);
    }

    private void Fail(Exception failure, TimeSpan backoff)
    {
        _failure = failure.Message;
        _report(new(FollowerEvent.StoreFailed, $"{failure.Message} Asking again in {backoff}.", failure));
    }

    private void Recover()
    {
        if (_failure is null) return;
        _failure = null;
        _report(new(FollowerEvent.StoreRecovered, $"The store answers again, at {_current.Sequence}."));
    }
}
