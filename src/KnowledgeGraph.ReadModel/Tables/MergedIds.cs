using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>
/// Ids of nodes that were merged into others: a node is found by them too, through the same index as by its own.
/// </summary>
internal static class MergedIds
{
    private static readonly int[] Properties =
    [
        .. NodeKinds.All.Select(kind => kind.TryGetProperty("mergedIds", out var property) ? property.Index : -1),
    ];

    /// <summary>Where a kind keeps them; -1 for kinds that are not merged.</summary>
    public static int Property(NodeKind kind) => Properties[(int)kind];

    /// <summary>The list names the id.</summary>
    public static bool Holds(TextSlice list, byte[][] blobs, ReadOnlySpan<byte> id)
    {
        if (list.IsMissing) return false;
        byte[] scratch = [];
        foreach (var entry in new TextListColumn.EntryEnumerator(list, blobs))
        {
            if (TextBlobs.Raw(blobs, entry, ref scratch).SequenceEqual(id)) return true;
        }

        return false;
    }

    /// <summary>The hashes under which the node of a list stands in the index besides its own.</summary>
    public static List<uint> Hashes(TextSlice list, byte[][] blobs)
    {
        var hashes = new List<uint>();
        if (list.IsMissing) return hashes;
        byte[] scratch = [];
        foreach (var entry in new TextListColumn.EntryEnumerator(list, blobs))
            hashes.Add(Ids.Hash(TextBlobs.Raw(blobs, entry, ref scratch)));
        return hashes;
    }
}
