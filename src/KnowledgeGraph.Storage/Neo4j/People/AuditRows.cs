using System.Runtime.CompilerServices;
using System.Text.Json;
using KnowledgeGraph.Storage.Neo4j.Http;
using KnowledgeGraph.Storage.Neo4j.Log;
using KnowledgeGraph.Storage.People;

namespace KnowledgeGraph.Storage.Neo4j.People;

/// <summary>
/// The audit as nodes `AuditEntry`, apart from the entries of the log, which are pruned. Numbers come from a counter
/// on the node of the log, under its lock.
/// </summary>
internal static class AuditRows
{
    private const int EntriesPerLook = 256;

    // The note has an id, so that one that is sent again is there once.
    private const string AddNote = """
        MATCH (log:ChangeLog {name: 'community'})
        SET log.lockedBy = 'audit'
        MERGE (a:AuditEntry {note: $note})
        ON CREATE SET a += $audit, a.number = coalesce(log.audited, 0) + 1, log.audited = coalesce(log.audited, 0) + 1
        """;

    // Sent twice, it finds the counter moved on.
    private const string AddMany = """
        MATCH (log:ChangeLog {name: 'community'})
        SET log.lockedBy = 'audit'
        WITH log WHERE coalesce(log.audited, 0) = $after
        SET log.audited = $after + size($audits)
        WITH log UNWIND range(0, size($audits) - 1) AS i
        CREATE (a:AuditEntry {number: $after + i + 1})
        SET a += $audits[i]
        """;

    private const string Read = """
        MATCH (a:AuditEntry) WHERE a.number < $before
        RETURN a.number, a.at, a.actor, a.action, a.subject, a.request, a.sequence, a.changes,
          reduce(text = '', target IN a.targets | text + target + '\n')
        ORDER BY a.number DESC LIMIT $limit
        """;

    /// <summary>The entry of a commit, without its number.</summary>
    public static void Write(ParameterWriter writer, LogEntry entry)
    {
        var (commit, changes) = (entry.Commit, entry.Commit.Changes);
        IReadOnlyList<string> targets = changes is [Model.Changes.NodesErased]
            ? [Tombstone.Pseudonym]
            : AuditTargets.Of(changes);
        Write(writer, new AuditEntry(
            0, commit.At, commit.Actor, entry.Stamp, commit.Sequence, changes.Count, targets));
    }

    /// <summary>Adds an entry that goes with no commit.</summary>
    public static Task AddNoteAsync(RetryingApi api, AuditEntry entry, CancellationToken cancellation)
    {
        var note = Guid.NewGuid().ToString("N");
        return api.ReadAsync(new Statement(AddNote, writer =>
        {
            writer.Name("note").Text(note);
            writer.Name("audit");
            Write(writer, entry);
        }, TakesLock: true), QueryTransaction.Ignore, cancellation);
    }

    /// <summary>Adds entries of another store behind those that are there.</summary>
    public static async Task TakeOverAsync(
        RetryingApi api, MovedRecords records, CancellationToken cancellation)
    {
        if (records.Entries.Count == 0) return;
        await api.ReadAsync(new Statement(AddMany, writer =>
        {
            writer.Name("after").Integer(records.After);
            writer.Name("audits").StartList();
            foreach (var entry in records.Entries) Write(writer, entry);
            writer.EndList();
        }, TakesLock: true), QueryTransaction.Ignore, cancellation).ConfigureAwait(false);
    }

    /// <summary>Newest first, some entries at a time.</summary>
    public static async IAsyncEnumerable<AuditEntry> ReadAsync(
        RetryingApi api, long before, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var entries = new List<AuditEntry>();
            var below = before;
            await api.ReadAsync(new Statement(Read, writer =>
            {
                writer.Name("before").Integer(below);
                writer.Name("limit").Integer(EntriesPerLook);
            }), (ref Utf8JsonReader row) => entries.Add(Take(ref row)), cancellation).ConfigureAwait(false);
            foreach (var entry in entries) yield return entry;
            if (entries.Count < EntriesPerLook) yield break;
            before = entries[^1].Number;
        }
    }

    private static AuditEntry Take(ref Utf8JsonReader row)
    {
        var number = TypedJson.NextInteger(ref row);
        var at = TypedJson.NextInstant(ref row);
        var actor = TypedJson.NextRequiredText(ref row);
        var stamp = new AuditStamp(
            TypedJson.NextRequiredText(ref row), TypedJson.NextText(ref row), TypedJson.NextText(ref row));
        return new AuditEntry(
            number, at, actor, stamp, TypedJson.NextInteger(ref row), (int)TypedJson.NextInteger(ref row),
            TypedJson.NextRequiredText(ref row).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Write(ParameterWriter writer, AuditEntry entry)
    {
        writer.StartMap();
        writer.Name("at").Instant(entry.At);
        writer.Name("actor").Text(entry.Actor);
        writer.Name("action").Text(entry.Stamp.Action);
        if (entry.Stamp.Subject is { } subject) writer.Name("subject").Text(subject);
        if (entry.Stamp.RequestId is { } request) writer.Name("request").Text(request);
        writer.Name("sequence").Integer(entry.Sequence);
        writer.Name("changes").Integer(entry.ChangeCount);
        writer.Name("targets").Texts(entry.Targets);
        writer.EndMap();
    }
}
