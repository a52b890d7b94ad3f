using System.Diagnostics;
using System.Text.Json;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage.Neo4j.Graph;
using KnowledgeGraph.Storage.Neo4j.Http;
using KnowledgeGraph.Storage.Neo4j.Log;
using KnowledgeGraph.Storage.People;
using KnowledgeGraph.Storage.Records;

namespace KnowledgeGraph.Storage.Neo4j.People;

/// <summary>
/// Takes ids out of the graph, the log, its snapshot and the audit, in one transaction that has the lock of the log.
/// Reads every entry of the log and every relationship once. What Neo4j's own transaction logs hold goes when Neo4j
/// prunes those.
/// </summary>
internal sealed class Neo4jErasure(RetryingApi api, ErasureRequest request)
{
    private const int EntriesAtOnce = 100;

    private readonly HashSet<string> _ids = request.Ids.ToHashSet(StringComparer.Ordinal);

    // Done again it finds nothing, and its tombstones are there already: only one more entry of the log.
    public async Task<ErasureResult> RunAsync()
    {
        var clock = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync().ConfigureAwait(false);
            }
            catch (QueryException failure)
            {
                if (!failure.Passes || clock.Elapsed > api.Options.RetryTimeout)
                    throw Neo4jErrors.Translate(failure, api.Options);
            }
            await Task.Delay(RetryingApi.Pause(attempt)).ConfigureAwait(false);
        }
    }

    private async Task<ErasureResult> TryAsync()
    {
        var (sequence, oldest) = (-1L, 1L);
        var writer = new GraphWriter("erase", api.Options.RowsPerStatementMax);
        var transaction = await api.Once.BeginAsync(writer.LockAndRead(), (ref Utf8JsonReader row) =>
            (sequence, oldest) = (TypedJson.NextInteger(ref row), TypedJson.NextInteger(ref row)),
            CancellationToken.None).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            if (sequence < 0) throw new QueryException(QueryCodes.NoLog, "the log is gone", Fate.Refused);
            var nodes = 0L;
            await transaction.RunAsync(GraphWriter.Delete([.. _ids]),
                (ref Utf8JsonReader row) => nodes = TypedJson.NextInteger(ref row), CancellationToken.None)
                .ConfigureAwait(false);
            await RunAsync(transaction, "MATCH ()-[r]->() WHERE r.madeBy IN $ids SET r.madeBy = $pseudonym")
                .ConfigureAwait(false);
            await RunAsync(transaction, """
                MATCH (n:Member|Topic) WHERE any(merge IN n.merges WHERE any(name IN $names WHERE merge CONTAINS name))
                WITH n, [merge IN n.merges WHERE none(name IN $names WHERE merge CONTAINS name)] AS kept
                SET n.merges = CASE WHEN size(kept) = 0 THEN null ELSE kept END
                """, with => with.Name("names").Texts(LogErasure.InJournals(_ids))).ConfigureAwait(false);
            var entries = await EraseFromLogAsync(transaction, oldest, sequence).ConfigureAwait(false);
            await EraseFromSnapshotsAsync(transaction).ConfigureAwait(false);
            await EraseFromAuditAsync(transaction).ConfigureAwait(false);
            var entry = Entry(sequence + 1);
            await RunAsync(transaction, """
                MATCH (log:ChangeLog {name: 'community'}) SET log.erasedAt = $number
                WITH log UNWIND $digests AS digest MERGE (:Tombstone {digest: digest})
                """, with => with.Name("number").Integer(sequence + 1)).ConfigureAwait(false);
            await transaction.CommitAsync(
                GraphWriter.AppendLog([entry]), QueryTransaction.Ignore, CancellationToken.None).ConfigureAwait(false);
            return new ErasureResult(sequence + 1, (int)nodes, entries, IsScrubbed: false);
        }
    }

    private LogEntry Entry(long sequence)
    {
        var actor = LogErasure.Erase(request.Actor, _ids);
        var stamp = actor == request.Actor ? request.Stamp : request.Stamp with { Subject = null };
        var change = new NodesErased([.. _ids.Select(Tombstone.Of)]);
        var bytes = new ByteWriter();
        ChangeCodec.Write(bytes, change);
        var commit = new Commit(sequence, api.Options.Time.GetUtcNow().UtcTicks, actor, [change]);
        return new LogEntry(commit, Guid.NewGuid().ToString("N"), bytes.Written.ToArray(), stamp);
    }

    private async Task<int> EraseFromLogAsync(QueryTransaction transaction, long oldest, long last)
    {
        var erased = 0;
        for (var after = oldest - 1; after < last; after += EntriesAtOnce)
        {
            var rewritten = new List<(long Sequence, string Actor, IReadOnlyList<Change> Changes)>();
            var from = after;
            await transaction.RunAsync(new Statement(LogStatements.Read, writer =>
            {
                writer.Name("after").Integer(from);
                writer.Name("last").Integer(Math.Min(from + EntriesAtOnce, last));
                writer.Name("limit").Integer(EntriesAtOnce);
            }), (ref Utf8JsonReader row) =>
            {
                var sequence = TypedJson.NextInteger(ref row);
                TypedJson.NextInstant(ref row);
                var actor = TypedJson.NextRequiredText(ref row);
                var changes = LogEntry.Unpack(TypedJson.NextBytes(ref row));
                var left = LogErasure.Erase(changes, _ids);
                if (!ReferenceEquals(left, changes) || _ids.Contains(actor))
                    rewritten.Add((sequence, LogErasure.Erase(actor, _ids), left));
            }, CancellationToken.None).ConfigureAwait(false);
            foreach (var (sequence, actor, changes) in rewritten)
            {
                await RunAsync(transaction, """
                    MATCH (c:Change {sequence: $sequence}) SET c.actor = $actor, c.data = $data, c.changes = $changes
                    """, writer =>
                {
                    writer.Name("sequence").Integer(sequence);
                    writer.Name("actor").Text(actor);
                    writer.Name("data").Bytes(LogEntry.Pack(BytesOf(changes)));
                    writer.Name("changes").Integer(changes.Count);
                }).ConfigureAwait(false);
            }
            erased += rewritten.Count;
        }
        return erased;
    }

    private async Task EraseFromSnapshotsAsync(QueryTransaction transaction)
    {
        var parts = new List<(string Snapshot, long Part)>();
        await transaction.RunAsync(new Statement("MATCH (s:ChangeSnapshot) RETURN s.snapshot, s.part"),
            (ref Utf8JsonReader row) =>
                parts.Add((TypedJson.NextRequiredText(ref row), TypedJson.NextInteger(ref row))),
            CancellationToken.None).ConfigureAwait(false);
        foreach (var (snapshot, part) in parts)
        {
            void Key(ParameterWriter writer)
            {
                writer.Name("snapshot").Text(snapshot);
                writer.Name("part").Integer(part);
            }

            IReadOnlyList<Change> changes = [];
            await transaction.RunAsync(
                new Statement("MATCH (s:ChangeSnapshot {snapshot: $snapshot, part: $part}) RETURN s.data", Key),
                (ref Utf8JsonReader row) => changes = LogEntry.Unpack(TypedJson.NextBytes(ref row)),
                CancellationToken.None).ConfigureAwait(false);
            var left = LogErasure.Erase(changes, _ids);
            if (ReferenceEquals(left, changes)) continue;
            await RunAsync(transaction, """
                MATCH (s:ChangeSnapshot {snapshot: $snapshot, part: $part}) SET s.data = $data
                """, writer =>
            {
                Key(writer);
                writer.Name("data").Bytes(LogEntry.Pack(BytesOf(left)));
            }).ConfigureAwait(false);
        }
    }

    // Tokens call a member by its id, with or without its prefix.
    private Task EraseFromAuditAsync(QueryTransaction transaction)
    {
        var prefix = NodeKinds.Of(NodeKind.Member).IdPrefix + ":";
        var bare = _ids.Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).Select(id => id[prefix.Length..]);
        return RunAsync(transaction, """
            MATCH (a:AuditEntry)
            WITH a, a.actor IN $ids OR coalesce(a.subject IN $subjects, false) AS isBy
            WHERE isBy OR any(target IN a.targets WHERE target IN $ids)
            SET a.actor = CASE WHEN a.actor IN $ids THEN $pseudonym ELSE a.actor END,
              a.subject = CASE WHEN isBy THEN null ELSE a.subject END,
              a.targets = reduce(kept = [],
                target IN [one IN a.targets | CASE WHEN one IN $ids THEN $pseudonym ELSE one END] |
                CASE WHEN target IN kept THEN kept ELSE kept + target END)
            """, writer => writer.Name("subjects").Texts(_ids.Concat(bare)));
    }

    private Task RunAsync(QueryTransaction transaction, string text, Action<ParameterWriter>? parameters = null) =>
        transaction.RunAsync(new Statement(text, writer =>
        {
            writer.Name("ids").Texts(_ids);
            writer.Name("pseudonym").Text(Tombstone.Pseudonym);
            writer.Name("digests").Texts(_ids.Select(Tombstone.Of));
            parameters?.Invoke(writer);
        }), QueryTransaction.Ignore, CancellationToken.None);

    private static byte[] BytesOf(IReadOnlyList<Change> changes)
    {
        var bytes = new ByteWriter();
        foreach (var change in changes) ChangeCodec.Write(bytes, change);
        return bytes.Written.ToArray();
    }
}
