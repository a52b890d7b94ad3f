using System.Text;
using KnowledgeGraph.Storage.People;
using Microsoft.Data.Sqlite;

namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>The statements of the audit and of tombstones, prepared once. For the writer's thread alone.</summary>
internal sealed class PeopleTables : IDisposable
{
    private const char Separator = '\n';

    private readonly Statement _append;
    private readonly Statement _remember;
    private readonly HashSet<string> _tombstones = new(StringComparer.Ordinal);

    public PeopleTables(SqliteConnection connection)
    {
        _append = new Statement(connection, """
            INSERT INTO audit (at, actor, action, subject, request, sequence, changes, targets)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """);
        _remember = new Statement(connection, "INSERT OR IGNORE INTO tombstone (digest) VALUES (?1)");
        using var known = new Statement(connection, "SELECT digest FROM tombstone");
        while (known.Step()) _tombstones.Add(known.Text(0));
    }

    public IReadOnlySet<string> Tombstones => _tombstones;

    /// <summary>The id was erased.</summary>
    public bool IsErased(string id) => _tombstones.Count > 0 && _tombstones.Contains(Tombstone.Of(id));

    /// <summary>Adds an entry; its number is the table's affair.</summary>
    public void Append(
        long at, string actor, AuditStamp stamp, long sequence, int changes, IReadOnlyList<string> targets)
    {
        _append.Bind(1, at);
        BindText(_append, 2, actor);
        BindText(_append, 3, stamp.Action);
        BindText(_append, 4, stamp.Subject);
        BindText(_append, 5, stamp.RequestId);
        _append.Bind(6, sequence).Bind(7, changes);
        BindText(_append, 8, string.Join(Separator, targets));
        _append.Run();
    }

    /// <summary>Remembers ids that are erased; counts from the commit on.</summary>
    public void Remember(IEnumerable<string> digests)
    {
        foreach (var digest in digests)
        {
            BindText(_remember, 1, digest);
            _remember.Run();
            _tombstones.Add(digest);
        }
    }

    /// <summary>An entry from a row of all columns, the number first.</summary>
    public static AuditEntry Read(Statement row) => new(
        row.Int64(0), row.Int64(1), row.Text(2),
        new AuditStamp(row.Text(3), Optional(row, 4), Optional(row, 5)),
        row.Int64(6), (int)row.Int64(7),
        row.Text(8).Split(Separator, StringSplitOptions.RemoveEmptyEntries));

    public void Dispose()
    {
        _append.Dispose();
        _remember.Dispose();
    }

    private static void BindText(Statement statement, int index, string? text)
    {
        if (text is null) statement.Bind(index, (long?)null);
        else statement.BindText(index, Encoding.UTF8.GetBytes(text));
    }

    private static string? Optional(Statement row, int column) => row.IsNull(column) ? null : row.Text(column);
}
