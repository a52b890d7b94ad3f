using KnowledgeGraph.Model;
using KnowledgeGraph.Storage.Records;
using Microsoft.Data.Sqlite;

namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>
/// The links of one type in the order of their ends' ids. Read in the order of the file, which is by key, into rows
/// and one buffer of data; then only an array of ranks is sorted.
/// </summary>
internal sealed class LinkSort
{
    private readonly EdgeType _type;
    private readonly NodeKeys _nodes;
    private readonly int[] _order;
    private readonly List<Row> _rows;
    private readonly DataChunks _data;

    private LinkSort(EdgeType type, NodeKeys nodes, int[] order, List<Row> rows, DataChunks data)
    {
        _type = type;
        _nodes = nodes;
        _order = order;
        _rows = rows;
        _data = data;
    }

    public int Count => _order.Length;

    /// <summary>The link at a place in the order.</summary>
    public EdgeRecord this[int index]
    {
        get
        {
            var row = _rows[_order[index]];
            return new EdgeRecord(_type, _nodes.Id(row.Source), _nodes.Id(row.Target), row.At, null,
                RecordCodec.Read(_type, _data[row.Data]));
        }
    }

    public static LinkSort Read(SqliteConnection connection, EdgeType type, NodeKeys nodes)
    {
        using var statement = new Statement(connection, "SELECT source, target, at, data FROM link WHERE type = ?1");
        statement.Bind(1, (long)type);
        var rows = new List<Row>();
        var ranks = new List<long>();
        var data = new DataChunks();
        while (statement.Step())
        {
            var row = new Row(statement.Int64(0), statement.Int64(1),
                statement.IsNull(2) ? null : statement.Int64(2), data.Add(statement.Bytes(3)));
            rows.Add(row);
            ranks.Add(nodes.Rank(row.Source, row.Target));
        }
        var order = new int[rows.Count];
        for (var index = 0; index < order.Length; index++) order[index] = index;
        Array.Sort(ranks.ToArray(), order);
        return new LinkSort(type, nodes, order, rows, data);
    }

    private readonly record struct Row(long Source, long Target, long? At, DataChunks.Place Data);
}
