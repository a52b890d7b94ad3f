using System.Text.Json;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Insights.Curation.Merging;

/// <summary>
/// Nodes and edges as JSON, exactly: what is written reads back as the same values. Journals within a node stand in it
/// as they are, not as texts, so that an id is written in one way wherever it stands.
/// </summary>
internal static class MergeJson
{
    private const string Journals = "merges";

    public static void Write(Utf8JsonWriter json, NodeRecord node)
    {
        json.WriteStartObject();
        json.WriteString("id", node.Id);
        WriteValues(json, NodeKinds.Of(node.Kind).Properties, node.Values);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, EdgeRecord edge)
    {
        json.WriteStartObject();
        json.WriteString("type", EdgeTypes.Of(edge.Type).Name);
        json.WriteString("from", edge.From);
        if (edge.To is not null) json.WriteString("to", edge.To);
        if (edge.At is { } at) json.WriteNumber("at", at);
        if (edge.Id is not null) json.WriteString("id", edge.Id);
        WriteValues(json, EdgeTypes.Of(edge.Type).Properties, edge.Values);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, PropertyDefinition property, PropertyValue value)
    {
        switch (value.IsNull ? default : property.Type)
        {
            case PropertyType.Text: json.WriteStringValue(value.AsText()); break;
            case PropertyType.Integer: json.WriteNumberValue(value.AsInteger()); break;
            case PropertyType.Number: json.WriteNumberValue(value.AsNumber()); break;
            case PropertyType.Boolean: json.WriteBooleanValue(value.AsBoolean()); break;
            case PropertyType.Instant: json.WriteNumberValue(value.AsInstantTicks()); break;
            case PropertyType.Enumeration: json.WriteStringValue(property.Values[value.AsEnumeration()]); break;
            case PropertyType.TextList: WriteList(json, property, value.AsTextList()); break;
            default: json.WriteNullValue(); break;
        }
    }

    public static NodeRecord ReadNode(JsonElement json)
    {
        var id = json.GetProperty("id").GetString()!;
        return NodeIds.TryGetKind(id, out var kind)
            ? new NodeRecord(id, kind, ReadValues(NodeKinds.Of(kind).Properties, json))
            : throw new FormatException($"{id} is of no kind.");
    }

    public static EdgeRecord ReadEdge(JsonElement json)
    {
        if (!EdgeTypes.TryGet(json.GetProperty("type").GetString()!, out var type))
            throw new FormatException("The edge is of no type.");
        return new EdgeRecord(
            type.Type, json.GetProperty("from").GetString()!,
            json.TryGetProperty("to", out var to) ? to.GetString() : null,
            json.TryGetProperty("at", out var at) ? at.GetInt64() : null,
            json.TryGetProperty("id", out var id) ? id.GetString() : null,
            ReadValues(type.Properties, json));
    }

    public static PropertyValue Read(PropertyDefinition property, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null) return PropertyValue.Null;
        return property.Type switch
        {
            PropertyType.Text => PropertyValue.Text(json.GetString()!),
            PropertyType.Integer => PropertyValue.Integer(json.GetInt64()),
            PropertyType.Number => PropertyValue.Number(json.GetDouble()),
            PropertyType.Boolean => PropertyValue.Boolean(json.GetBoolean()),
            PropertyType.Instant => PropertyValue.InstantFromTicks(json.GetInt64()),
            PropertyType.Enumeration => PropertyValue.Enumeration(
                property.Values.Index().First(value => value.Item == json.GetString()).Index),
            _ => PropertyValue.TextList([.. json.EnumerateArray().Select(entry =>
                entry.ValueKind == JsonValueKind.Object ? entry.GetRawText() : entry.GetString()!)]),
        };
    }

    private static void WriteValues(
        Utf8JsonWriter json, IReadOnlyList<PropertyDefinition> properties, PropertyValue[] values)
    {
        json.WriteStartObject("values");
        foreach (var property in properties)
        {
            if (values[property.Index].IsNull) continue;
            json.WritePropertyName(property.Name);
            Write(json, property, values[property.Index]);
        }

        json.WriteEndObject();
    }

    private static PropertyValue[] ReadValues(IReadOnlyList<PropertyDefinition> properties, JsonElement json)
    {
        var values = new PropertyValue[properties.Count];
        var given = json.GetProperty("values");
        foreach (var property in properties)
        {
            if (given.TryGetProperty(property.Name, out var value)) values[property.Index] = Read(property, value);
        }

        return values;
    }

    private static void WriteList(Utf8JsonWriter json, PropertyDefinition property, string[] entries)
    {
        json.WriteStartArray();
        foreach (var entry in entries)
        {
            if (property.Name == Journals && IsObject(entry)) json.WriteRawValue(entry);
            else json.WriteStringValue(entry);
        }

        json.WriteEndArray();
    }

    private static bool IsObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return text.StartsWith('{') && text.EndsWith('}');
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
