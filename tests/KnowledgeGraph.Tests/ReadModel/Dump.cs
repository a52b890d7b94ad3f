using System.Globalization;
using System.Text;
using System.Text.Json;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.ReadModel.Query;
using KnowledgeGraph.Tests.Support;

namespace KnowledgeGraph.Tests.ReadModel;

/// <summary>
/// Everything that can be asked of a version, as text: each kind's list with all fields of its nodes, each node's list
/// in each relation with all properties of its edges, all through the reader's bulk methods.
/// </summary>
internal static class Dump
{
    public static string Of(GraphSnapshot snapshot) => Of(snapshot.Read());

    public static string Of(GraphReader reader)
    {
        var text = new StringBuilder();
        foreach (var kind in NodeKinds.All)
        {
            var nodes = List(reader, kind.Kind);
            text.AppendLine($"{kind.Name}: {reader.Count(kind.Kind)}");
            foreach (var node in nodes)
            {
                var values = NodeFields.All(kind.Kind).Select(field => Show(Value(reader, node, field)));
                text.AppendLine(string.Join(" | ", values));
            }

            foreach (var relation in Relations.All) DumpRows(reader, relation, nodes, text);
        }

        return text.ToString();
    }

    public static string Of(Community community)
    {
        var text = new StringBuilder();
        foreach (var kind in NodeKinds.All)
        {
            var nodes = community.List(kind.Kind);
            text.AppendLine($"{kind.Name}: {nodes.Count}");
            foreach (var node in nodes)
            {
                var values = NodeFields.All(kind.Kind).Select(field => Show(community.Value(node, field)));
                text.AppendLine(string.Join(" | ", values));
            }

            foreach (var relation in Relations.All)
            {
                foreach (var node in nodes) DumpRow(community, relation, node, text);
            }
        }

        return text.ToString();
    }

    private static void DumpRow(Community community, Relation relation, NodeRecord node, StringBuilder text)
    {
        foreach (var (neighbour, edge) in community.List(relation, node.Id))
        {
            text.Append($"{node.Id} {relation}: {neighbour?.Id} {edge.Type} {edge.At} {edge.Id} ");
            text.AppendLine(string.Join(" | ", edge.Values.Select(value => Show(Community.Plain(value)))));
        }
    }

    /// <summary>A kind's nodes in its default order.</summary>
    public static int[] List(GraphReader reader, NodeKind kind)
    {
        Assert(reader.TryPrepare(kind, null, null, default, out var query, out _));
        var pages = new PageBatch();
        reader.Page(kind, query!, pages);
        return pages.Nodes.ToArray();
    }

    /// <summary>A field's value as <see cref="Community.Value"/> gives it.</summary>
    public static object? Value(GraphReader reader, int node, NodeField field)
    {
        switch (field.Type)
        {
            case PropertyType.Text:
                var slices = new TextSlice[1];
                reader.Texts(field).Gather([node], slices);
                return Text(reader.Blobs, slices[0]);
            case PropertyType.TextList: return reader.TextLists(field).Strings(node);
            case PropertyType.Integer: return Missing(Gather<long>(reader.Integers(field).Gather, node));
            case PropertyType.Instant: return Missing(Gather<long>(reader.Instants(field).Gather, node));
            case PropertyType.Number: return Missing(Gather<double>(reader.Numbers(field).Gather, node));
            default: return Missing(Gather<byte>(reader.Bytes(field).Gather, node));
        }
    }

    private delegate void Gatherer<T>(ReadOnlySpan<int> rows, Span<T> values);

    private static T Gather<T>(Gatherer<T> gather, int row)
    {
        var values = new T[1];
        gather([row], values);
        return values[0];
    }

    private static void DumpRows(GraphReader reader, Relation relation, int[] nodes, StringBuilder text)
    {
        var degrees = new int[nodes.Length];
        reader.Degrees(relation, nodes, degrees);
        for (var i = 0; i < nodes.Length; i++)
        {
            var row = Row(reader, relation, nodes[i]);
            Assert(degrees[i] == row.Count);
            foreach (var (neighbour, edge) in row)
            {
                var type = EdgeTypes.Of(reader.TypeOf(edge));
                var values = type.Properties.Select(property => Show(Value(reader, edge, type.Type, property)));
                var neighbourId = neighbour < 0 ? null : reader.Ids.String(neighbour);
                text.Append($"{reader.Ids.String(nodes[i])} {relation}: {neighbourId} {type.Type} ");
                text.Append($"{Missing(reader.EdgeTimes[edge])} {reader.EdgeIds.String(edge)} ");
                text.AppendLine(string.Join(" | ", values));
            }
        }
    }

    // By the list, where there is one: it has an order even where what is followed has none.
    private static List<(int Neighbour, int Edge)> Row(GraphReader reader, Relation relation, int node)
    {
        var followed = new List<(int Neighbour, int Edge)>();
        foreach (var entry in reader.Follow(relation, node)) followed.Add(entry);
        if (relation.IsOfInteractions) return followed;
        var pages = new PageBatch();
        reader.List(relation, [node], pages);
        List<(int Neighbour, int Edge)> listed = [];
        for (var item = 0; item < pages.ItemCount; item++) listed.Add((pages.Nodes[item], pages.Edges[item]));
        Assert(listed.Order().SequenceEqual(followed.Order()));
        return listed;
    }

    private static object? Value(GraphReader reader, int edge, EdgeType type, PropertyDefinition property) =>
        property.Type switch
        {
            PropertyType.Text => reader.EdgeTexts(type, property.Name).String(edge),
            PropertyType.TextList => reader.EdgeTextLists(type, property.Name).Strings(edge),
            PropertyType.Integer => Missing(reader.EdgeIntegers(type, property.Name)[edge]),
            PropertyType.Number => Missing(reader.EdgeNumbers(type, property.Name)[edge]),
            _ => Missing(reader.EdgeBooleans(type, property.Name)[edge]),
        };

    // By a JSON reader that is not ours.
    private static string? Text(byte[][] blobs, TextSlice slice) => slice.IsMissing
        ? null
        : JsonSerializer.Deserialize<string>(blobs[slice.Blob].AsSpan(slice.Offset, slice.Length));

    private static object? Missing(long value) => value == IntegerColumn.Missing ? null : value;

    private static object? Missing(double value) => double.IsNaN(value) ? null : value;

    private static object? Missing(byte value) => value == ByteColumn.Missing ? null : (long)value;

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => JsonSerializer.Serialize(text),
        string[] list => JsonSerializer.Serialize(list),
        double number => Math.Round(number, 9).ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static void Assert(bool holds) => Xunit.Assert.True(holds);
}
