using Microsoft.Data.Sqlite;

namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>
/// The tables of a store file. Inside the file nodes are known by integer keys; ids stand once, in `node`, and in the
/// log, which has to be readable by itself. The bytes in `data` are those of <see cref="Records"/>.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>Marks the file as ours ("KGRA").</summary>
    private const int ApplicationId = 0x4B475241;

    /// <summary>
    /// What takes a file from one format to the next: entry n makes format n + 1 out of n. Add at the end; an entry
    /// that was released is never changed.
    /// </summary>
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE node (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            data BLOB NOT NULL) STRICT;

        CREATE TABLE link (
            type INTEGER NOT NULL,
            source INTEGER NOT NULL,
            target INTEGER NOT NULL,
            at INTEGER,
            data BLOB NOT NULL,
            PRIMARY KEY (type, source, target)) STRICT, WITHOUT ROWID;
        CREATE INDEX link_by_target ON link (target);

        CREATE TABLE interaction (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            type INTEGER NOT NULL,
            source INTEGER NOT NULL,
            target INTEGER,
            at INTEGER NOT NULL,
            data BLOB NOT NULL) STRICT;
        CREATE INDEX interaction_by_source ON interaction (source);
        CREATE INDEX interaction_by_target ON interaction (target) WHERE target IS NOT NULL;

        CREATE TABLE log (
            sequence INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            data BLOB NOT NULL) STRICT;
        """,
        """
        CREATE TABLE audit (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT,
            request TEXT,
            sequence INTEGER NOT NULL,
            changes INTEGER NOT NULL,
            targets TEXT NOT NULL) STRICT;

        CREATE TABLE tombstone (digest TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        """,
    ];

    /// <summary>The columns of `audit` in the order in which <see cref="PeopleTables"/> reads them.</summary>
    public const string AuditColumns = "number, at, actor, action, subject, request, sequence, changes, targets";

    /// <summary>Looks at a file before anything in it is touched.</summary>
    /// <exception cref="StoreException">The file is of a newer format or of another program.</exception>
    public static void Check(SqliteConnection connection, string path)
    {
        var application = Scalar(connection, "PRAGMA application_id");
        var empty = Scalar(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        if (application != ApplicationId && !empty) throw SqliteErrors.ForeignDatabase(path);
        var format = Scalar(connection, "PRAGMA user_version");
        if (format > Migrations.Length) throw SqliteErrors.NewerFormat(path, format, Migrations.Length);
    }

    /// <summary>Makes the tables of a new file, and brings an older one up to date, in one transaction.</summary>
    public static void Migrate(SqliteConnection connection)
    {
        var format = (int)Scalar(connection, "PRAGMA user_version");
        if (format == Migrations.Length) return;
        using var transaction = connection.BeginTransaction();
        foreach (var migration in Migrations.AsSpan(format)) Execute(connection, migration);
        Execute(connection, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Migrations.Length}");
        transaction.Commit();
    }

    public static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar());
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
