using System.Buffers;
using System.Runtime.InteropServices;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.ReadModel;
using ModelSlice = KnowledgeGraph.ReadModel.Columns.TextSlice;

namespace KnowledgeGraph.Api.Connections;

/// <summary>Cursors of edges and of the ends of pages. All rows of one call come from one batch.</summary>
internal static class Cursors
{
    public static void Of(ReadOnlySpan<EdgeRow> rows, LeafColumn results)
    {
        var items = ArrayPool<int>.Shared.Rent(rows.Length);
        for (var row = 0; row < rows.Length; row++) items[row] = rows[row].Batch.Items[rows[row].Item];
        Write(rows[0].Batch, items.AsSpan(0, rows.Length), Slices(results, out var blobs), blobs);
        ArrayPool<int>.Shared.Return(items);
    }

    /// <summary>Of the first or the last item of each page; null where the page is empty.</summary>
    public static void OfEnds(ReadOnlySpan<ConnectionRow> rows, bool atEnd, LeafColumn results)
    {
        var items = ArrayPool<int>.Shared.Rent(rows.Length);
        var cursors = ArrayPool<ModelSlice>.Shared.Rent(rows.Length);
        var count = 0;
        foreach (var row in rows)
        {
            if (row.Start < row.End) items[count++] = row.Batch.Items[atEnd ? row.End - 1 : row.Start];
        }

        var slices = Slices(results, out var blobs);
        Write(rows[0].Batch, items.AsSpan(0, count), cursors, blobs);
        for (int row = 0, next = 0; row < rows.Length; row++)
        {
            if (rows[row].Start < rows[row].End) slices[row] = cursors[next++];
        }

        ArrayPool<ModelSlice>.Shared.Return(cursors);
        ArrayPool<int>.Shared.Return(items);
    }

    private static Span<ModelSlice> Slices(LeafColumn results, out byte[][] blobs)
    {
        blobs = [[]];
        return MemoryMarshal.Cast<TextSlice, ModelSlice>(results.Texts(blobs));
    }

    private static void Write(
        ConnectionBatch batch, ReadOnlySpan<int> items, Span<ModelSlice> slices, byte[][] blobs) =>
        blobs[0] = GraphReader.Cursors(batch.Query, items, slices);
}
