namespace KnowledgeGraph.Search.Index;

/// <summary>
/// A version of an index on its way to a folder. <see cref="SearchIndex.BeginSave"/> makes it, on the thread that
/// writes the index; <see cref="Write"/> may run on another one while the index goes on;
/// <see cref="SearchIndex.EndSave"/> ends it on the first. One at a time for each index.
/// </summary>
public sealed class IndexSave
{
    private readonly IndexSchema _schema;
    private readonly SegmentView[] _views;

    internal IndexSave(IndexFolder folder, IndexSchema schema, SegmentView[] views, byte[] tag) =>
        (Folder, _schema, _views, Tag) = (folder, schema, views, tag);

    internal IndexFolder Folder { get; }

    internal byte[] Tag { get; }

    /// <summary>Writes what is not in the folder yet, the manifest last.</summary>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public void Write()
    {
        Folder.Save(_schema, _views, Tag);
        IsWritten = true;
    }

    /// <summary>It was written to its end.</summary>
    public bool IsWritten { get; private set; }
}
