using KnowledgeGraph.Model;
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
            var committedAt = await TimeOfAsync(store, scan.Sequence, cancellation).ConfigureAwait(false);
            return build.Build(scan.Sequence, committedAt);
        }
    }

    /// <summary>A version of given nodes and the edges between them, which belongs to no store.</summary>
    /// <exception cref="InvalidDataException">An end of an edge is not among the nodes.</exception>
    public static GraphSnapshot Of(IEnumerable<NodeRecord> nodes, IEnumerable<EdgeRecord> edges)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(edges);
        var build = new FullBuild();
        foreach (var node in nodes) build.Add(node);
        foreach (var edge in edges) build.Add(edge);
        return build.Build(0, 0);
    }

    /// <summary>When a commit was made, as UTC ticks; 0 where the log does not tell (any more).</summary>
    internal static async Task<long> TimeOfAsync(IGraphStore store, long sequence, CancellationToken cancellation)
    {
        if (sequence == 0) return 0;
        try
        {
            await foreach (var commit in store.ReadChangesAsync(sequence - 1, cancellation).ConfigureAwait(false))
            {
                return commit.Sequence == sequence ? commit.At : 0;
            }
        }
        catch (ChangesPrunedException)
        {
            // Nothing follows from it: what is older than the log cannot be compared with it.
        }

        return 0;
    }
}
