using System.Buffers;
using System.Runtime.InteropServices;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.ReadModel.Columns;
using ModelSlice = KnowledgeGraph.ReadModel.Columns.TextSlice;
using ResultSlice = KnowledgeGraph.GraphQL.Execution.TextSlice;

namespace KnowledgeGraph.Api;

/// <summary>Moves columns of the read model, of nodes or of edges, into the columns of a response.</summary>
internal static class Leaves
{
    // Both slices are three 32-bit integers in the same order; a length of 0 is null in both.
    public static void Texts(TextColumn column, ReadOnlySpan<int> rows, LeafColumn results) =>
        column.Gather(rows, MemoryMarshal.Cast<ResultSlice, ModelSlice>(results.Texts(column.Blobs)));

    public static void Integers(IntegerColumn column, ReadOnlySpan<int> rows, LeafColumn results)
    {
        var values = results.Int64s();
        column.Gather(rows, values);
        NullMissing(values, results);
    }

    public static void Instants(IntegerColumn column, ReadOnlySpan<int> rows, LeafColumn results)
    {
        var values = results.Instants();
        column.Gather(rows, values);
        NullMissing(values, results);
    }

    public static void Numbers(NumberColumn column, ReadOnlySpan<int> rows, LeafColumn results)
    {
        var values = results.Doubles();
        column.Gather(rows, values);
        NullMissing(values, results);
    }

    /// <param name="column">Positions in the definition's list of values.</param>
    /// <param name="tokens">The values' JSON tokens, in that order.</param>
    /// <param name="rows">The rows to read.</param>
    /// <param name="results">Where they go.</param>
    public static void Enumerations(ByteColumn column, byte[][] tokens, ReadOnlySpan<int> rows, LeafColumn results)
    {
        var indices = results.Tokens(tokens);
        for (var row = 0; row < indices.Length; row++)
        {
            var value = column[rows[row]];
            indices[row] = value == ByteColumn.Missing ? -1 : value;
        }
    }

    /// <summary>A list that is missing is written as an empty one.</summary>
    public static void TextLists(TextListColumn column, ReadOnlySpan<int> rows, LeafListColumn results)
    {
        var entries = new List<ModelSlice>(rows.Length);
        var offsets = ArrayPool<int>.Shared.Rent(rows.Length + 1);
        column.Gather(rows, offsets.AsSpan(0, rows.Length + 1), entries);
        var counts = results.Counts();
        for (var row = 0; row < rows.Length; row++) counts[row] = offsets[row + 1] - offsets[row];
        ArrayPool<int>.Shared.Return(offsets);
        CollectionsMarshal.AsSpan(entries)
            .CopyTo(MemoryMarshal.Cast<ResultSlice, ModelSlice>(results.Items().Texts(column.Blobs)));
    }

    public static void NullMissing(ReadOnlySpan<double> values, LeafColumn results)
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (double.IsNaN(values[row])) results.SetNull(row);
        }
    }

    public static void NullMissing(ReadOnlySpan<long> values, LeafColumn results)
    {
        if (values.IndexOf(IntegerColumn.Missing) < 0) return;
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] == IntegerColumn.Missing) results.SetNull(row);
        }
    }
}
