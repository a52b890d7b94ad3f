using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>Opens connections to a store file: one to write, any number to read.</summary>
internal static class SqliteFile
{
    // SQLite's own default. Larger pages made bulk commits no faster, and every small commit flushes whole pages.
    private const int PageBytes = 4096;

    // A scan goes through the file in the order of ids, which is not that of its pages.
    private const int ReaderCacheBytes = 64 * 1024 * 1024;

    public static SqliteConnection OpenWriter(string path, SqliteStoreOptions options)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            SqliteSchema.Check(connection, path);
            // SQLite opens a file that it may not write for reading, and would say so at the first commit only.
            if (raw.sqlite3_db_readonly(connection.Handle, "main") == 1) throw SqliteErrors.ReadOnly(path);
            SqliteSchema.Execute(connection, $"""
                PRAGMA page_size = {PageBytes};
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA foreign_keys = OFF;
                PRAGMA temp_store = MEMORY;
                PRAGMA cache_size = {-options.CacheBytes / 1024};
                PRAGMA wal_autocheckpoint = {options.CheckpointBytes / PageBytes};
                PRAGMA journal_size_limit = {options.CheckpointBytes};
                PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds};
                """);
            if (options.PagesMax > 0) SqliteSchema.Execute(connection, $"PRAGMA max_page_count = {options.PagesMax}");
            SqliteSchema.Migrate(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenReader(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWrite);
        SqliteSchema.Execute(connection, $"""
            PRAGMA query_only = ON;
            PRAGMA cache_size = {-ReaderCacheBytes / 1024};
            """);
        return connection;
    }

    /// <summary>A connection that takes out old entries of the log beside the writer.</summary>
    public static SqliteConnection OpenPruner(string path, SqliteStoreOptions options)
    {
        var connection = Open(path, SqliteOpenMode.ReadWrite);
        SqliteSchema.Execute(connection, $"""
            PRAGMA synchronous = FULL;
            PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds};
            """);
        return connection;
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 10,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
