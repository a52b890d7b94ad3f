using System.Globalization;

namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>
/// The right to write a store: a lock on a file beside it, which the system gives back when the process ends,
/// however it ends. Who has it stands in a second file, since a locked one cannot be read everywhere.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <exception cref="StoreException">Another process, or this one, has the store open.</exception>
    public static StoreLock Take(string path)
    {
        var lockPath = path + ".lock";
        var ownerPath = path + ".owner";
        FileStream file;
        try
        {
            file = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException exception) when (IsLockedByAnother(exception))
        {
            throw SqliteErrors.InUse(path, ReadOwner(ownerPath), exception);
        }
        try
        {
            var since = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            File.WriteAllText(
                ownerPath, $"process {Environment.ProcessId} on {Environment.MachineName} since {since}");
        }
        catch
        {
            file.Dispose();
            throw;
        }
        return new StoreLock(file);
    }

    public void Dispose() => _file.Dispose();

    // EAGAIN on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsLockedByAnother(IOException exception) => (exception.HResult & 0xFFFF) is 11 or 35 or 32;

    private static string ReadOwner(string ownerPath)
    {
        try
        {
            return File.ReadAllText(ownerPath).Trim() is { Length: > 0 } owner ? owner : "another process";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
