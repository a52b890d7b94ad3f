using System.Text.Json;
using KnowledgeGraph.Model;
using KnowledgeGraph.Storage.Neo4j.Http;
using KnowledgeGraph.Storage.Neo4j.Log;
using KnowledgeGraph.Storage.Neo4j.People;

namespace KnowledgeGraph.Storage.Neo4j.Graph;

/// <summary>Writes what a batch changes: all in one statement where it is little, many rows in bulk.</summary>
internal sealed class GraphWriter(string process, int rowsPerStatementMax)
{
    // From here on the cost of another request is less than what the general statements cost more for each row.
    private const int RowsInOneMax = 200;

    private const int BytesInOneMax = 4 * 1024 * 1024;

    /// <summary>Whether one statement is enough.</summary>
    public static bool FitsInOne(WriteSet set, IReadOnlyList<LogEntry> entries) =>
        set.Count <= RowsInOneMax && entries.Sum(entry => (long)entry.Changes.Length) <= BytesInOneMax;

    /// <summary>Takes the lock of the log, and gives a row only where that is still at a number.</summary>
    public Statement Lock(long expected) =>
        new(GraphStatements.Lock + "\nRETURN log.sequence", writer => WriteLock(writer, expected),
            TakesLock: true);

    /// <summary>Takes the lock of the log whatever its number is, and gives that.</summary>
    public Statement LockAndRead() =>
        new(GraphStatements.LockAndRead, writer => writer.Name("process").Text(process), TakesLock: true);

    /// <summary>
    /// The whole commit in one statement: it gives a row where the log was still at the expected number, and fails as
    /// a whole where a node that it needs is gone.
    /// </summary>
    public Statement InOne(WriteSet set, IReadOnlyList<LogEntry> entries, long expected) =>
        new(set.AddsOnly ? GraphStatements.Add : GraphStatements.Change, writer =>
        {
            WriteLock(writer, expected);
            writer.Name("last").Integer(entries[^1].Commit.Sequence);
            writer.Name("zero").Integer(0);
            if (!set.AddsOnly)
            {
                WriteDeleted(writer, set.Deleted);
                WriteRemoved(writer, set.Removed);
                WriteUpdated(writer, set.Updated);
                WriteEdges(writer, "links", set.Links, withNulls: true);
                writer.Name("updatedMin").Integer(set.Updated.Count);
                writer.Name("linksMin").Integer(set.Links.Count);
            }
            WriteCreated(writer, set.Created);
            WriteEdges(writer, "edges", set.Edges, withNulls: false);
            WriteEdges(writer, "events", set.Events, withNulls: false);
            writer.Name("edgesMin").Integer(set.Edges.Count);
            writer.Name("eventsMin").Integer(set.Events.Count);
            WriteEntries(writer, entries);
        }, TakesLock: true);

    /// <summary>Takes the ids out of the graph, with every edge at them.</summary>
    public static Statement Delete(IReadOnlyList<string> ids) =>
        new(GraphStatements.DeleteNodes, writer => WriteDeleted(writer, ids));

    /// <summary>Writes many rows in a transaction that has the lock; the log comes with the commit.</summary>
    public async Task WriteManyAsync(
        WriteSet set, QueryTransaction transaction, CancellationToken cancellation)
    {
        foreach (var some in set.Deleted.Chunk(rowsPerStatementMax))
            await RunAsync(GraphStatements.DeleteNodes, writer => WriteDeleted(writer, some)).ConfigureAwait(false);
        foreach (var some in set.Removed.Chunk(rowsPerStatementMax))
            await RunAsync(GraphStatements.RemoveEdges, writer => WriteRemoved(writer, some)).ConfigureAwait(false);
        foreach (var kind in set.Created.GroupBy(node => node.Kind))
        {
            var text = GraphStatements.LoadNodes(NodeKinds.Of(kind.Key));
            foreach (var some in Batches(kind, BytesOf))
                await LoadAsync(text, writer => WriteLoad(writer, some), null).ConfigureAwait(false);
        }
        foreach (var some in Batches(set.Updated, BytesOf))
        {
            await RunAsync(GraphStatements.UpdateNodes, writer => WriteUpdated(writer, some), some.Count)
                .ConfigureAwait(false);
        }
        foreach (var edges in set.Edges.GroupBy(edge => (edge.Type, KindOf(edge.From), KindOf(edge.To!))))
        {
            var (type, from, to) = edges.Key;
            var text = GraphStatements.LoadEdges(EdgeTypes.Of(type).Name, from, to);
            foreach (var some in edges.Chunk(rowsPerStatementMax))
                await LoadAsync(text, writer => WriteLoad(writer, some), some.Length).ConfigureAwait(false);
        }
        foreach (var events in set.Events.GroupBy(edge => (edge.Type, KindOf(edge.From))))
        {
            var text = GraphStatements.LoadEvents(EdgeTypes.Of(events.Key.Type).Name, events.Key.Item2);
            foreach (var some in events.Chunk(rowsPerStatementMax))
                await LoadAsync(text, writer => WriteLoad(writer, some), some.Length).ConfigureAwait(false);
        }
        foreach (var some in set.Links.Chunk(rowsPerStatementMax))
        {
            await RunAsync(GraphStatements.UpdateLinks,
                writer => WriteEdges(writer, "links", some, withNulls: true), some.Length).ConfigureAwait(false);
        }

        Task RunAsync(string text, Action<ParameterWriter> parameters, int rowsMin = 0) =>
            RunCountedAsync(transaction, new Statement(text, parameters), rowsMin, cancellation);

        Task LoadAsync(string text, Action<ParameterWriter> parameters, int? rows) => RunCountedAsync(
            transaction, new Statement(text, parameters, Typed: false), rows ?? 0, cancellation);
    }

    /// <summary>Adds entries to the log and sets its number; in a transaction that has the lock.</summary>
    public static Statement AppendLog(IReadOnlyList<LogEntry> entries) => new(GraphStatements.AppendLog, writer =>
    {
        writer.Name("last").Integer(entries[^1].Commit.Sequence);
        WriteEntries(writer, entries);
    });

    private static async Task RunCountedAsync(
        QueryTransaction transaction, Statement statement, int rowsMin, CancellationToken cancellation)
    {
        var rows = (long)rowsMin;
        await transaction.RunAsync(
            statement, (ref Utf8JsonReader row) => rows = TypedJson.NextInteger(ref row), cancellation)
            .ConfigureAwait(false);
        if (rows < rowsMin)
            throw new QueryException(QueryCodes.Arithmetic, "a node that was there is gone", Fate.Refused);
    }

    private void WriteLock(ParameterWriter writer, long expected)
    {
        writer.Name("process").Text(process);
        writer.Name("expected").Integer(expected);
    }

    private static void WriteEntries(ParameterWriter writer, IReadOnlyList<LogEntry> entries)
    {
        writer.Name("entries").StartList();
        foreach (var entry in entries) entry.Write(writer);
        writer.EndList();
        writer.Name("audits").StartList();
        foreach (var entry in entries) AuditRows.Write(writer, entry);
        writer.EndList();
    }

    private static void WriteDeleted(ParameterWriter writer, IReadOnlyList<string> ids) =>
        writer.Name("deleted").Texts(ids);

    private static void WriteRemoved(ParameterWriter writer, IReadOnlyList<EdgeRecord> edges)
    {
        writer.Name("removed").StartList();
        foreach (var edge in edges)
        {
            writer.StartMap();
            writer.Name("type").Text(EdgeTypes.Of(edge.Type).Name);
            writer.Name("from").Text(edge.From);
            if (edge.Id is null) writer.Name("to").Text(edge.To!);
            else writer.Name("id").Text(edge.Id);
            writer.EndMap();
        }
        writer.EndList();
    }

    private static void WriteCreated(ParameterWriter writer, IReadOnlyList<NodeRecord> nodes)
    {
        writer.Name("created").StartList();
        foreach (var node in nodes)
        {
            writer.StartMap();
            writer.Name("kind").Text(NodeKinds.Of(node.Kind).Name);
            writer.Name("values");
            RecordJson.Write(writer, node, withNulls: false);
            writer.EndMap();
        }
        writer.EndList();
    }

    private static void WriteUpdated(ParameterWriter writer, IReadOnlyList<NodeRecord> nodes)
    {
        writer.Name("updated").StartList();
        foreach (var node in nodes)
        {
            writer.StartMap();
            writer.Name("id").Text(node.Id);
            writer.Name("values");
            RecordJson.Write(writer, node, withNulls: true);
            writer.EndMap();
        }
        writer.EndList();
    }

    private static void WriteEdges(
        ParameterWriter writer, string name, IReadOnlyList<EdgeRecord> edges, bool withNulls)
    {
        writer.Name(name).StartList();
        foreach (var edge in edges)
        {
            writer.StartMap();
            writer.Name("type").Text(EdgeTypes.Of(edge.Type).Name);
            writer.Name("from").Text(edge.From);
            if (edge.To is not null) writer.Name("to").Text(edge.To);
            if (edge.Id is not null) writer.Name("id").Text(edge.Id);
            writer.Name("values");
            RecordJson.Write(writer, edge, withNulls);
            writer.EndMap();
        }
        writer.EndList();
    }

    /// <summary>The rows of <see cref="GraphStatements.LoadNodes"/>.</summary>
    internal static void WriteLoad(ParameterWriter writer, IReadOnlyList<NodeRecord> nodes)
    {
        writer.Name("rows").StartList();
        foreach (var node in nodes)
        {
            writer.StartList();
            RecordJson.WriteWithoutDates(writer, node);
            RecordJson.WriteDates(writer, node);
            writer.EndList();
        }
        writer.EndList();
    }

    /// <summary>The rows of <see cref="GraphStatements.LoadEdges"/> and of those for events.</summary>
    internal static void WriteLoad(ParameterWriter writer, IReadOnlyList<EdgeRecord> edges)
    {
        writer.Name("rows").StartList();
        foreach (var edge in edges)
        {
            writer.StartList();
            writer.Text(edge.From);
            writer.Text(edge.To ?? edge.Id!);
            if (edge.At is { } at) writer.Instant(at);
            else writer.Null();
            RecordJson.Write(writer, edge with { At = null }, withNulls: false);
            writer.EndList();
        }
        writer.EndList();
    }

    /// <summary>So many rows at once that neither their number nor their size is too much for one statement.</summary>
    private IEnumerable<List<NodeRecord>> Batches(IEnumerable<NodeRecord> nodes, Func<NodeRecord, long> bytesOf)
    {
        var batch = new List<NodeRecord>();
        long bytes = 0;
        foreach (var node in nodes)
        {
            batch.Add(node);
            bytes += bytesOf(node);
            if (batch.Count < rowsPerStatementMax && bytes < BytesInOneMax) continue;
            yield return batch;
            batch = [];
            bytes = 0;
        }
        if (batch.Count > 0) yield return batch;
    }

    private static long BytesOf(NodeRecord node)
    {
        long bytes = 0;
        foreach (var value in node.Values)
            if (value.Type == PropertyType.Text) bytes += value.AsText().Length;
        return bytes;
    }

    private static string KindOf(string id)
    {
        NodeIds.TryGetKind(id, out var kind);
        return NodeKinds.Of(kind).Name;
    }
}
