using KnowledgeGraph.Server.CommandLine;
using KnowledgeGraph.Storage.Sqlite;

namespace KnowledgeGraph.Server.Data;

/// <summary>Opens the embedded store of a data folder.</summary>
internal static class StoreFile
{
    /// <summary>Opens the store, and makes it where there is none.</summary>
    /// <exception cref="Storage.StoreException">It is in use, damaged, or cannot be written.</exception>
    public static ValueTask<SqliteGraphStore> OpenAsync(DataFolder folder, CancellationToken stop) =>
        SqliteGraphStore.OpenAsync(folder.Store, cancellation: stop);

    /// <summary>Opens a store that has to be there.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    /// <inheritdoc cref="OpenAsync"/>
    public static ValueTask<SqliteGraphStore> OpenExistingAsync(DataFolder folder, CancellationToken stop) =>
        File.Exists(folder.Store) ? OpenAsync(folder, stop) : throw new CommandException(ExitCode.Data,
            $"There is no community in {folder.FullPath}: start the server or import something there first.");
}
