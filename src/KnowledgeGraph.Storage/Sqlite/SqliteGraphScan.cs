using System.Runtime.CompilerServices;
using KnowledgeGraph.Model;
using KnowledgeGraph.Storage.Records;
using Microsoft.Data.Sqlite;

namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>
/// A scan in a read transaction of its own. Nodes stream out of the index of ids. Edges have to be put in order by
/// their ends' ids: links one type after the other, in memory (about 60 bytes for each link of the largest type and
/// what it holds), interactions by their times (16 bytes each) and then read one by one.
/// </summary>
internal sealed class SqliteGraphScan : GraphScan
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly NodeKeys _keys = new();
    private bool _nodesRead;
    private bool _edgesRead;

    private SqliteGraphScan(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        SqliteSchema.Execute(connection, "BEGIN");
        // The first read takes the snapshot.
        Sequence = SqliteSchema.Scalar(connection, "SELECT coalesce(max(sequence), 0) FROM log");
    }

    public override long Sequence { get; }

    public static SqliteGraphScan Open(string path)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = SqliteFile.OpenReader(path);
            return new SqliteGraphScan(path, connection);
        }
        catch (SqliteException exception)
        {
            connection?.Dispose();
            throw SqliteErrors.Translate(exception, path);
        }
    }

    public override IAsyncEnumerable<NodeRecord> ReadNodesAsync(CancellationToken cancellation = default)
    {
        if (_nodesRead) throw new InvalidOperationException("The nodes of a scan are read once.");
        _nodesRead = true;
        return Stream(Nodes(), cancellation);
    }

    public override IAsyncEnumerable<EdgeRecord> ReadEdgesAsync(CancellationToken cancellation = default)
    {
        if (!_nodesRead) throw new InvalidOperationException("The nodes of a scan are read before its edges.");
        if (_edgesRead) throw new InvalidOperationException("The edges of a scan are read once.");
        _edgesRead = true;
        return Stream(Edges(), cancellation);
    }

    public override ValueTask DisposeAsync() => _connection.DisposeAsync();

    // SQLite is synchronous: so is the reading, item by item as the caller asks, with the store's own errors.
    private async IAsyncEnumerable<T> Stream<T>(
        IEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        using var enumerator = items.GetEnumerator();
        while (MoveNext(enumerator))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return enumerator.Current;
        }
    }

    private bool MoveNext<T>(IEnumerator<T> enumerator)
    {
        try
        {
            return enumerator.MoveNext();
        }
        catch (Exception exception) when (exception is SqliteException or InvalidDataException)
        {
            throw SqliteErrors.Translate(exception, _path);
        }
    }

    private IEnumerable<NodeRecord> Nodes()
    {
        using var statement = new Statement(
            _connection, "SELECT key, id, data FROM node WHERE id >= ?1 AND id < ?2 ORDER BY id");
        foreach (var kind in NodeKinds.All)
        {
            // Ids of a kind are those between `prefix:` and `prefix;`, the character after the colon.
            BindTexts(statement, kind.IdPrefix + ":", kind.IdPrefix + ";");
            while (statement.Step())
            {
                var values = RecordCodec.Read(kind.Kind, statement.Bytes(2));
                var node = new NodeRecord(statement.Text(1), kind.Kind, values);
                _keys.Add(statement.Int64(0), node);
                yield return node;
            }
        }
    }

    private IEnumerable<EdgeRecord> Edges()
    {
        foreach (var type in EdgeTypes.All.Where(type => type.Family == EdgeFamily.Link))
        {
            var links = LinkSort.Read(_connection, type.Type, _keys);
            for (var index = 0; index < links.Count; index++) yield return links[index];
        }
        foreach (var interaction in Interactions()) yield return interaction;
    }

    private IEnumerable<EdgeRecord> Interactions()
    {
        var (times, keys) = InteractionTimes();
        Array.Sort(times, keys);

        using var statement = new Statement(
            _connection, "SELECT id, type, source, target, data FROM interaction WHERE key = ?1");
        var sameTime = new List<EdgeRecord>();
        for (var index = 0; index < times.Length; index++)
        {
            sameTime.Add(ReadInteraction(statement, keys[index], times[index]));
            if (index + 1 < times.Length && times[index + 1] == times[index]) continue;
            if (sameTime.Count > 1) sameTime.Sort(static (left, right) => Utf8Order.Compare(left.Id!, right.Id!));
            foreach (var interaction in sameTime) yield return interaction;
            sameTime.Clear();
        }
    }

    private EdgeRecord ReadInteraction(Statement statement, long key, long at)
    {
        if (!statement.Bind(1, key).Step()) throw new InvalidDataException("An interaction is gone.");
        var type = (EdgeType)statement.Int64(1);
        var record = new EdgeRecord(type, _keys.Id(statement.Int64(2)),
            statement.IsNull(3) ? null : _keys.Id(statement.Int64(3)), at, statement.Text(0),
            RecordCodec.Read(type, statement.Bytes(4)));
        statement.Reset();
        return record;
    }

    private (long[] Times, long[] Keys) InteractionTimes()
    {
        var count = SqliteSchema.Scalar(_connection, "SELECT count(*) FROM interaction");
        var times = new long[count];
        var keys = new long[count];
        using var statement = new Statement(_connection, "SELECT key, at FROM interaction");
        for (var index = 0; statement.Step(); index++)
        {
            keys[index] = statement.Int64(0);
            times[index] = statement.Int64(1);
        }
        return (times, keys);
    }

    private static void BindTexts(Statement statement, string from, string to) =>
        statement.BindText(1, System.Text.Encoding.UTF8.GetBytes(from))
            .BindText(2, System.Text.Encoding.UTF8.GetBytes(to));
}
