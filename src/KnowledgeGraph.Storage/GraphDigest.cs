using System.Security.Cryptography;
using KnowledgeGraph.Model;
using KnowledgeGraph.Storage.Records;

namespace KnowledgeGraph.Storage;

/// <summary>
/// What a store holds, in a form to compare: two stores of the same content have the same counts and the same digest,
/// whatever engine they run on.
/// </summary>
/// <param name="Nodes">The number of nodes.</param>
/// <param name="Links">The number of links.</param>
/// <param name="Interactions">The number of interactions.</param>
/// <param name="Sha256">SHA-256 of all of it in the order of a scan, in hexadecimal.</param>
public sealed record GraphDigest(long Nodes, long Links, long Interactions, string Sha256)
{
    private const int HashFromBytes = 256 * 1024;

    /// <summary>Reads all of a store.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public static async Task<GraphDigest> OfAsync(
        IGraphStore store, Action<long>? onRead = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var scan = await store.ScanAsync(cancellation).ConfigureAwait(false);
        await using (scan.ConfigureAwait(false))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var writer = new ByteWriter();
            long nodes = 0, links = 0, interactions = 0;
            await foreach (var node in scan.ReadNodesAsync(cancellation).ConfigureAwait(false))
            {
                ChangeCodec.WriteNodePut(writer, node);
                nodes++;
                Drain(writer, hash, HashFromBytes);
                if ((nodes & 1023) == 0) onRead?.Invoke(nodes);
            }
            await foreach (var edge in scan.ReadEdgesAsync(cancellation).ConfigureAwait(false))
            {
                if (EdgeTypes.Of(edge.Type).Family == EdgeFamily.Link)
                {
                    ChangeCodec.WriteLinkPut(writer, edge);
                    links++;
                }
                else
                {
                    ChangeCodec.WriteInteractionRecorded(writer, edge);
                    interactions++;
                }
                Drain(writer, hash, HashFromBytes);
                if (((links + interactions) & 1023) == 0) onRead?.Invoke(nodes + links + interactions);
            }
            Drain(writer, hash, 0);
            return new GraphDigest(
                nodes, links, interactions, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
    }

    private static void Drain(ByteWriter writer, IncrementalHash hash, int fromBytes)
    {
        if (writer.Length < fromBytes) return;
        hash.AppendData(writer.Written);
        writer.Clear();
    }
}
