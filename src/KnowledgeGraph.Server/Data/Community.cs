using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Server.Data;

/// <summary>The community that this process serves: its store, open, and what is derived from it.</summary>
internal sealed class Community : IAsyncDisposable
{
    private Community(DataFolder folder, IGraphStore store)
    {
        Folder = folder;
        Store = store;
    }

    public DataFolder Folder { get; }

    public IGraphStore Store { get; }

    /// <summary>Opens the store, fills a new one with the seed, and brings the read model up to date.</summary>
    public static async Task<Community> OpenAsync(Settings settings, TextWriter output, CancellationToken stop)
    {
        var folder = DataFolder.Open(settings.Data);
        var seed = Seed.For(folder, settings.Seed.Load);
        var store = await StoreFile.OpenAsync(folder, stop);
        try
        {
            if (seed is not null) await LoadAsync(seed, folder, store, output, stop);
            return new Community(folder, store);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private static async Task LoadAsync(
        Seed seed, DataFolder folder, IGraphStore store, TextWriter output, CancellationToken stop)
    {
        await output.WriteLineAsync($"New store: loading the seed, a small real community, into {folder.FullPath}");
        var summary = await seed.LoadAsync(store, stop);
        await output.WriteLineAsync(
            $"""
            Loaded {summary.Created:N0} nodes and edges in {summary.Elapsed.TotalSeconds:0.0} s.
            To start empty instead: serve --empty --data DIR. With your own data: import --help.
            """);
    }
}
