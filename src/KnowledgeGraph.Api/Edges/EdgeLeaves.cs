using System.Buffers;
using System.Runtime.InteropServices;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;
using ModelSlice = KnowledgeGraph.ReadModel.Columns.TextSlice;
using ResultSlice = KnowledgeGraph.GraphQL.Execution.TextSlice;

namespace KnowledgeGraph.Api.Edges;

/// <summary>
/// Moves properties of edges into the columns of a response. The edges may be of several types, whose columns differ:
/// they are read in runs of one type. What a type does not have is null, and so is everything of
/// <see cref="NoEdge"/>.
/// </summary>
internal static class EdgeLeaves
{
    /// <summary>Stands where a list is not one of edges.</summary>
    public const int NoEdge = -1;

    public static void Times(GraphReader reader, ReadOnlySpan<int> edges, LeafColumn results)
    {
        var values = results.Instants();
        var times = reader.EdgeTimes;
        for (var row = 0; row < edges.Length; row++)
        {
            values[row] = edges[row] == NoEdge ? IntegerColumn.Missing : times[edges[row]];
            if (values[row] == IntegerColumn.Missing) results.SetNull(row);
        }
    }

    /// <summary>A property that is not a list.</summary>
    public static void Property(
        GraphReader reader, PropertyDefinition property, ReadOnlySpan<int> edges, LeafColumn results)
    {
        switch (property.Type)
        {
            case PropertyType.Text: Texts(reader, property.Name, edges, results); break;
            case PropertyType.Integer: Integers(reader, property.Name, edges, results); break;
            case PropertyType.Number: Numbers(reader, property.Name, edges, results); break;
            case PropertyType.Boolean: Booleans(reader, property.Name, edges, results); break;
            default: throw new InvalidOperationException($"No edge has a property such as {property.Name}.");
        }
    }

    public static void TextLists(
        GraphReader reader, PropertyDefinition property, ReadOnlySpan<int> edges, LeafListColumn results)
    {
        var entries = new List<ModelSlice>();
        var counts = results.Counts();
        for (var start = 0; start < edges.Length;)
        {
            var (type, end) = Run(reader, edges, start);
            var run = edges[start..end];
            if (Has(type, property.Name))
            {
                var offsets = ArrayPool<int>.Shared.Rent(run.Length + 1);
                reader.EdgeTextLists(type!.Value, property.Name)
                    .Gather(run, offsets.AsSpan(0, run.Length + 1), entries);
                for (var row = 0; row < run.Length; row++) counts[start + row] = offsets[row + 1] - offsets[row];
                ArrayPool<int>.Shared.Return(offsets);
            }

            start = end;
        }

        CollectionsMarshal.AsSpan(entries)
            .CopyTo(MemoryMarshal.Cast<ResultSlice, ModelSlice>(results.Items().Texts(reader.Blobs)));
    }

    private static void Texts(GraphReader reader, string property, ReadOnlySpan<int> edges, LeafColumn results)
    {
        var slices = MemoryMarshal.Cast<ResultSlice, ModelSlice>(results.Texts(reader.Blobs));
        for (var start = 0; start < edges.Length;)
        {
            var (type, end) = Run(reader, edges, start);
            if (Has(type, property))
            {
                reader.EdgeTexts(type!.Value, property).Gather(edges[start..end], slices[start..end]);
                Hide(reader, EdgeTypes.Of(type.Value)[property], edges[start..end], slices[start..end]);
            }

            start = end;
        }
    }

    private static void Hide(
        GraphReader reader, PropertyDefinition property, ReadOnlySpan<int> edges, Span<ModelSlice> slices)
    {
        var scratch = Array.Empty<byte>();
        var namesMember = property.Name == "madeBy" && !reader.Mask.IsEverything;
        for (var row = 0; (property.Personal || namesMember) && row < edges.Length; row++)
        {
            if (!reader.Shows(edges[row], property)
                || (namesMember && !slices[row].IsMissing && reader.NamesHidden(
                    reader.EdgeTexts(reader.TypeOf(edges[row]), property.Name).Raw(edges[row], ref scratch))))
            {
                slices[row] = default;
            }
        }
    }

    private static void Integers(GraphReader reader, string property, ReadOnlySpan<int> edges, LeafColumn results)
    {
        var values = results.Int64s();
        values.Fill(IntegerColumn.Missing);
        for (var start = 0; start < edges.Length;)
        {
            var (type, end) = Run(reader, edges, start);
            if (Has(type, property))
                reader.EdgeIntegers(type!.Value, property).Gather(edges[start..end], values[start..end]);
            start = end;
        }

        Leaves.NullMissing(values, results);
    }

    private static void Numbers(GraphReader reader, string property, ReadOnlySpan<int> edges, LeafColumn results)
    {
        var values = results.Doubles();
        values.Fill(NumberColumn.Missing);
        for (var start = 0; start < edges.Length;)
        {
            var (type, end) = Run(reader, edges, start);
            if (Has(type, property))
                reader.EdgeNumbers(type!.Value, property).Gather(edges[start..end], values[start..end]);
            start = end;
        }

        Leaves.NullMissing(values, results);
    }

    private static void Booleans(GraphReader reader, string property, ReadOnlySpan<int> edges, LeafColumn results)
    {
        var values = results.Booleans();
        for (var start = 0; start < edges.Length;)
        {
            var (type, end) = Run(reader, edges, start);
            var has = Has(type, property);
            var column = has ? reader.EdgeBooleans(type!.Value, property) : default;
            for (var row = start; row < end; row++)
            {
                var value = has ? column[edges[row]] : ByteColumn.Missing;
                values[row] = value == 1;
                if (value == ByteColumn.Missing) results.SetNull(row);
            }

            start = end;
        }
    }

    private static bool Has(EdgeType? type, string property) =>
        type is { } known && EdgeTypes.Of(known).TryGetProperty(property, out _);

    private static (EdgeType? Type, int End) Run(GraphReader reader, ReadOnlySpan<int> edges, int start)
    {
        var type = TypeOf(reader, edges[start]);
        var end = start + 1;
        while (end < edges.Length && TypeOf(reader, edges[end]) == type) end++;
        return (type, end);
    }

    private static EdgeType? TypeOf(GraphReader reader, int edge) => edge == NoEdge ? null : reader.TypeOf(edge);
}
