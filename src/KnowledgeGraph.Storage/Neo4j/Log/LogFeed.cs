using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage.Commits;

namespace KnowledgeGraph.Storage.Neo4j.Log;

/// <summary>
/// The end of the log in memory, kept up with own commits at once and with those of other processes by looking at
/// intervals. Safe for use by many threads at once.
/// </summary>
internal sealed class LogFeed : IAsyncDisposable
{
    // Further behind than this, followers read from the store themselves.
    private const int EntriesToFillMax = 2_000;

    // A server that is away for a moment is not worth a word; after this who waits is told.
    private static readonly TimeSpan FailureAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(10);

    private readonly RetryingApi _api;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _polling;
    private volatile StoreException? _failure;

    public LogFeed(RetryingApi api, long sequence)
    {
        _api = new RetryingApi(api.Once, api.Options with { RetryTimeout = FailureAfter });
        Recent = new ChangeFeed(sequence, api.Options.RecentBytesMax);
        _polling = Task.Run(PollAsync);
    }

    public ChangeFeed Recent { get; }

    /// <summary>Why the log cannot be read now; null where it can.</summary>
    public StoreException? Failure => _failure;

    /// <summary>Forgets what memory holds of the log, which was written anew.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        Recent.Clear();
        _gate.Release();
    }

    /// <summary>Adds own entries, which are durable, and what others committed before them.</summary>
    public async Task PublishAsync(IReadOnlyList<(Commit Commit, int Bytes)> own)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            var before = own[0].Commit.Sequence - 1;
            if (Recent.Sequence < before) await FillAsync(before, CancellationToken.None).ConfigureAwait(false);
            Recent.Publish([.. own.Where(entry => entry.Commit.Sequence > Recent.Sequence)]);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Looks now; what was found to be committed can be read afterwards.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<long> LookAsync(CancellationToken cancellation)
    {
        var (sequence, _) = await Neo4jLogReader.FindEndsAsync(_api, cancellation).ConfigureAwait(false);
        _failure = null;
        if (sequence <= Recent.Sequence) return Recent.Sequence;
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (sequence > Recent.Sequence) await FillAsync(sequence, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
        return Recent.Sequence;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _polling.ConfigureAwait(false);
        Recent.Close();
        _gate.Dispose();
        _stop.Dispose();
    }

    private async Task FillAsync(long to, CancellationToken cancellation)
    {
        if (to - Recent.Sequence > EntriesToFillMax)
        {
            Recent.SkipTo(to);
            return;
        }
        try
        {
            var entries = new List<(Commit, int)>();
            await foreach (var entry in Neo4jLogReader.ReadAsync(_api, Recent.Sequence, to, cancellation)
                .ConfigureAwait(false)) entries.Add(entry);
            // What memory holds was made before somebody erased from the log.
            if (entries.Any(entry => entry.Item1.Changes is [NodesErased])) Recent.Clear();
            Recent.Publish(entries);
        }
        catch (StoreException)
        {
            // They are committed all the same: who follows reads them from the store, and sees what is wrong with it.
            Recent.SkipTo(to);
        }
    }

    private async Task PollAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(_api.Options.PollInterval, _stop.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested) return;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            patience.CancelAfter(SilenceMax);
            try
            {
                await LookAsync(patience.Token).ConfigureAwait(false);
            }
            catch (StoreException failure)
            {
                Fail(failure);
            }
            catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
            {
                Fail(new StoreException(
                    $"Neo4j at {_api.Options.Place} has been silent for {SilenceMax.TotalSeconds:0} s.", true));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Fail(StoreException failure)
    {
        _failure = failure;
        Recent.Fail(failure);
    }
}
