using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>What went wrong with a store file, each in one sentence that an operator can act on.</summary>
internal static class SqliteErrors
{
    /// <summary>The exception as callers of a store see it; what is no matter of the store stays.</summary>
    public static Exception Translate(Exception exception, string path) => exception switch
    {
        SqliteException sqlite => Translate(sqlite, path),
        InvalidDataException => new StoreException(
            $"The store {path} holds a record that cannot be read ({exception.Message.TrimEnd('.')}). " +
            "Restore it from a backup, or read it with the version of the program that wrote it.",
            transient: false, exception),
        _ => exception,
    };

    /// <summary>After these nobody knows what reached the disk: nothing more may be written.</summary>
    public static bool IsFatal(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB };

    /// <summary>Another program has locked the file: no request is at fault.</summary>
    public static bool IsBusy(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED };

    public static StoreException CannotOpen(string path, Exception inner) =>
        new($"The store {path} cannot be opened: {inner.Message} " +
            "Check that the folder exists, can be written by this user, and is on a working disk.",
            transient: false, inner);

    public static StoreException InUse(string path, string owner, Exception inner) =>
        new($"The store {path} is in use by {owner}. Stop that one first, or choose another data folder.",
            transient: true, inner);

    public static StoreException NewerFormat(string path, long format, int known) =>
        new($"The store {path} has format {format}, written by a newer version of this program; " +
            $"this one reads formats up to {known}. Use the newer version.", transient: false);

    public static StoreException ForeignDatabase(string path) =>
        new($"The file {path} is a SQLite database of another program. Choose another data folder.",
            transient: false);

    public static StoreException ReadOnly(string path) => new(CannotWrite(path), transient: false);

    public static StoreException Gap(string path, long expected, long found) =>
        new($"The log of the store {path} is damaged: entry {expected} should follow, but {found} does. " +
            "Restore it from a backup.", transient: false);

    public static StoreException Stopped(string path, Exception cause) =>
        new($"The store {path} takes no more changes since its disk failed ({cause.Message}). " +
            "Check the disk, then start again.", transient: false, cause);

    private static string CannotWrite(string path) =>
        $"The store {path} cannot be written. Give this user the right to write the file and its folder.";

    private static StoreException Translate(SqliteException exception, string path)
    {
        var (sentence, transient) = exception.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
                ($"The store {path} is busy: another program works on its file. Try again.", true),
            raw.SQLITE_FULL => ($"The disk that holds the store {path} is full: nothing of this was kept. Free some " +
                "space and send it again.", false),
            raw.SQLITE_NOTADB => ($"The file {path} is not a store: it is no SQLite database. Choose another data " +
                "folder, or restore the file from a backup.", false),
            raw.SQLITE_CORRUPT => ($"The store {path} is damaged. Restore it from a backup.", false),
            raw.SQLITE_IOERR => ($"The disk that holds the store {path} failed. Check it, then start again.", false),
            raw.SQLITE_READONLY or raw.SQLITE_PERM => (CannotWrite(path), false),
            raw.SQLITE_CANTOPEN => ($"The store {path} cannot be opened. Check that the folder exists and can be " +
                "written by this user.", false),
            raw.SQLITE_TOOBIG => ($"A record for the store {path} is larger than SQLite takes. Send less at once.",
                false),
            raw.SQLITE_NOMEM => ($"The store {path} ran out of memory. Send less at once.", true),
            _ => ($"The store {path} failed: {exception.Message}", false),
        };
        return new StoreException(sentence, transient, exception);
    }
}
