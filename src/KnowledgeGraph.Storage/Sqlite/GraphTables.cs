using KnowledgeGraph.Model;
using KnowledgeGraph.Storage.Records;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>
/// The statements that write the tables of <see cref="SqliteSchema"/>, prepared once. Nodes are given by their keys,
/// which are above 0; ids and data as bytes. For the writer's thread alone.
/// </summary>
internal sealed class GraphTables : IDisposable
{
    // An importer names the same members and topics again and again: 131,072 ids take about 20 MB.
    private const int KnownNodesMax = 1 << 17;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, long> _knownNodes = new(StringComparer.Ordinal);
    private readonly List<Statement> _all = [];

    private readonly Statement _begin, _commit, _rollback, _savepoint, _release, _rollbackTo;
    private readonly Statement _findNode, _readNode, _insertNode, _updateNode;
    private readonly Statement[] _deleteNode;
    private readonly Statement _insertLink, _readLink, _updateLink, _deleteLink;
    private readonly Statement _insertInteraction, _findInteraction, _readInteraction, _deleteInteraction;
    private readonly Statement _appendLog;

    public GraphTables(SqliteConnection connection)
    {
        _connection = connection;
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _savepoint = Prepare("SAVEPOINT request");
        _release = Prepare("RELEASE request");
        _rollbackTo = Prepare("ROLLBACK TO request");

        _findNode = Prepare("SELECT key FROM node WHERE id = ?1");
        _readNode = Prepare("SELECT key, data FROM node WHERE id = ?1");
        _insertNode = Prepare("INSERT OR IGNORE INTO node (id, data) VALUES (?1, ?2)");
        _updateNode = Prepare("UPDATE node SET data = ?2 WHERE key = ?1");
        // The types are listed so that the primary key of `link`, which begins with the type, finds a source.
        var linkTypes = string.Join(", ",
            EdgeTypes.All.Where(type => type.Family == EdgeFamily.Link).Select(type => (int)type.Type));
        _deleteNode =
        [
            Prepare($"DELETE FROM link WHERE type IN ({linkTypes}) AND source = ?1"),
            Prepare("DELETE FROM link WHERE target = ?1"),
            Prepare("DELETE FROM interaction WHERE source = ?1"),
            Prepare("DELETE FROM interaction WHERE target = ?1"),
            Prepare("DELETE FROM node WHERE key = ?1"),
        ];

        _insertLink = Prepare(
            "INSERT OR IGNORE INTO link (type, source, target, at, data) VALUES (?1, ?2, ?3, ?4, ?5)");
        _readLink = Prepare("SELECT at, data FROM link WHERE type = ?1 AND source = ?2 AND target = ?3");
        _updateLink = Prepare("UPDATE link SET at = ?4, data = ?5 WHERE type = ?1 AND source = ?2 AND target = ?3");
        _deleteLink = Prepare("DELETE FROM link WHERE type = ?1 AND source = ?2 AND target = ?3");

        _insertInteraction = Prepare("""
            INSERT OR IGNORE INTO interaction (type, source, target, at, data, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """);
        _findInteraction = Prepare("SELECT type, source, target, at, data FROM interaction WHERE id = ?1");
        _readInteraction = Prepare("""
            SELECT type, (SELECT id FROM node WHERE key = source), (SELECT id FROM node WHERE key = target), at, data
            FROM interaction WHERE id = ?1
            """);
        _deleteInteraction = Prepare("DELETE FROM interaction WHERE id = ?1");

        _appendLog = Prepare("INSERT INTO log (sequence, at, actor, data) VALUES (?1, ?2, ?3, ?4)");
    }

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    /// <summary>Ends a transaction of which nothing is left to keep, without a flush of the disk.</summary>
    public void EndUnchanged() => _rollback.Run();

    /// <summary>Undoes the transaction; nothing where SQLite has done so itself.</summary>
    public void Rollback()
    {
        _knownNodes.Clear();
        // One may have been left in the middle of its rows.
        foreach (var statement in _all) statement.Reset();
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0) _rollback.Run();
    }

    /// <summary>What is known of the tables may have changed in another way.</summary>
    public void Forget()
    {
        _knownNodes.Clear();
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0) Rollback();
    }

    public void BeginRequest() => _savepoint.Run();

    public void EndRequest() => _release.Run();

    public void UndoRequest()
    {
        _knownNodes.Clear();
        _rollbackTo.Run();
        _release.Run();
    }

    /// <summary>The key of a node; 0 where there is none.</summary>
    public long FindNode(string id, ReadOnlySpan<byte> idBytes)
    {
        if (_knownNodes.TryGetValue(id, out var key)) return key;
        if (!_findNode.BindText(1, idBytes).Step()) return 0;
        key = _findNode.Int64(0);
        _findNode.Reset();
        Know(id, key);
        return key;
    }

    /// <summary>A node's key and data, good until <see cref="EndReadNode"/>; key 0 where there is none.</summary>
    public long BeginReadNode(ReadOnlySpan<byte> id, out ReadOnlySpan<byte> data)
    {
        var found = _readNode.BindText(1, id).Step();
        data = found ? _readNode.Bytes(1) : default;
        return found ? _readNode.Int64(0) : 0;
    }

    public void EndReadNode() => _readNode.Reset();

    /// <summary>False where the id is taken.</summary>
    public bool TryInsertNode(string id, ReadOnlySpan<byte> idBytes, ReadOnlySpan<byte> data)
    {
        _insertNode.BindText(1, idBytes).BindBlob(2, data).Run();
        if (!Changed()) return false;
        Know(id, raw.sqlite3_last_insert_rowid(_connection.Handle));
        return true;
    }

    public void UpdateNode(long key, ReadOnlySpan<byte> data) => _updateNode.Bind(1, key).BindBlob(2, data).Run();

    /// <summary>Deletes a node and every edge at it.</summary>
    public void DeleteNode(string id, long key)
    {
        _knownNodes.Remove(id);
        foreach (var statement in _deleteNode) statement.Bind(1, key).Run();
    }

    /// <summary>False where there is such a link.</summary>
    public bool TryInsertLink(EdgeType type, long source, long target, long? at, ReadOnlySpan<byte> data)
    {
        _insertLink.Bind(1, (long)type).Bind(2, source).Bind(3, target).Bind(4, at).BindBlob(5, data).Run();
        return Changed();
    }

    /// <summary>Whether the link, which is there, holds just this.</summary>
    public bool LinkIs(EdgeType type, long source, long target, long? at, ReadOnlySpan<byte> data)
    {
        if (!_readLink.Bind(1, (long)type).Bind(2, source).Bind(3, target).Step()) return false;
        var same = Optional(_readLink, 0) == at && _readLink.Bytes(1).SequenceEqual(data);
        _readLink.Reset();
        return same;
    }

    public void UpdateLink(EdgeType type, long source, long target, long? at, ReadOnlySpan<byte> data) =>
        _updateLink.Bind(1, (long)type).Bind(2, source).Bind(3, target).Bind(4, at).BindBlob(5, data).Run();

    /// <summary>False where there is no such link.</summary>
    public bool DeleteLink(EdgeType type, long source, long target)
    {
        _deleteLink.Bind(1, (long)type).Bind(2, source).Bind(3, target).Run();
        return Changed();
    }

    /// <summary>False where the id is taken. A target of 0 is none.</summary>
    public bool TryInsertInteraction(
        ReadOnlySpan<byte> id, EdgeType type, long source, long target, long at, ReadOnlySpan<byte> data)
    {
        _insertInteraction.Bind(1, (long)type).Bind(2, source).Bind(3, target == 0 ? null : target).Bind(4, at)
            .BindBlob(5, data).BindText(6, id).Run();
        return Changed();
    }

    /// <summary>Whether the interaction, which is there, holds just this.</summary>
    public bool InteractionIs(
        ReadOnlySpan<byte> id, EdgeType type, long source, long target, long at, ReadOnlySpan<byte> data)
    {
        if (!_findInteraction.BindText(1, id).Step()) return false;
        var same = _findInteraction.Int64(0) == (long)type && _findInteraction.Int64(1) == source &&
            (Optional(_findInteraction, 2) ?? 0) == target && _findInteraction.Int64(3) == at &&
            _findInteraction.Bytes(4).SequenceEqual(data);
        _findInteraction.Reset();
        return same;
    }

    /// <summary>Takes an interaction out and gives what it was; null where there is none.</summary>
    public EdgeRecord? DeleteInteraction(string id, ReadOnlySpan<byte> idBytes)
    {
        if (!_readInteraction.BindText(1, idBytes).Step()) return null;
        var type = (EdgeType)_readInteraction.Int64(0);
        var record = new EdgeRecord(type, _readInteraction.Text(1),
            _readInteraction.IsNull(2) ? null : _readInteraction.Text(2), _readInteraction.Int64(3), id,
            RecordCodec.Read(type, _readInteraction.Bytes(4)));
        _readInteraction.Reset();
        _deleteInteraction.BindText(1, idBytes).Run();
        return record;
    }

    public void AppendLog(long sequence, long at, ReadOnlySpan<byte> actor, ReadOnlySpan<byte> data) =>
        _appendLog.Bind(1, sequence).Bind(2, at).BindText(3, actor).BindBlob(4, data).Run();

    public void Dispose()
    {
        foreach (var statement in _all) statement.Dispose();
    }

    private Statement Prepare(string sql)
    {
        var statement = new Statement(_connection, sql);
        _all.Add(statement);
        return statement;
    }

    private void Know(string id, long key)
    {
        if (_knownNodes.Count == KnownNodesMax) _knownNodes.Clear();
        _knownNodes[id] = key;
    }

    private bool Changed() => raw.sqlite3_changes(_connection.Handle) > 0;

    private static long? Optional(Statement statement, int column) =>
        statement.IsNull(column) ? null : statement.Int64(column);
}
