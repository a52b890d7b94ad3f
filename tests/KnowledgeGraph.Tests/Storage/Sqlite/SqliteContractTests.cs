using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Sqlite;
using KnowledgeGraph.Tests.Support;

namespace KnowledgeGraph.Tests.Storage.Sqlite;

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteContractTests : GraphStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override async ValueTask<IGraphStore> OpenAsync() =>
        await SqliteGraphStore.OpenAsync(_folder.PathOf("graph.db"));

    public void Dispose() => _folder.Dispose();
}

/// <summary>The contract where memory holds only the newest entry of the log: the rest is read from the file.</summary>
public sealed class SqliteWithoutRecentCommitsTests : GraphStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override async ValueTask<IGraphStore> OpenAsync() => await SqliteGraphStore.OpenAsync(
        _folder.PathOf("graph.db"), new SqliteStoreOptions { RecentBytesMax = 0 });

    public void Dispose() => _folder.Dispose();
}
