using KnowledgeGraph.Model;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.ReadModel;

/// <summary>
/// Searching: the index of this version. Every request to it has to bring <see cref="SearchMask"/>, so that what is
/// hidden is in no hit, count or score.
/// </summary>
public sealed partial class GraphReader
{
    private static readonly object MaskKey = new();

    /// <summary>The index; the number of a document is the node's ordinal.</summary>
    public SearchSnapshot SearchIndex => Snapshot.Search.Snapshot;

    /// <summary>The nodes that are seen; null where all are. The same object for all readers of a class.</summary>
    public DocumentMask? SearchMask => Mask.IsEverything
        ? null
        : OncePerMask(MaskKey, static reader => reader.ToSearchMask(NodeKinds.All.Select(kind => kind.Kind)));

    /// <summary>The seen nodes of some kinds as a mask for the index.</summary>
    public DocumentMask ToSearchMask(IEnumerable<NodeKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        var words = new ulong[(NodeCapacity + 63) >> 6];
        foreach (var kind in kinds)
        {
            foreach (var node in Nodes(kind).ToArray()) words[node >> 6] |= 1UL << node;
        }

        return new DocumentMask(words);
    }
}
