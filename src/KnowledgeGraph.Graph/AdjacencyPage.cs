namespace KnowledgeGraph.Graph;

/// <summary>One source's neighbours in their order, and the edges that lead to them.</summary>
public readonly ref struct AdjacencyRow(ReadOnlySpan<int> neighbours, ReadOnlySpan<int> edges)
{
    public ReadOnlySpan<int> Neighbours { get; } = neighbours;

    /// <summary>As many, in the same order.</summary>
    public ReadOnlySpan<int> Edges { get; } = edges;

    public int Count => Neighbours.Length;
}

/// <summary>A row that was changed after its page was written.</summary>
internal sealed record OverlayRow(GrowingRow Room, int Begin, int Count)
{
    public AdjacencyRow View => Room.Part(Begin, Count);

    public EntryNotes Notes { get; } = new();
}

/// <summary>
/// The rows of one page of sources: a base in compressed sparse rows, and an overlay of the rows changed since.
/// When the overlay passes its share the page is written anew. Immutable.
/// <code>
/// offsets    [ o0 o1 ... o1024 ]           row i of the base is o(i) to o(i+1)
/// neighbours [ row 0 | row 1 | ... ]       edges: in parallel
/// keys       [ 3 | 17 ]  rows [ r3 | r17 ] the overlay, by place in the page
/// </code>
/// </summary>
internal sealed class AdjacencyPage(
    int[] offsets, int[] neighbours, int[] edges, short[] keys, OverlayRow[] rows, EntryNotes? notes = null)
{
    // Of the base's entries: pages with the same base share them.
    private readonly EntryNotes _notes = notes ?? new();

    public static AdjacencyPage Empty { get; } = new(new int[Pages.Size + 1], [], [], [], []);

    public AdjacencyRow Row(int place)
    {
        if (keys.Length > 0)
        {
            var found = Array.BinarySearch(keys, (short)place);
            if (found >= 0) return rows[found].View;
        }

        var (start, length) = (offsets[place], offsets[place + 1] - offsets[place]);
        return new(neighbours.AsSpan(start, length), edges.AsSpan(start, length));
    }

    /// <summary>The row's notes under a key: as many as entries; empty where another key came first.</summary>
    public Span<float> Notes(int place, object key)
    {
        if (keys.Length > 0)
        {
            var found = Array.BinarySearch(keys, (short)place);
            if (found >= 0) return rows[found].Notes.Of(key, rows[found].Count);
        }

        var all = _notes.Of(key, neighbours.Length);
        return all.IsEmpty ? [] : all[offsets[place]..offsets[place + 1]];
    }

    public int Degree(int place)
    {
        if (keys.Length > 0)
        {
            var found = Array.BinarySearch(keys, (short)place);
            if (found >= 0) return rows[found].Count;
        }

        return offsets[place + 1] - offsets[place];
    }

    public int OverlayRows => keys.Length;

    /// <summary>A row that was changed after the page was written; null where it is in the base.</summary>
    public OverlayRow? Overlay(int place)
    {
        var found = keys.Length == 0 ? -1 : Array.BinarySearch(keys, (short)place);
        return found < 0 ? null : rows[found];
    }

    public long Bytes => (4L * offsets.Length) + (8L * neighbours.Length) + (10L * keys.Length) + _notes.Bytes
        + rows.Sum(row => 120L + (8L * row.Room.Length) + row.Notes.Bytes);

    /// <summary>The page with these rows in place of what it had; <paramref name="changedKeys"/> ascend.</summary>
    public AdjacencyPage With(short[] changedKeys, OverlayRow[] changedRows)
    {
        var (mergedKeys, mergedRows) = Merge(changedKeys, changedRows);
        var page = new AdjacencyPage(offsets, neighbours, edges, mergedKeys, mergedRows, _notes);
        // Writing the base anew costs its size; done every so many changes it costs each of them a few kilobytes.
        return mergedKeys.Length > 32 + (neighbours.Length >> 11) ? page.Flatten() : page;
    }

    /// <summary>The same rows, all in the base; null where there are no edges at all.</summary>
    public AdjacencyPage Flatten()
    {
        if (keys.Length == 0) return this;
        var newOffsets = new int[Pages.Size + 1];
        for (var place = 0; place < Pages.Size; place++) newOffsets[place + 1] = newOffsets[place] + Degree(place);
        var newNeighbours = GC.AllocateUninitializedArray<int>(newOffsets[^1]);
        var newEdges = GC.AllocateUninitializedArray<int>(newOffsets[^1]);
        for (var place = 0; place < Pages.Size; place++)
        {
            var row = Row(place);
            row.Neighbours.CopyTo(newNeighbours.AsSpan(newOffsets[place]));
            row.Edges.CopyTo(newEdges.AsSpan(newOffsets[place]));
        }

        return new(newOffsets, newNeighbours, newEdges, [], [], FlattenNotes(newOffsets));
    }

    // What was noted of rows that the new base takes over need not be found again.
    private EntryNotes? FlattenNotes(int[] newOffsets)
    {
        if (_notes.Key is not { } key) return null;
        var flat = new EntryNotes();
        var target = flat.Of(key, newOffsets[^1]);
        for (var place = 0; place < Pages.Size; place++)
        {
            if (Array.BinarySearch(keys, (short)place) is var found && found >= 0 && rows[found].Notes.Key != key)
                continue;
            Notes(place, key).CopyTo(target[newOffsets[place]..]);
        }

        return flat;
    }

    /// <summary>The base's arrays, of a page without an overlay.</summary>
    public (int[] Offsets, int[] Neighbours, int[] Edges) Base => (offsets, neighbours, edges);

    private (short[] Keys, OverlayRow[] Rows) Merge(short[] changedKeys, OverlayRow[] changedRows)
    {
        if (keys.Length == 0) return (changedKeys, changedRows);
        var mergedKeys = new List<short>(keys.Length + changedKeys.Length);
        var mergedRows = new List<OverlayRow>(keys.Length + changedKeys.Length);
        var (old, changed) = (0, 0);
        while (old < keys.Length || changed < changedKeys.Length)
        {
            if (changed == changedKeys.Length || (old < keys.Length && keys[old] < changedKeys[changed]))
            {
                mergedKeys.Add(keys[old]);
                mergedRows.Add(rows[old++]);
                continue;
            }

            if (old < keys.Length && keys[old] == changedKeys[changed]) old++;
            mergedKeys.Add(changedKeys[changed]);
            mergedRows.Add(changedRows[changed++]);
        }

        return ([.. mergedKeys], [.. mergedRows]);
    }
}
