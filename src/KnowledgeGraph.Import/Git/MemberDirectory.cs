using KnowledgeGraph.Model;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Import.Git;

/// <summary>The members that can be recognized by their address, as a store has them. Immutable.</summary>
public sealed class MemberDirectory
{
    private readonly Dictionary<string, string> _byHash;

    private MemberDirectory(Dictionary<string, string> byHash) => _byHash = byHash;

    /// <summary>A directory of nobody.</summary>
    public static MemberDirectory Empty { get; } = new([]);

    /// <summary>Reads the members that have an `emailHash`; of two with the same, the first by id.</summary>
    public static async Task<MemberDirectory> ReadAsync(IGraphStore store, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var hash = NodeKinds.Member["emailHash"];
        var byHash = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        await using var scan = await store.ScanAsync(cancellation).ConfigureAwait(false);
        await foreach (var node in scan.ReadNodesAsync(cancellation).ConfigureAwait(false))
        {
            // Nodes come by kind, members first.
            if (node.Kind != NodeKind.Member) break;
            if (!node.Values[hash.Index].IsNull) byHash.TryAdd(node.Values[hash.Index].AsText(), node.Id);
        }

        return new(byHash);
    }

    /// <summary>The id of the member with that address; null where nobody has it.</summary>
    public string? Find(string email) =>
        EmailHash.Of(email) is { } hash ? _byHash.GetValueOrDefault(hash) : null;
}
