using KnowledgeGraph.Storage;

namespace KnowledgeGraph.ReadModel;

/// <summary>
/// Follows a store's log and publishes versions, each by one swap: one writer, any number of readers. All members but
/// <see cref="StartAsync"/> and disposal are safe for use by many threads at once.
/// </summary>
public sealed class Follower : IAsyncDisposable
{
    private static readonly TimeSpan BackoffMin = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BackoffMax = TimeSpan.FromSeconds(10);

    private readonly IGraphStore _store;
    private readonly Action<FollowerReport> _report;
    private readonly Waiters _waiters = new();
    private readonly CancellationTokenSource _stop = new();
    private volatile GraphSnapshot _current = GraphSnapshot.Empty();
    private volatile string? _failure;
    private long _storeSequence;
    private Task _loop = Task.CompletedTask;

    /// <param name="store">The store; not disposed with the follower.</param>
    /// <param name="report">Is told what happens, on the follower's thread.</param>
    public Follower(IGraphStore store, Action<FollowerReport>? report = null)
    {
        _store = store;
        _report = report ?? (_ => { });
    }

    /// <summary>The newest version. Take it once for a request and keep it.</summary>
    public GraphSnapshot Current => _current;

    public FollowerStatus Status =>
        new(_current.Sequence, Math.Max(_current.Sequence, Interlocked.Read(ref _storeSequence)), _failure);

    /// <summary>Publishes the first version, which holds what the store held at the call, and goes on following.</summary>
    /// <exception cref="StoreException">The store failed at the first scan.</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        Publish(await RebuildAsync(cancellation).ConfigureAwait(false));
        _loop = Task.Run(() => FollowAsync(_stop.Token), CancellationToken.None);
    }

    /// <summary>Completes with a version that holds the commit of that number: what a mutation waits for.</summary>
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

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _waiters.Cancel();
        _stop.Dispose();
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        var backoff = BackoffMin;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await _store.WaitForChangesAsync(_current.Sequence, cancellation).ConfigureAwait(false);
                Interlocked.Exchange(ref _storeSequence, await _store.GetSequenceAsync(cancellation).ConfigureAwait(false));
                Publish(await RebuildAsync(cancellation).ConfigureAwait(false));
                backoff = BackoffMin;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (StoreException failure)
            {
                _failure = failure.Message;
                _report(new(FollowerEvent.StoreFailed, $"The store failed; asking again in {backoff}.", failure));
                await Task.Delay(backoff, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                backoff = backoff * 2 < BackoffMax ? backoff * 2 : BackoffMax;
            }
        }
    }

    private async Task<GraphSnapshot> RebuildAsync(CancellationToken cancellation) =>
        await Rebuild.RunAsync(_store, cancellation).ConfigureAwait(false);

    private void Publish(GraphSnapshot snapshot)
    {
        _current = snapshot;
        if (_failure is not null)
        {
            _failure = null;
            _report(new(FollowerEvent.StoreRecovered, $"The store answers again; at {snapshot.Sequence}."));
        }

        _waiters.Release(snapshot.Sequence);
    }
}
