using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Insights.Curation.Merging;

/// <summary>A property of the target that a merge has changed.</summary>
public sealed record MergedProperty(string Name, PropertyValue Before, PropertyValue After);

/// <summary>Which ends of an edge were at the node that was merged away.</summary>
[Flags]
public enum MovedEnds
{
    None = 0,
    Source = 1,
    Target = 2,
}

/// <summary>
/// What a merge did, so that it can be undone exactly: kept with the target as JSON. Edges that moved are known by a
/// hash of what they are now, so that the journal names nobody whom they lead to. Immutable.
/// </summary>
public sealed record MergeJournal
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The merge's id.</summary>
    public required string Id { get; init; }

    /// <summary>When it was done, as UTC ticks.</summary>
    public required long At { get; init; }

    /// <summary>The node that was merged away, as it was.</summary>
    public required NodeRecord Node { get; init; }

    /// <summary>Links that could not move, as they were: the target had them, or would have led to itself.</summary>
    public required IReadOnlyList<EdgeRecord> Kept { get; init; }

    /// <summary>The edges that moved, by their <see cref="HashOf"/> at the target.</summary>
    public required IReadOnlyDictionary<ulong, MovedEnds> Moved { get; init; }

    /// <summary>How many of these are links.</summary>
    public required int LinkCount { get; init; }

    /// <summary>What was changed of the target, in lists by adding to them.</summary>
    public required IReadOnlyList<MergedProperty> Changed { get; init; }

    /// <summary>All that an edge is, in 64 bits.</summary>
    public static ulong HashOf(EdgeRecord edge)
    {
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options)) MergeJson.Write(json, edge);
        return XxHash3.HashToUInt64(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>As the target keeps it.</summary>
    public string ToJson()
    {
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("id", Id);
            json.WriteNumber("at", At);
            json.WritePropertyName("node");
            MergeJson.Write(json, Node);
            json.WriteNumber("links", LinkCount);
            json.WriteStartArray("moved");
            foreach (var (hash, ends) in Moved.OrderBy(one => one.Key)) json.WriteStringValue($"{(int)ends}{hash:x16}");
            json.WriteEndArray();
            json.WriteStartArray("kept");
            foreach (var edge in Kept) MergeJson.Write(json, edge);
            json.WriteEndArray();
            WriteChanged(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote; null for a text that is something else.</summary>
    public static MergeJournal? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var node = MergeJson.ReadNode(root.GetProperty("node"));
            return new MergeJournal
            {
                Id = root.GetProperty("id").GetString()!,
                At = root.GetProperty("at").GetInt64(),
                Node = node,
                LinkCount = root.GetProperty("links").GetInt32(),
                Moved = root.GetProperty("moved").EnumerateArray().Select(one => one.GetString()!).ToDictionary(
                    one => ulong.Parse(one.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                    one => (MovedEnds)(one[0] - '0')),
                Kept = [.. root.GetProperty("kept").EnumerateArray().Select(MergeJson.ReadEdge)],
                Changed =
                [
                    .. root.GetProperty("changed").EnumerateObject().Select(one => ReadChanged(node.Kind, one)),
                ],
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException
            or InvalidOperationException)
        {
            return null;
        }
    }

    private void WriteChanged(Utf8JsonWriter json)
    {
        json.WriteStartObject("changed");
        foreach (var (name, before, after) in Changed)
        {
            json.WriteStartArray(name);
            MergeJson.Write(json, NodeKinds.Of(Node.Kind)[name], before);
            MergeJson.Write(json, NodeKinds.Of(Node.Kind)[name], after);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static MergedProperty ReadChanged(NodeKind kind, JsonProperty changed)
    {
        var property = NodeKinds.Of(kind)[changed.Name];
        return new MergedProperty(
            changed.Name, MergeJson.Read(property, changed.Value[0]), MergeJson.Read(property, changed.Value[1]));
    }
}
