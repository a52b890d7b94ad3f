using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Server.Data;

/// <summary>Prunes the log of changes as the settings say: when the server starts, then every hour.</summary>
internal sealed partial class LogKeeper : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public LogKeeper(IGraphStore store, ChangesOptions options, ILogger log) =>
        _loop = options.KeepDays > 0 && store is IPrunableLog prunable
            ? Task.Run(() => KeepAsync(prunable, options, log))
            : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task KeepAsync(IPrunableLog store, ChangesOptions options, ILogger log)
    {
        var retention = new LogRetention(TimeSpan.FromDays(options.KeepDays), options.KeepCount);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var pruned = await store.PruneAsync(retention, TimeProvider.System.GetUtcNow(), _stop.Token);
                if (pruned.Removed > 0) Pruned(log, pruned.Removed, pruned.Oldest);
            }
            catch (StoreException failure)
            {
                Failed(log, failure.Message, failure);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Interval, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Pruned {Count} entries of the log of changes, which begins at {Oldest} now.")]
    private static partial void Pruned(ILogger log, long count, long oldest);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log of changes was not pruned: {Reason}")]
    private static partial void Failed(ILogger log, string reason, Exception exception);
}
