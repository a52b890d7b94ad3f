using KnowledgeGraph.ReadModel.Tables;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.ReadModel;

/// <summary>Builds a version by one full scan of a store.</summary>
public static class Rebuild
{
    /// <exception cref="StoreException">The store failed.</exception>
    /// <exception cref="InvalidDataException">The store gave an edge whose end is not there.</exception>
    public static async Task<GraphSnapshot> RunAsync(IGraphStore store, CancellationToken cancellation = default)
    {
        var scan = await store.ScanAsync(cancellation).ConfigureAwait(false);
        await using (scan.ConfigureAwait(false))
        {
            var build = new FullBuild();
            await foreach (var node in scan.ReadNodesAsync(cancellation).ConfigureAwait(false)) build.Add(node);
            await foreach (var edge in scan.ReadEdgesAsync(cancellation).ConfigureAwait(false)) build.Add(edge);
            return build.Build(scan.Sequence);
        }
    }
}
