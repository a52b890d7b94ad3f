using System.Diagnostics;
using System.Text.Json;

namespace KnowledgeGraph.Storage.Neo4j.Http;

/// <summary>
/// Ends transactions of this program that hold the log's lock and have lost their process: killed, or cut off before
/// it learned of its transaction. Neo4j itself would keep them, and the lock, for a minute. Looks only while somebody
/// waits for the lock. Safe for use by many threads at once.
/// </summary>
/// <remarks>
/// That a transaction is abandoned cannot be known, only that nothing has been asked of it for a while. To end one
/// whose process was merely slow does no harm: nothing of it was committed, nothing of it can be any more, and its
/// process begins anew.
/// </remarks>
internal sealed class AbandonedLocks(QueryApi api, TimeSpan after)
{
    /// <summary>Stands before the first statement of a transaction, so that others can tell whose it is.</summary>
    public const string Mark = "CALL tx.setMetaData({program: 'knowledgegraph'})\n";

    // The locks are counted so that a transaction which did something between two looks is not taken for idle.
    private const string Show = """
        SHOW TRANSACTIONS
        YIELD transactionId, metaData, currentQueryId, activeLockCount
        WHERE metaData.program = 'knowledgegraph' AND currentQueryId = '' AND activeLockCount > 0
        RETURN transactionId, activeLockCount
        """;

    private const string Terminate = "TERMINATE TRANSACTIONS $id YIELD message RETURN message";

    private readonly Lock _gate = new();
    private readonly TimeSpan _interval = after / 5;
    private Dictionary<string, Seen> _idle = [];
    private long _looked;

    /// <summary>Waits for a request that waits for the lock.</summary>
    public async Task WaitAsync(Task request, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        while (await Task.WhenAny(request, Task.Delay(_interval, stop.Token)).ConfigureAwait(false) != request
            && !cancellation.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stop.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is QueryException or OperationCanceledException)
            {
                // A user who may not do this waits until Neo4j gives up the transaction by itself.
            }
        }
        await stop.CancelAsync().ConfigureAwait(false);
        await request.ConfigureAwait(false);
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var found = new List<(string Id, long Locks)>();
        await api.RunAsync(new Statement(Show), (ref Utf8JsonReader row) =>
            found.Add((TypedJson.NextRequiredText(ref row), TypedJson.NextInteger(ref row))), cancellation)
            .ConfigureAwait(false);
        foreach (var id in Compare(found))
        {
            await api.RunAsync(new Statement(Terminate, writer => writer.Name("id").Text(id)),
                QueryTransaction.Ignore, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Those of the idle transactions that have been so, as far as one saw, for long enough.</summary>
    private List<string> Compare(List<(string Id, long Locks)> found)
    {
        var now = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            // What was seen long ago says nothing of the time in between.
            var isFollowing = _looked != 0 && Stopwatch.GetElapsedTime(_looked, now) < 3 * _interval;
            var before = isFollowing ? _idle : [];
            _looked = now;
            _idle = found.ToDictionary(one => one.Id, one =>
                before.TryGetValue(one.Id, out var seen) && seen.Locks == one.Locks ? seen : new Seen(one.Locks, now));
            return
            [
                .. _idle.Where(one => Stopwatch.GetElapsedTime(one.Value.Since, now) >= after).Select(one => one.Key),
            ];
        }
    }

    private readonly record struct Seen(long Locks, long Since);
}
