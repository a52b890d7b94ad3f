using System.Buffers.Binary;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.ReadModel.Tables;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.ReadModel.Indexing;

/// <summary>A version of the search index that belongs to one version of the graph.</summary>
/// <param name="Snapshot">What is searched; a document's number is the node's ordinal.</param>
/// <param name="Projection">What makes the next one.</param>
internal sealed record SearchVersion(SearchSnapshot Snapshot, SearchProjection Projection);

/// <summary>
/// The search index of a chain of versions: follows what changes from one to the next. For one thread; what it gives is
/// for all.
/// </summary>
internal sealed class SearchProjection(SearchIndex index)
{
    // Goes up with every change to what the analyzer makes of a text: an index of before is then built anew.
    private const int AnalysisVersion = 1;

    private readonly SearchIndex _index = index;
    private readonly NodeTokens _tokens = new();

    /// <summary>The index of a version, from nothing.</summary>
    public static SearchVersion Build(GraphSnapshot snapshot)
    {
        var projection = new SearchProjection(SearchIndex.Create(SearchFields.Schema));
        foreach (var order in snapshot.Nodes.Orders)
        {
            foreach (var node in order.ToArray()) projection.Put(snapshot.Nodes, node);
        }

        return new(projection._index.Publish(), projection);
    }

    /// <summary>
    /// The index of a version that was read from a file, from the folder beside it; null, with the reason, where that
    /// is missing, damaged, or not of this version.
    /// </summary>
    public static SearchVersion? Open(string folder, GraphSnapshot snapshot, out string reason)
    {
        reason = "";
        try
        {
            var index = SearchIndex.Open(folder, SearchFields.Schema);
            if (index.Tag.SequenceEqual(TagOf(snapshot))) return new(index.Current, new SearchProjection(index));
            reason = "The search index was saved with another version.";
        }
        catch (Exception damage) when (damage is IndexDamagedException or IOException or UnauthorizedAccessException)
        {
            reason = damage.Message;
        }

        return null;
    }

    /// <summary>Takes the index of the newest version for saving, beside the file of that version.</summary>
    public IndexSave BeginSave(string folder, GraphSnapshot newest) => _index.BeginSave(folder, TagOf(newest));

    /// <summary>Ends what was begun, once it is written.</summary>
    public void EndSave(IndexSave save) => _index.EndSave(save);

    private static byte[] TagOf(GraphSnapshot snapshot)
    {
        var tag = new byte[20];
        BinaryPrimitives.WriteInt64LittleEndian(tag, snapshot.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(tag.AsSpan(8), snapshot.CommittedAt);
        BinaryPrimitives.WriteInt32LittleEndian(tag.AsSpan(16), AnalysisVersion);
        return tag;
    }

    /// <summary>Gives the next version its index, made from that of the one before, and gives it back.</summary>
    public static GraphSnapshot Carry(GraphSnapshot before, GraphSnapshot next)
    {
        if (!ReferenceEquals(before, next)) next.Attach(before.Search.Projection.Follow(before.Nodes, next.Nodes));
        return next;
    }

    private SearchVersion Follow(NodeTable before, NodeTable next)
    {
        var found = new List<int>();
        // A text that stayed the same keeps its slice.
        before.Ids.FindDifferences(next.Ids, found);
        foreach (var kind in NodeKinds.All)
        {
            foreach (var (property, _) in SearchFields.Of(kind.Kind))
            {
                before.Column<TextSlice>(kind.Kind, property.Index)
                    .FindDifferences(next.Column<TextSlice>(kind.Kind, property.Index), found);
            }
        }

        var changed = new SortedSet<int>(found);
        foreach (var node in changed)
        {
            if (next.IsAlive(node)) Put(next, node);
            else _index.Remove(node);
        }

        return new(changed.Count == 0 ? _index.Current : _index.Publish(), this);
    }

    private void Put(NodeTable nodes, int node) => _index.Put(node, _tokens.Of(nodes, node));
}
