using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage.People;
using KnowledgeGraph.Storage.Records;
using Microsoft.Data.Sqlite;

namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>
/// Takes ids out of a store file: tables, log, audit, and what deleting leaves behind in free pages and in the
/// write-ahead log. Reads every entry of the log and every edge once. For the writer's thread alone.
/// </summary>
internal sealed class SqliteErasure(SqliteConnection connection, GraphTables tables, PeopleTables people, string path)
{
    private readonly ByteWriter _bytes = new();

    /// <summary>Erases inside a transaction of its own.</summary>
    /// <param name="request">What to erase.</param>
    /// <param name="last">The number of the last entry of the log.</param>
    /// <param name="at">Now, as UTC ticks.</param>
    public ErasureResult Erase(ErasureRequest request, long last, long at)
    {
        var ids = request.Ids.ToHashSet(StringComparer.Ordinal);
        string[] digests = [.. ids.Select(Tombstone.Of)];
        // Before anything else: what is only half done is done again at the next start.
        TombstoneFile.Append(path, digests.Where(digest => !people.Tombstones.Contains(digest)));
        SqliteSchema.Execute(connection, "PRAGMA secure_delete = ON");
        tables.Begin();
        try
        {
            var nodes = DeleteNodes(ids);
            EraseFromJournals(ids);
            EraseFromEdges(
                "link", "type, source, target", ids,
                "UPDATE link SET data = ?1 WHERE type = ?2 AND source = ?3 AND target = ?4");
            EraseFromEdges(
                "interaction", "key, key, key", ids,
                "UPDATE interaction SET data = ?1 WHERE key = ?2 AND key = ?3 AND key = ?4");
            var entries = EraseFromLog(ids);
            EraseFromAudit(ids);
            people.Remember(digests);
            var actor = LogErasure.Erase(request.Actor, ids);
            _bytes.Clear();
            ChangeCodec.WriteNodesErased(_bytes, digests);
            tables.AppendLog(last + 1, at, Encoding.UTF8.GetBytes(actor), _bytes.Written);
            var stamp = actor == request.Actor ? request.Stamp : request.Stamp with { Subject = null };
            people.Append(at, actor, stamp, last + 1, 1, [Tombstone.Pseudonym]);
            tables.Commit();
            return new ErasureResult(last + 1, nodes, entries, Scrub());
        }
        finally
        {
            tables.Forget();
            SqliteSchema.Execute(connection, "PRAGMA secure_delete = OFF");
        }
    }

    /// <summary>The change that an erasure leaves in the log.</summary>
    public static Commit CommitOf(ErasureRequest request, ErasureResult result, long at)
    {
        var ids = request.Ids.ToHashSet(StringComparer.Ordinal);
        var change = new NodesErased([.. ids.Select(Tombstone.Of)]);
        return new Commit(result.Sequence, at, LogErasure.Erase(request.Actor, ids), [change]);
    }

    /// <summary>
    /// The ids of nodes that were erased before and are there all the same: those of a backup that was set back.
    /// </summary>
    public static IReadOnlyList<string> FindReturned(SqliteConnection connection, IReadOnlySet<string> digests)
    {
        var returned = new List<string>();
        if (digests.Count == 0) return returned;
        using var nodes = new Statement(connection, "SELECT id FROM node");
        while (nodes.Step())
        {
            if (nodes.Text(0) is var id && digests.Contains(Tombstone.Of(id))) returned.Add(id);
        }

        return returned;
    }

    /// <summary>
    /// Writes the file anew without what was deleted from it, and empties the write-ahead log; false where a reader
    /// holds on to that.
    /// </summary>
    private bool Scrub()
    {
        try
        {
            SqliteSchema.Execute(connection, "PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY");
            // The first column says whether somebody was in the way.
            return SqliteSchema.Scalar(connection, "PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        }
        catch (SqliteException exception) when (SqliteErrors.IsBusy(exception))
        {
            return false;
        }
    }

    private int DeleteNodes(HashSet<string> ids)
    {
        var deleted = 0;
        foreach (var id in ids)
        {
            var key = tables.FindNode(id, Encoding.UTF8.GetBytes(id));
            if (key == 0) continue;
            tables.DeleteNode(id, key);
            deleted++;
        }

        return deleted;
    }

    // Merges of others that name them.
    private void EraseFromJournals(HashSet<string> ids)
    {
        var names = LogErasure.InJournals(ids).Select(Encoding.UTF8.GetBytes).ToArray();
        var found = new List<(long Key, byte[] Data)>();
        using (var rows = new Statement(connection, "SELECT key, id, data FROM node"))
        {
            while (rows.Step())
            {
                if (!NamesOne(rows.Bytes(2), names) || !NodeIds.TryGetKind(rows.Text(1), out var kind)) continue;
                var node = new NodeRecord(rows.Text(1), kind, RecordCodec.Read(kind, rows.Bytes(2)));
                var erased = LogErasure.Erase(node, ids);
                if (ReferenceEquals(erased, node)) continue;
                _bytes.Clear();
                RecordCodec.Write(_bytes, erased.Values);
                found.Add((rows.Int64(0), _bytes.Written.ToArray()));
            }
        }

        foreach (var (key, data) in found) tables.UpdateNode(key, data);
    }

    // Edges of others that say who made them.
    private void EraseFromEdges(string table, string keys, HashSet<string> ids, string update)
    {
        var found = new List<(long First, long Second, long Third, byte[] Data)>();
        using (var rows = new Statement(connection, $"SELECT type, data, {keys} FROM {table}"))
        {
            var names = ids.Select(Encoding.UTF8.GetBytes).ToArray();
            while (rows.Step())
            {
                var data = rows.Bytes(1);
                if (!NamesOne(data, names)) continue;
                var edgeType = (EdgeType)rows.Int64(0);
                var edge = new EdgeRecord(edgeType, "", null, null, null, RecordCodec.Read(edgeType, data));
                var erased = LogErasure.Erase(edge, ids);
                if (erased is null || ReferenceEquals(erased, edge)) continue;
                _bytes.Clear();
                RecordCodec.Write(_bytes, erased.Values);
                found.Add((rows.Int64(2), rows.Int64(3), rows.Int64(4), _bytes.Written.ToArray()));
            }
        }

        using var statement = new Statement(connection, update);
        foreach (var (first, second, third, data) in found)
        {
            statement.BindBlob(1, data).Bind(2, first).Bind(3, second).Bind(4, third).Run();
        }
    }

    private int EraseFromLog(HashSet<string> ids)
    {
        var names = ids.Select(Encoding.UTF8.GetBytes).ToArray();
        var found = new List<long>();
        using (var entries = new Statement(connection, "SELECT sequence, actor, data FROM log"))
        {
            while (entries.Step())
            {
                if (ids.Contains(entries.Text(1)) || NamesOne(entries.Bytes(2), names)) found.Add(entries.Int64(0));
            }
        }

        using var read = new Statement(connection, "SELECT actor, data FROM log WHERE sequence = ?1");
        using var update = new Statement(connection, "UPDATE log SET actor = ?2, data = ?3 WHERE sequence = ?1");
        foreach (var sequence in found)
        {
            read.Bind(1, sequence).Step();
            var actor = read.Text(0);
            var changes = ChangeCodec.Read(read.Bytes(1));
            read.Reset();
            _bytes.Clear();
            foreach (var change in LogErasure.Erase(changes, ids)) ChangeCodec.Write(_bytes, change);
            update.Bind(1, sequence).BindText(2, Encoding.UTF8.GetBytes(LogErasure.Erase(actor, ids)))
                .BindBlob(3, _bytes.Written).Run();
        }

        return found.Count;
    }

    private void EraseFromAudit(HashSet<string> ids)
    {
        var found = new List<AuditEntry>();
        using (var rows = new Statement(connection, $"SELECT {SqliteSchema.AuditColumns} FROM audit"))
        {
            while (rows.Step())
            {
                var entry = PeopleTables.Read(rows);
                if (IsBy(entry, ids) || entry.Targets.Any(ids.Contains)) found.Add(entry);
            }
        }

        using var update = new Statement(connection, """
            UPDATE audit SET actor = ?2, subject = iif(?3, NULL, subject), targets = ?4 WHERE number = ?1
            """);
        foreach (var entry in found)
        {
            var targets = entry.Targets.Select(id => ids.Contains(id) ? Tombstone.Pseudonym : id).Distinct();
            update.Bind(1, entry.Number)
                .BindText(2, Encoding.UTF8.GetBytes(LogErasure.Erase(entry.Actor, ids)))
                .Bind(3, IsBy(entry, ids) ? 1 : 0)
                .BindText(4, Encoding.UTF8.GetBytes(string.Join('\n', targets))).Run();
        }
    }

    // Tokens call a member by its id, with or without its prefix.
    private static bool IsBy(AuditEntry entry, HashSet<string> ids) => ids.Contains(entry.Actor)
        || (entry.Stamp.Subject is { } subject
            && (ids.Contains(subject) || ids.Contains(NodeIds.Make(NodeKind.Member, subject))));

    private static bool NamesOne(ReadOnlySpan<byte> data, byte[][] names)
    {
        foreach (var name in names)
        {
            if (data.IndexOf(name) >= 0) return true;
        }

        return false;
    }
}
