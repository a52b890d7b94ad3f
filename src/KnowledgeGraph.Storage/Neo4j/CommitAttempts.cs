using System.Text.Json;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage.Neo4j.Graph;
using KnowledgeGraph.Storage.Neo4j.Http;
using KnowledgeGraph.Storage.Neo4j.Log;
using KnowledgeGraph.Storage.Neo4j.People;
using KnowledgeGraph.Storage.People;

namespace KnowledgeGraph.Storage.Neo4j;

/// <summary>
/// One attempt to commit a batch. Where no other process has committed since this one last did, what there is is read
/// first and the write goes through only if the log is still where it was; otherwise the lock is taken first. Either
/// way an attempt that comes late, its caller gone, finds the log moved on and does nothing. For the writer alone.
/// </summary>
internal sealed class CommitAttempts(QueryApi api, Neo4jStoreOptions options)
{
    // So often others may be first before the lock is held while reading: a process that is killed with the lock in
    // hand keeps the others waiting until Neo4j gives it up, which takes it up to a minute.
    private const int OvertakenMax = 12;

    private readonly GraphWriter _writer =
        new($"{Environment.MachineName}/{Environment.ProcessId}", options.RowsPerStatementMax);

    private readonly KnownTombstones _tombstones = new();

    // The log's number as this process last saw it with the lock in hand: all before it is wholly visible. A number
    // that is merely read may belong to a commit of which a part can still be seen without the rest.
    private long _settled = -1;

    // What the next batch has to know, begun while one was written.
    private ReadAhead? _ahead;

    /// <param name="batch">The batch.</param>
    /// <param name="next">The batch that comes next, as far as one waits.</param>
    /// <returns>Null where another process was first and nothing was written.</returns>
    /// <exception cref="QueryException">It failed; the batch says whether anybody knows what became of it.</exception>
    public async Task<CommitBatch.Outcome?> TryAsync(CommitBatch batch, Func<CommitBatch?> next)
    {
        var ahead = _ahead;
        _ahead = null;
        if (batch.Overtaken >= OvertakenMax) return await TryLockedAsync(batch).ConfigureAwait(false);
        if (batch.IsUnknown || batch.Overtaken > 0 || _settled < 0)
        {
            _settled = await SettleAsync(api.RunAsync).ConfigureAwait(false);
            if (await FindSentAsync(batch, api.RunAsync).ConfigureAwait(false) is { } sent) return Settled(sent);
        }

        var sequence = _settled;
        var graph = ahead is null ? null : await ahead.TakeAsync(batch, _settled).ConfigureAwait(false);
        if (graph is null)
        {
            (graph, sequence) = await GraphLoader.LoadAsync(
                BatchKeys.Of(batch.Requests), api.RunAsync, CancellationToken.None).ConfigureAwait(false);
        }
        if (sequence != _settled) return Moved(batch);
        await _tombstones.PlaceAsync(graph, api.RunAsync).ConfigureAwait(false);

        var (outcome, set) = Evaluate(batch, graph, sequence);
        if (outcome.Entries.Count == 0) return outcome;
        if (GraphWriter.FitsInOne(set, outcome.Entries))
        {
            var isFirst = false;
            await SendAsync(batch, outcome, () => api.RunAsync(_writer.InOne(set, outcome.Entries, sequence),
                (ref Utf8JsonReader _) => isFirst = true, CancellationToken.None)).ConfigureAwait(false);
            return isFirst ? Settled(outcome) : Moved(batch);
        }

        var hasLock = false;
        var transaction = await api.BeginAsync(_writer.Lock(sequence),
            (ref Utf8JsonReader _) => hasLock = true, CancellationToken.None).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            if (!hasLock) return Moved(batch);
            if (set.Deleted.Count == 0 && next() is { } following)
            {
                _ahead = ReadAhead.Start(
                    following, graph, sequence, outcome.Entries[^1].Commit.Sequence, api.RunAsync);
            }
            await WriteAsync(batch, outcome, set, sequence, transaction).ConfigureAwait(false);
            return Settled(outcome);
        }
    }

    private async Task<CommitBatch.Outcome?> TryLockedAsync(CommitBatch batch)
    {
        var sequence = -1L;
        var transaction = await api.BeginAsync(_writer.LockAndRead(),
            (ref Utf8JsonReader row) => sequence = TypedJson.NextInteger(ref row), CancellationToken.None)
            .ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            if (sequence < 0) throw new QueryException(QueryCodes.NoLog, "the log is gone", Fate.Refused);
            _settled = sequence;
            if (await FindSentAsync(batch, transaction.RunAsync).ConfigureAwait(false) is { } sent)
                return Settled(sent);

            var (graph, _) = await GraphLoader.LoadAsync(
                BatchKeys.Of(batch.Requests), transaction.RunAsync, CancellationToken.None).ConfigureAwait(false);
            await _tombstones.PlaceAsync(graph, transaction.RunAsync).ConfigureAwait(false);
            var (outcome, set) = Evaluate(batch, graph, sequence);
            if (outcome.Entries.Count == 0) return outcome;
            await WriteAsync(batch, outcome, set, sequence, transaction).ConfigureAwait(false);
            return Settled(outcome);
        }
    }

    /// <summary>Writes and commits in a transaction that has the lock.</summary>
    private async Task WriteAsync(
        CommitBatch batch, CommitBatch.Outcome outcome, WriteSet set, long sequence, QueryTransaction transaction)
    {
        Statement last;
        if (GraphWriter.FitsInOne(set, outcome.Entries))
        {
            last = _writer.InOne(set, outcome.Entries, sequence);
        }
        else
        {
            await _writer.WriteManyAsync(set, transaction, CancellationToken.None).ConfigureAwait(false);
            last = GraphWriter.AppendLog(outcome.Entries);
        }
        await SendAsync(batch, outcome,
            () => transaction.CommitAsync(last, QueryTransaction.Ignore, CancellationToken.None))
            .ConfigureAwait(false);
    }

    /// <summary>Sends what commits, and keeps in mind where nobody knows what became of it.</summary>
    private static async Task SendAsync(CommitBatch batch, CommitBatch.Outcome outcome, Func<Task> send)
    {
        try
        {
            await send().ConfigureAwait(false);
        }
        catch (QueryException failure) when (failure.Fate == Fate.Unknown)
        {
            batch.IsUnknown = true;
            batch.Sent.Add(outcome);
            throw;
        }
    }

    /// <summary>The attempt that was carried out though no answer came; null where there is none in the log.</summary>
    private static async Task<CommitBatch.Outcome?> FindSentAsync(CommitBatch batch, StatementRunner run)
    {
        if (!batch.IsUnknown) return null;
        var found = new Dictionary<string, long>();
        await run(new Statement(LogStatements.Find, writer => writer.Name("ids").Texts(batch.CommitIds)),
            (ref Utf8JsonReader row) => found[TypedJson.NextRequiredText(ref row)] = TypedJson.NextInteger(ref row),
            CancellationToken.None).ConfigureAwait(false);
        // Attempts have the same ids, and each its own numbers.
        return found.Count == 0 ? null : batch.Sent.First(sent =>
            found.GetValueOrDefault(sent.Entries[0].CommitId) == sent.Entries[0].Commit.Sequence);
    }

    /// <summary>Waits for who has the lock, and gives the log's number: all before it can be seen whole.</summary>
    private async Task<long> SettleAsync(StatementRunner run)
    {
        var sequence = -1L;
        await run(_writer.LockAndRead(), (ref Utf8JsonReader row) => sequence = TypedJson.NextInteger(ref row),
            CancellationToken.None).ConfigureAwait(false);
        return sequence >= 0 ? sequence : throw new QueryException(QueryCodes.NoLog, "the log is gone", Fate.Refused);
    }

    private (CommitBatch.Outcome Outcome, WriteSet Set) Evaluate(CommitBatch batch, WorkingGraph graph, long sequence)
    {
        var evaluator = new RequestEvaluator(graph, options.CommitBytesMax);
        var results = new CommitResult[batch.Requests.Count];
        var entries = new List<LogEntry>();
        for (var index = 0; index < results.Length; index++)
        {
            var request = batch.Requests[index];
            if (request.ExpectedSequence is { } expected && expected != sequence)
            {
                results[index] = new CommitResult(sequence, StoreRefusals.Overtaken(request.Commands.Count));
                continue;
            }

            var (outcomes, changes, log) = evaluator.Evaluate(request);
            if (changes.Count > 0)
            {
                var commit = new Commit(++sequence, options.Time.GetUtcNow().UtcTicks, request.Actor, changes);
                entries.Add(
                    new LogEntry(commit, batch.CommitIds[index], log, request.Audit ?? AuditStamp.None));
            }
            results[index] = new CommitResult(sequence, outcomes);
        }
        return (new CommitBatch.Outcome(results, entries), WriteSet.Of(graph));
    }

    private CommitBatch.Outcome Settled(CommitBatch.Outcome outcome)
    {
        if (outcome.Entries.Count > 0) _settled = Math.Max(_settled, outcome.Entries[^1].Commit.Sequence);
        return outcome;
    }

    private static CommitBatch.Outcome? Moved(CommitBatch batch)
    {
        batch.Overtaken++;
        return null;
    }
}
