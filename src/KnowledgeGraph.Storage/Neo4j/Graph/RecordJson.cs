using System.Text.Json;
using KnowledgeGraph.Model;
using KnowledgeGraph.Storage.Neo4j.Http;

namespace KnowledgeGraph.Storage.Neo4j.Graph;

/// <summary>
/// Nodes and edges as the maps of properties that Neo4j keeps, under the model's own names: texts, integers, floats,
/// booleans, lists of texts as they are, moments as dates with time, enumerations by their names.
/// </summary>
internal static class RecordJson
{
    /// <summary>The id of a node, an interaction or an event.</summary>
    public const string Id = "id";

    /// <summary>The time of an edge.</summary>
    public const string At = "at";

    /// <summary>Who sees the node, where it says so; null where all do.</summary>
    public static string? AccessOf(NodeRecord node)
    {
        var access = node.Values[NodeKinds.Of(node.Kind)["access"].Index];
        return access.IsNull ? null : access.AsText();
    }

    /// <summary>Writes the properties of a node.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="node">The node.</param>
    /// <param name="withNulls">Name those that have no value too, so that they are taken away.</param>
    public static void Write(ParameterWriter writer, NodeRecord node, bool withNulls)
    {
        writer.StartMap();
        writer.Name(Id).Text(node.Id);
        WriteValues(writer, NodeKinds.Of(node.Kind).Properties, node.Values, withNulls);
        writer.EndMap();
    }

    /// <summary>Writes the properties of an edge.</summary>
    public static void Write(ParameterWriter writer, EdgeRecord edge, bool withNulls)
    {
        writer.StartMap();
        if (edge.Id is not null) writer.Name(Id).Text(edge.Id);
        if (edge.At is { } at) writer.Name(At).Instant(at);
        else if (withNulls) writer.Name(At).Null();
        WriteValues(writer, EdgeTypes.Of(edge.Type).Properties, edge.Values, withNulls);
        writer.EndMap();
    }

    /// <summary>Writes the properties of a node that are no dates.</summary>
    public static void WriteWithoutDates(ParameterWriter writer, NodeRecord node)
    {
        writer.StartMap();
        writer.Name(Id).Text(node.Id);
        var properties = NodeKinds.Of(node.Kind).Properties;
        for (var index = 0; index < node.Values.Length; index++)
        {
            if (node.Values[index].IsNull || properties[index].Type == PropertyType.Instant) continue;
            writer.Name(properties[index].Name).Value(properties[index], in node.Values[index]);
        }
        writer.EndMap();
    }

    /// <summary>Writes the dates of a node, one after the other in the order of the model, null for none.</summary>
    public static void WriteDates(ParameterWriter writer, NodeRecord node)
    {
        foreach (var property in NodeKinds.Of(node.Kind).Properties)
            if (property.Type == PropertyType.Instant) writer.Value(property, in node.Values[property.Index]);
    }

    /// <summary>
    /// Reads a node of that kind from a typed map of its properties, the reader at its `{`. Properties that the model
    /// has not are passed over; a value that the model cannot hold is left out, and where the model must have one its
    /// default stands in.
    /// </summary>
    /// <param name="reader">Behind the map when this returns.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="misfits">
    /// The names of properties whose values do not fit, or that are missing and have no default; null for none.
    /// </param>
    /// <returns>Null where there is no id that names the kind.</returns>
    public static NodeRecord? ReadNode(ref Utf8JsonReader reader, NodeKind kind, out List<string>? misfits)
    {
        var definition = NodeKinds.Of(kind);
        var values = new PropertyValue[definition.Properties.Count];
        misfits = ReadMap(ref reader, definition.Properties, values, out var id, out _);
        if (id is null || !NodeIds.TryGetKind(id, out var named) || named != kind) return null;
        foreach (var property in definition.Properties)
        {
            if (!property.Required || !values[property.Index].IsNull) continue;
            if (property.Default.IsNull && misfits?.Contains(property.Name) != true)
                (misfits ??= []).Add(property.Name);
            values[property.Index] = property.Default.IsNull ? PropertyValue.Text(id) : property.Default;
        }
        return new NodeRecord(id, kind, values);
    }

    /// <summary>
    /// Reads an edge of that type in the same way; null for an interaction without id or time.
    /// </summary>
    public static EdgeRecord? ReadEdge(
        ref Utf8JsonReader reader, EdgeType type, string from, string? to, out List<string>? misfits)
    {
        var definition = EdgeTypes.Of(type);
        var values = new PropertyValue[definition.Properties.Count];
        misfits = ReadMap(ref reader, definition.Properties, values, out var id, out var at);
        if (definition.Family == EdgeFamily.Link) return new EdgeRecord(type, from, to, at, null, values);
        return id is null || at is null ? null : new EdgeRecord(type, from, to, at, id, values);
    }

    private static void WriteValues(ParameterWriter writer, IReadOnlyList<PropertyDefinition> properties,
        PropertyValue[] values, bool withNulls)
    {
        for (var index = 0; index < values.Length; index++)
        {
            if (values[index].IsNull && !withNulls) continue;
            writer.Name(properties[index].Name).Value(properties[index], in values[index]);
        }
    }

    private static List<string>? ReadMap(ref Utf8JsonReader reader, IReadOnlyList<PropertyDefinition> properties,
        PropertyValue[] values, out string? id, out long? at)
    {
        id = null;
        at = null;
        List<string>? misfits = null;
        TypedJson.Enter(ref reader, "Map"u8);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(Id))
            {
                reader.Read();
                id = TypedJson.TextOrNull(ref reader);
            }
            else if (reader.ValueTextEquals(At))
            {
                reader.Read();
                at = TypedJson.InstantOrNull(ref reader);
                if (at is null) (misfits ??= []).Add(At);
            }
            else if (Find(properties, ref reader) is { } property)
            {
                reader.Read();
                if (!TypedJson.TryReadValue(ref reader, property, out values[property.Index]))
                    (misfits ??= []).Add(property.Name);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
        reader.Read();
        return misfits;
    }

    private static PropertyDefinition? Find(IReadOnlyList<PropertyDefinition> properties, ref Utf8JsonReader reader)
    {
        foreach (var property in properties)
            if (reader.ValueTextEquals(property.Name)) return property;
        return null;
    }
}
