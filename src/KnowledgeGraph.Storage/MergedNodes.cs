using KnowledgeGraph.Model;

namespace KnowledgeGraph.Storage;

/// <summary>The nodes of a store that were merged into others, for who has no version to ask. Immutable.</summary>
public sealed class MergedNodes
{
    private readonly Dictionary<string, string> _into;

    private MergedNodes(Dictionary<string, string> into) => _into = into;

    /// <summary>Reads all nodes up to the topics.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public static async Task<MergedNodes> ReadAsync(IGraphStore store, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var into = new Dictionary<string, string>(StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        var scan = await store.ScanAsync(cancellation).ConfigureAwait(false);
        await using (scan.ConfigureAwait(false))
        {
            await foreach (var node in scan.ReadNodesAsync(cancellation).ConfigureAwait(false))
            {
                // Nodes come by kind.
                if (node.Kind > NodeKind.Topic) break;
                if (!NodeKinds.Of(node.Kind).TryGetProperty("mergedIds", out var property)) continue;
                found.Add(node.Id);
                if (node.Values[property.Index].IsNull) continue;
                foreach (var id in node.Values[property.Index].AsTextList()) into.TryAdd(id, node.Id);
            }
        }

        // One that is there again stands for itself.
        foreach (var id in into.Keys.Where(found.Contains).ToArray()) into.Remove(id);
        return new MergedNodes(into);
    }

    /// <summary>The id of the node into which that one was merged; null where it was not.</summary>
    public string? Find(string id) => _into.GetValueOrDefault(id);
}
