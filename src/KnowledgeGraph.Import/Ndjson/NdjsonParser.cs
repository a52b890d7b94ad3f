using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Import.Ndjson;

/// <summary>Makes the command that a line stands for, straight from its bytes. One for each thread.</summary>
internal sealed class NdjsonParser
{
    private const string NotUtf8 = "a text is not valid UTF-8, or an escape names half a character";

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    private NdjsonFault _fault;

    /// <summary>What the line is; cheap where `node` or `edge` comes first, as it should.</summary>
    public static NdjsonHead ReadHead(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return NdjsonHead.Broken;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("node"u8)) return NdjsonHead.Node;
                if (reader.ValueTextEquals("edge"u8)) return NdjsonHead.Edge;
                reader.Skip();
            }

            return NdjsonHead.Neither;
        }
        catch (JsonException)
        {
            return NdjsonHead.Broken;
        }
        catch (InvalidOperationException)
        {
            return NdjsonHead.Undecodable;
        }
    }

    /// <summary>Makes the command, or says why not.</summary>
    public bool TryParse(
        ReadOnlySpan<byte> line, NdjsonHead head, [NotNullWhen(true)] out Command? command, out NdjsonFault fault)
    {
        _fault = default;
        command = null;
        try
        {
            var reader = new Utf8JsonReader(line, Options);
            command = head switch
            {
                NdjsonHead.Node => ParseNode(line, ref reader),
                NdjsonHead.Edge => ParseEdge(line, ref reader),
                NdjsonHead.Neither => Fail("the line names neither `node` nor `edge`"),
                NdjsonHead.Undecodable => Fail(NotUtf8),
                _ => ParseBroken(ref reader),
            };
        }
        catch (JsonException exception)
        {
            var why = FirstSentence(exception.Message);
            Fail("the line is not valid JSON", $"at byte {exception.BytePositionInLine}: {why}");
            command = null;
        }
        catch (InvalidOperationException)
        {
            // The reader meets text that is not valid when it decodes it.
            Fail(NotUtf8);
            command = null;
        }

        fault = _fault;
        return command is not null;
    }

    private Command? ParseBroken(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            // Valid as far as it goes; what it is not is an object.
        }

        return Fail("the line is not a JSON object");
    }

    private Command? ParseNode(ReadOnlySpan<byte> line, ref Utf8JsonReader reader)
    {
        if (ReadText(line, "node"u8) is not { } kind) return Fail("`node` is not a text");
        if (!NodeKinds.TryGet(kind, out var definition))
            return FailUnknown("node kind", kind, NodeKinds.All.Select(known => known.Name));
        if (ReadText(line, "id"u8) is not { } id) return Fail("a node needs an `id`");
        var draft = new NodeDraft(definition, id);
        ulong seen = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("node"u8) || reader.ValueTextEquals("id"u8))
            {
                reader.Skip();
                continue;
            }

            if (FindProperty(ref reader, definition.Name, definition.Properties, ref seen) is not { } property
                || !TryReadValue(ref reader, property, out var value))
                return null;
            draft.SetOrClear(property, value);
        }

        return EndsHere(ref reader) ? draft.ToCommand() : null;
    }

    private Command? ParseEdge(ReadOnlySpan<byte> line, ref Utf8JsonReader reader)
    {
        if (ReadText(line, "edge"u8) is not { } name) return Fail("`edge` is not a text");
        if (!EdgeTypes.TryGet(name, out var definition))
            return FailUnknown("edge type", name, EdgeTypes.All.Select(known => known.Name));
        string? from = null, to = null, id = null;
        long? at = null;
        var values = new PropertyValue[definition.Properties.Count];
        ulong seen = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRead = true;
            if (reader.ValueTextEquals("edge"u8)) reader.Skip();
            else if (reader.ValueTextEquals("from"u8)) isRead = TryReadText(ref reader, "from", out from);
            else if (reader.ValueTextEquals("to"u8)) isRead = TryReadText(ref reader, "to", out to);
            else if (reader.ValueTextEquals("id"u8)) isRead = TryReadText(ref reader, "id", out id);
            else if (reader.ValueTextEquals("at"u8)) isRead = TryReadAt(ref reader, out at);
            else if (FindProperty(ref reader, name, definition.Properties, ref seen) is { } property)
                isRead = TryReadValue(ref reader, property, out values[property.Index]);
            else isRead = false;
            if (!isRead) return null;
        }

        if (!EndsHere(ref reader)) return null;
        return CreateEdge(definition, new EdgeRecord(definition.Type, from!, to, at, id, values));
    }

    private Command? CreateEdge(EdgeTypeDefinition definition, EdgeRecord edge)
    {
        if (edge.From is null) return Fail("an edge needs `from`");
        if (edge.To is null && !definition.TargetOptional) return Fail("an edge needs `to`", definition.Name);
        if (definition.Family == EdgeFamily.Link)
            return edge.Id is null ? new PutLink(edge) : Fail("a link has no `id`", definition.Name);
        if (edge.Id is null) return Fail("an interaction needs an `id`");
        return edge.At is null ? Fail("an interaction needs `at`") : new RecordInteraction(edge);
    }

    private PropertyDefinition? FindProperty(
        ref Utf8JsonReader reader, string owner, IReadOnlyList<PropertyDefinition> properties, ref ulong seen)
    {
        foreach (var property in properties)
        {
            if (!reader.ValueTextEquals(property.Name)) continue;
            if ((seen & (1UL << property.Index)) != 0)
            {
                Fail("a property is given twice", property.Name);
                return null;
            }

            seen |= 1UL << property.Index;
            return property;
        }

        FailUnknown($"property of {owner}", reader.GetString()!, properties.Select(property => property.Name));
        return null;
    }

    private bool TryReadAt(ref Utf8JsonReader reader, out long? at)
    {
        at = null;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return true;
        if (!NdjsonValues.TryReadInstant(ref reader, out var ticks))
            return FailType(ref reader, "at", PropertyType.Instant);
        at = ticks;
        return true;
    }

    private bool TryReadText(ref Utf8JsonReader reader, string name, out string? text)
    {
        text = null;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return true;
        if (reader.TokenType != JsonTokenType.String) return FailType(ref reader, name, PropertyType.Text);
        text = reader.GetString();
        return true;
    }

    private bool TryReadValue(ref Utf8JsonReader reader, PropertyDefinition property, out PropertyValue value)
    {
        reader.Read();
        if (NdjsonValues.TryRead(ref reader, property, out value)) return true;
        if (property.Type == PropertyType.Enumeration && reader.TokenType == JsonTokenType.String)
            return FailUnknown($"value of {property.Name}", reader.GetString()!, property.Values) is not null;
        return FailType(ref reader, property.Name, property.Type);
    }

    private bool EndsHere(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) return true;
        Fail("the line holds more than one JSON value");
        return false;
    }

    // `node` and `id` may stand anywhere in the object; as a rule they come first.
    private static string? ReadText(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(line, Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(name))
            {
                reader.Read();
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }

            reader.Skip();
        }

        return null;
    }

    private Command? Fail(string reason, string? detail = null)
    {
        _fault = new(reason, detail);
        return null;
    }

    private Command? FailUnknown(string what, string given, IEnumerable<string> known) =>
        Fail($"unknown {what}", $"{given}; known are {string.Join(", ", known)}");

    private bool FailType(ref Utf8JsonReader reader, string name, PropertyType type)
    {
        var given = reader.TokenType switch
        {
            JsonTokenType.String => $"the text \"{reader.GetString()}\"",
            JsonTokenType.Number => "the number " + System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
            JsonTokenType.True or JsonTokenType.False => "a boolean",
            JsonTokenType.StartArray => "a list",
            _ => "an object",
        };
        Fail("a value has the wrong type", $"{name} is {NdjsonValues.Expected(type)}, not {given}");
        return false;
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..(end + 1)];
    }
}
