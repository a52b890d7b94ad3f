using System.Text.Json;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage.Neo4j.Graph;
using KnowledgeGraph.Storage.Neo4j.Http;
using KnowledgeGraph.Storage.Records;

namespace KnowledgeGraph.Storage.Neo4j.Log;

/// <summary>
/// What the pruned entries of the log led to, kept behind it as nodes `ChangeSnapshot`, each with a part of the whole
/// as changes. With the entries that follow it says what the graph should be, whoever has changed it since.
/// </summary>
internal static class LogSnapshot
{
    private const int PartBytes = 2 * 1024 * 1024;

    private const string FindCurrent = """
        MATCH (log:ChangeLog {name: 'community'})
        RETURN coalesce(log.snapshot, ''), log.oldest
        """;

    /// <summary>The graph as the log has it after an entry.</summary>
    /// <exception cref="StoreException">Neo4j failed, or the log was pruned in between.</exception>
    public static async Task<GraphContent> ReplayAsync(RetryingApi api, long through, CancellationToken cancellation)
    {
        var content = new GraphContent();
        var (snapshot, oldest) = await FindAsync(api, cancellation).ConfigureAwait(false);
        if (snapshot.Length > 0) await ReadPartsAsync(api, snapshot, content, cancellation).ConfigureAwait(false);
        await foreach (var (commit, _) in Neo4jLogReader.ReadAsync(api, oldest - 1, through, cancellation)
            .ConfigureAwait(false))
        {
            foreach (var change in commit.Changes) content.Apply(change);
        }
        return content;
    }

    /// <summary>The id of the snapshot in use, empty for none, and the oldest entry that is left.</summary>
    public static async Task<(string Snapshot, long Oldest)> FindAsync(
        RetryingApi api, CancellationToken cancellation)
    {
        var found = ("", 1L);
        await api.ReadAsync(new Statement(FindCurrent), (ref Utf8JsonReader row) =>
            found = (TypedJson.NextRequiredText(ref row), TypedJson.NextInteger(ref row)), cancellation)
            .ConfigureAwait(false);
        return found;
    }

    /// <summary>Writes all parts; they count for nothing until the log names the snapshot.</summary>
    /// <returns>How many there are.</returns>
    public static async Task<int> WriteAsync(
        RetryingApi api, string snapshot, GraphContent content, CancellationToken cancellation)
    {
        var part = 0;
        var bytes = new ByteWriter();
        var (nodes, edges) = content.InOrder();
        foreach (var node in nodes)
        {
            ChangeCodec.WriteNodePut(bytes, node);
            if (bytes.Length >= PartBytes) await FlushAsync().ConfigureAwait(false);
        }
        foreach (var edge in edges)
        {
            if (edge.Id is null) ChangeCodec.WriteLinkPut(bytes, edge);
            else ChangeCodec.WriteInteractionRecorded(bytes, edge);
            if (bytes.Length >= PartBytes) await FlushAsync().ConfigureAwait(false);
        }
        if (bytes.Length > 0) await FlushAsync().ConfigureAwait(false);
        return part;

        async Task FlushAsync()
        {
            var data = LogEntry.Pack(bytes.Written.ToArray());
            bytes.Clear();
            var number = part++;
            // Sent twice, it is there once.
            await api.ReadAsync(new Statement(
                "MERGE (s:ChangeSnapshot {snapshot: $snapshot, part: $part}) SET s.data = $data", writer =>
                {
                    writer.Name("snapshot").Text(snapshot);
                    writer.Name("part").Integer(number);
                    writer.Name("data").Bytes(data);
                }), QueryTransaction.Ignore, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Takes out the parts of all snapshots but one.</summary>
    public static Task RemoveOthersAsync(RetryingApi api, string snapshot, CancellationToken cancellation) =>
        api.ReadAsync(new Statement("MATCH (s:ChangeSnapshot) WHERE s.snapshot <> $snapshot DELETE s",
            writer => writer.Name("snapshot").Text(snapshot)), QueryTransaction.Ignore, cancellation);

    private static async Task ReadPartsAsync(
        RetryingApi api, string snapshot, GraphContent content, CancellationToken cancellation)
    {
        for (var part = 0; ; part++)
        {
            var number = part;
            IReadOnlyList<Change>? changes = null;
            await api.ReadAsync(new Statement(
                "MATCH (s:ChangeSnapshot {snapshot: $snapshot, part: $part}) RETURN s.data", writer =>
                {
                    writer.Name("snapshot").Text(snapshot);
                    writer.Name("part").Integer(number);
                }), (ref Utf8JsonReader row) => changes = LogEntry.Unpack(TypedJson.NextBytes(ref row)), cancellation)
                .ConfigureAwait(false);
            if (changes is null) return;
            foreach (var change in changes) content.Apply(change);
        }
    }
}
