using System.Text.Json;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage.Neo4j.Graph;
using KnowledgeGraph.Storage.Neo4j.Http;
using KnowledgeGraph.Storage.Neo4j.Log;
using KnowledgeGraph.Storage.People;
using KnowledgeGraph.Storage.Records;

namespace KnowledgeGraph.Storage.Neo4j.Reconciling;

/// <summary>
/// Compares what the log says with what Neo4j holds, and enters the difference in the log. The entries are written only
/// if nobody has committed in between; otherwise all of it is done again.
/// </summary>
internal static class Reconciliation
{
    private const string Actor = "reconcile";
    private const int AttemptsMax = 5;
    private const int ChangesPerEntryMax = 10_000;

    // What a curator may have made that the model has no word for.
    private const string Strangers = """
        MATCH (n) WHERE NONE(label IN labels(n) WHERE label IN $labels)
        WITH n, reduce(text = '', label IN labels(n) | text + ':' + label) AS all
        RETURN 'node ' + elementId(n) + ' with the labels ' + all AS what LIMIT 1000
        """;

    private const string StrangeRelationships = """
        MATCH (a)-[r]->(b) WHERE NOT type(r) IN $types
        RETURN 'relationship ' + elementId(r) + ' of the type ' + type(r) AS what LIMIT 1000
        """;

    /// <exception cref="StoreException">Neo4j failed, or others write all the time.</exception>
    public static async Task<ReconcileReport> RunAsync(RetryingApi api, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var misfits = new List<(string What, string Why)>();
            var sequence = await Neo4jGraphScan.SettleAsync(api, cancellation).ConfigureAwait(false);
            var logged = await LogSnapshot.ReplayAsync(api, sequence, cancellation).ConfigureAwait(false);
            var found = await GraphReading.ReadAsync(
                api, (what, why) => misfits.Add((what, why)), cancellation).ConfigureAwait(false);
            await FindStrangersAsync(api, misfits, cancellation).ConfigureAwait(false);
            var difference = GraphDifference.Of(logged, found, misfits);
            var last = await CommitAsync(api, difference.Changes, sequence, cancellation).ConfigureAwait(false);
            if (last < 0) continue;
            return new ReconcileReport(last, difference.Added, difference.Changed, difference.Removed, misfits);
        }
        throw new StoreException($"Others write to Neo4j at {api.Options.Place} all the time: no moment was found to " +
            "reconcile in. Try again when there is less to do.", transient: true);
    }

    /// <returns>The number of the last entry; -1 where somebody has committed since.</returns>
    private static async Task<long> CommitAsync(
        RetryingApi api, List<Change> changes, long sequence, CancellationToken cancellation)
    {
        var writer = new GraphWriter(Actor, api.Options.RowsPerStatementMax);
        try
        {
            var hasLock = false;
            var transaction = await api.Once.BeginAsync(
                writer.Lock(sequence), (ref Utf8JsonReader _) => hasLock = true, cancellation).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                if (!hasLock) return -1;
                if (changes.Count == 0) return sequence;
                // Defaults that a curator left out are in the log: Neo4j gets them too.
                var set = new WriteSet();
                set.Updated.AddRange(changes.OfType<NodePut>().Select(put => put.Node));
                await writer.WriteManyAsync(set, transaction, cancellation).ConfigureAwait(false);
                LogEntry[] entries =
                [
                    .. changes.Chunk(ChangesPerEntryMax).Select((some, index) =>
                        Entry(some, sequence + index + 1, api.Options.Time.GetUtcNow().UtcTicks)),
                ];
                await transaction.CommitAsync(GraphWriter.AppendLog(entries), QueryTransaction.Ignore, cancellation)
                    .ConfigureAwait(false);
                return entries[^1].Commit.Sequence;
            }
        }
        catch (QueryException failure)
        {
            // Done again it finds what is still to do: nothing, where this was carried out after all.
            throw Neo4jErrors.Translate(failure, api.Options);
        }
    }

    private static LogEntry Entry(Change[] changes, long sequence, long at)
    {
        var bytes = new ByteWriter();
        foreach (var change in changes) ChangeCodec.Write(bytes, change);
        return new LogEntry(
            new Commit(sequence, at, Actor, changes), Guid.NewGuid().ToString("N"), bytes.Written.ToArray(),
            new AuditStamp(Actor));
    }

    private static async Task FindStrangersAsync(
        RetryingApi api, List<(string What, string Why)> misfits, CancellationToken cancellation)
    {
        string[] ours = [GraphStatements.Event, "ChangeLog", "Change", "ChangeSnapshot", "AuditEntry", "Tombstone"];
        string[] labels = [.. NodeKinds.All.Select(kind => kind.Name), .. ours];
        string[] types = [.. EdgeTypes.All.Select(type => type.Name)];
        await api.ReadAsync(new Statement(Strangers, writer => writer.Name("labels").Texts(labels)),
            (ref Utf8JsonReader row) => misfits.Add((TypedJson.NextRequiredText(ref row), "no kind of the model")),
            cancellation).ConfigureAwait(false);
        await api.ReadAsync(new Statement(StrangeRelationships, writer => writer.Name("types").Texts(types)),
            (ref Utf8JsonReader row) => misfits.Add((TypedJson.NextRequiredText(ref row), "no type of the model")),
            cancellation).ConfigureAwait(false);
    }
}
