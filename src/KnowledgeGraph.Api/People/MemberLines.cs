using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage.People;

namespace KnowledgeGraph.Api.People;

/// <summary>What is held about a member as lines of JSON.</summary>
internal static class MemberLines
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The member, then each link and interaction at it that may be listed to who asks.</summary>
    public static List<string> Of(GraphReader reader, int member)
    {
        var lines = new List<string> { Of(reader.RecordOf(member)) };
        var met = new HashSet<int>();
        foreach (var relation in ReadModel.Relations.All)
        {
            foreach (var (_, edge) in reader.Follow(relation, member))
            {
                if (met.Add(edge) && reader.ListsEdge(edge)) lines.Add(OfEdge(reader, edge));
            }
        }

        return lines;
    }

    public static string Of(AuditEntry entry) => Write(json =>
    {
        json.WriteString("audit", entry.Stamp.Action);
        json.WriteString("at", new DateTime(entry.At, DateTimeKind.Utc));
        json.WriteString("actor", entry.Actor);
        json.WriteString("subject", entry.Stamp.Subject);
        json.WriteStartArray("targets");
        foreach (var target in entry.Targets) json.WriteStringValue(target);
        json.WriteEndArray();
    });

    private static string Of(NodeRecord node) => Write(json =>
    {
        json.WriteString("node", NodeKinds.Of(node.Kind).Name);
        json.WriteString("id", node.Id);
        Values(json, NodeKinds.Of(node.Kind).Properties, node.Values, _ => true);
    });

    private static string OfEdge(GraphReader reader, int edge)
    {
        var record = reader.EdgeRecordOf(edge);
        var type = EdgeTypes.Of(record.Type);
        return Write(json =>
        {
            json.WriteString(type.Family == EdgeFamily.Link ? "link" : "interaction", type.Name);
            if (record.Id is not null) json.WriteString("id", record.Id);
            json.WriteString("from", record.From);
            json.WriteString("to", record.To);
            if (record.At is { } at) json.WriteString("at", new DateTime(at, DateTimeKind.Utc));
            Values(json, type.Properties, record.Values, property => reader.Shows(edge, property));
        });
    }

    private static void Values(
        Utf8JsonWriter json, IReadOnlyList<PropertyDefinition> properties, PropertyValue[] values,
        Func<PropertyDefinition, bool> shows)
    {
        foreach (var property in properties)
        {
            var value = values[property.Index];
            if (value.IsNull || !shows(property)) continue;
            json.WritePropertyName(property.Name);
            switch (property.Type)
            {
                case PropertyType.Text: json.WriteStringValue(value.AsText()); break;
                case PropertyType.Integer: json.WriteNumberValue(value.AsInteger()); break;
                case PropertyType.Number: json.WriteNumberValue(value.AsNumber()); break;
                case PropertyType.Boolean: json.WriteBooleanValue(value.AsBoolean()); break;
                case PropertyType.Instant:
                    json.WriteStringValue(new DateTime(value.AsInstantTicks(), DateTimeKind.Utc));
                    break;
                case PropertyType.Enumeration: json.WriteStringValue(property.Values[value.AsEnumeration()]); break;
                default:
                    json.WriteStartArray();
                    foreach (var entry in value.AsTextList()) json.WriteStringValue(entry);
                    json.WriteEndArray();
                    break;
            }
        }
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
