using System.Runtime.CompilerServices;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage.Records;
using Microsoft.Data.Sqlite;

namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>Reads entries of the log from the file, one at a time.</summary>
internal static class LogReader
{
    /// <param name="path">The store's file.</param>
    /// <param name="after">The number before the first entry wanted.</param>
    /// <param name="last">The number of the last entry wanted, which is there.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async IAsyncEnumerable<Commit> ReadAsync(
        string path, long after, long last, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Whoever reads may be a web request: the file is read on another thread than the caller's first.
        await Task.Yield();
        using var entries = Open(path, after, last);
        for (var expected = after + 1; expected <= last; expected++)
        {
            cancellation.ThrowIfCancellationRequested();
            var commit = Next(entries, path);
            if (commit is null || commit.Sequence != expected)
            {
                if (commit is not null && expected == after + 1) throw new ChangesPrunedException(commit.Sequence);
                throw SqliteErrors.Gap(path, expected, commit?.Sequence ?? 0);
            }
            yield return commit;
        }
    }

    private static Rows Open(string path, long after, long last)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = SqliteFile.OpenReader(path);
            var statement = new Statement(connection, """
                SELECT sequence, at, actor, data FROM log WHERE sequence > ?1 AND sequence <= ?2 ORDER BY sequence
                """);
            return new Rows(connection, statement.Bind(1, after).Bind(2, last));
        }
        catch (SqliteException exception)
        {
            connection?.Dispose();
            throw SqliteErrors.Translate(exception, path);
        }
    }

    private static Commit? Next(Rows entries, string path)
    {
        try
        {
            var row = entries.Statement;
            return row.Step()
                ? new Commit(row.Int64(0), row.Int64(1), row.Text(2), ChangeCodec.Read(row.Bytes(3)))
                : null;
        }
        catch (Exception exception) when (exception is SqliteException or InvalidDataException)
        {
            throw SqliteErrors.Translate(exception, path);
        }
    }

    private sealed record Rows(SqliteConnection Connection, Statement Statement) : IDisposable
    {
        public void Dispose()
        {
            Statement.Dispose();
            Connection.Dispose();
        }
    }
}
