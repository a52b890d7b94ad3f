using System.Text.Json;
using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Import.Text;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.Ndjson;

/// <summary>Values of properties as JSON, both ways.</summary>
internal static class NdjsonValues
{
    /// <summary>Reads the value that the reader stands at; false where it does not fit the property.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, PropertyDefinition property, out PropertyValue value)
    {
        value = default;
        if (reader.TokenType == JsonTokenType.Null) return true;
        switch (property.Type)
        {
            case PropertyType.Text when reader.TokenType == JsonTokenType.String:
                value = PropertyValue.Text(reader.GetString()!);
                return true;
            case PropertyType.Integer when reader.TokenType == JsonTokenType.Number
                && reader.TryGetInt64(out var integer):
                value = PropertyValue.Integer(integer);
                return true;
            case PropertyType.Number when reader.TokenType == JsonTokenType.Number
                && reader.TryGetDouble(out var number) && double.IsFinite(number):
                value = PropertyValue.Number(number);
                return true;
            case PropertyType.Boolean when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                value = PropertyValue.Boolean(reader.GetBoolean());
                return true;
            case PropertyType.Instant when TryReadInstant(ref reader, out var ticks):
                value = PropertyValue.InstantFromTicks(ticks);
                return true;
            case PropertyType.Enumeration when reader.TokenType == JsonTokenType.String:
                return PropertyValues.TryEnumeration(property, reader.GetString()!, out value);
            case PropertyType.TextList when reader.TokenType == JsonTokenType.StartArray:
                return TryReadList(ref reader, out value);
            default:
                return false;
        }
    }

    /// <summary>Reads the moment that the reader stands at, as UTC ticks.</summary>
    public static bool TryReadInstant(ref Utf8JsonReader reader, out long utcTicks)
    {
        utcTicks = 0;
        const int LengthMax = 64;
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > LengthMax) return false;
        Span<char> text = stackalloc char[LengthMax];
        return InstantText.TryParse(text[..reader.CopyString(text)], out utcTicks);
    }

    /// <summary>Writes a value that is not null.</summary>
    public static void Write(Utf8JsonWriter writer, PropertyDefinition property, PropertyValue value)
    {
        switch (property.Type)
        {
            case PropertyType.Text: writer.WriteStringValue(value.AsText()); break;
            case PropertyType.Integer: writer.WriteNumberValue(value.AsInteger()); break;
            case PropertyType.Number: writer.WriteNumberValue(value.AsNumber()); break;
            case PropertyType.Boolean: writer.WriteBooleanValue(value.AsBoolean()); break;
            case PropertyType.Instant: WriteInstant(writer, value.AsInstantTicks()); break;
            case PropertyType.Enumeration: writer.WriteStringValue(property.Values[value.AsEnumeration()]); break;
            case PropertyType.TextList: WriteList(writer, value.AsTextList()); break;
            default: throw new ArgumentOutOfRangeException(nameof(property), property.Type, "No such type.");
        }
    }

    /// <summary>Writes a moment.</summary>
    public static void WriteInstant(Utf8JsonWriter writer, long utcTicks)
    {
        Span<char> text = stackalloc char[32];
        writer.WriteStringValue(text[..InstantText.Format(utcTicks, text)]);
    }

    /// <summary>What a property of that type takes, for messages.</summary>
    public static string Expected(PropertyType type) => type switch
    {
        PropertyType.Text => "a text",
        PropertyType.Integer => "a whole number",
        PropertyType.Number => "a number",
        PropertyType.Boolean => "true or false",
        PropertyType.Instant => InstantText.Expected,
        PropertyType.Enumeration => "one of its names, as a text",
        _ => "a list of texts",
    };

    private static bool TryReadList(ref Utf8JsonReader reader, out PropertyValue value)
    {
        value = default;
        var entries = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String) return false;
            entries.Add(reader.GetString()!);
        }

        value = PropertyValue.TextList([.. entries]);
        return true;
    }

    private static void WriteList(Utf8JsonWriter writer, string[] entries)
    {
        writer.WriteStartArray();
        foreach (var entry in entries) writer.WriteStringValue(entry);
        writer.WriteEndArray();
    }
}
