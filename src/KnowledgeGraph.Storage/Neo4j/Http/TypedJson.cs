using System.Globalization;
using System.Text.Json;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Storage.Neo4j.Http;

/// <summary>
/// Reads values of typed JSON, `{"$type": ..., "_value": ...}`, each with the reader at its `{` before and at its `}`
/// after. What is no such value is a <see cref="JsonException"/>.
/// </summary>
internal static class TypedJson
{
    /// <summary>Steps into a value that must be of that type: the reader is at the content then.</summary>
    public static void Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> type)
    {
        if (!TryEnter(ref reader, type)) throw new JsonException("An answer holds a value of another type.");
    }

    /// <summary>The next value of a row, which must be an integer.</summary>
    public static long NextInteger(ref Utf8JsonReader reader)
    {
        reader.Read();
        Enter(ref reader, "Integer"u8);
        var value = Integer(ref reader);
        reader.Read();
        return value;
    }

    /// <summary>The next value of a row, which must be a float.</summary>
    public static double NextFloat(ref Utf8JsonReader reader)
    {
        reader.Read();
        Enter(ref reader, "Float"u8);
        var value = double.Parse(reader.GetString()!, CultureInfo.InvariantCulture);
        reader.Read();
        return value;
    }

    /// <summary>The next value of a row: a text, or null.</summary>
    public static string? NextText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return TextOrNull(ref reader);
    }

    /// <summary>The next value of a row, which must be a text.</summary>
    public static string NextRequiredText(ref Utf8JsonReader reader) =>
        NextText(ref reader) ?? throw new JsonException("An answer holds no text where there must be one.");

    /// <summary>The next value of a row, which must be true or false.</summary>
    public static bool NextBoolean(ref Utf8JsonReader reader)
    {
        reader.Read();
        Enter(ref reader, "Boolean"u8);
        var value = reader.GetBoolean();
        reader.Read();
        return value;
    }

    /// <summary>The next value of a row, which must be a date with time.</summary>
    public static long NextInstant(ref Utf8JsonReader reader)
    {
        reader.Read();
        return InstantOrNull(ref reader) ?? throw new JsonException("An answer holds no date where there must be one.");
    }

    /// <summary>The next value of a row, which must be bytes.</summary>
    public static byte[] NextBytes(ref Utf8JsonReader reader)
    {
        reader.Read();
        Enter(ref reader, "Base64"u8);
        var value = reader.GetBytesFromBase64();
        reader.Read();
        return value;
    }

    /// <summary>A text; null where it is something else.</summary>
    public static string? TextOrNull(ref Utf8JsonReader reader)
    {
        if (!TryEnter(ref reader, "String"u8)) return Leave<string>(ref reader, null);
        return Leave(ref reader, reader.GetString());
    }

    /// <summary>A moment as UTC ticks; null where it is something else.</summary>
    public static long? InstantOrNull(ref Utf8JsonReader reader)
    {
        if (!TryRead(ref reader, out var type) || type is not ("OffsetDateTime" or "ZonedDateTime" or "LocalDateTime"
            or "Date"))
            return Leave<long?>(ref reader, null);
        return Leave<long?>(ref reader,
            InstantFormat.TryRead(reader.GetString(), out var ticks) ? ticks : null);
    }

    /// <summary>The value of a property; false where the property cannot hold it.</summary>
    public static bool TryReadValue(ref Utf8JsonReader reader, PropertyDefinition property, out PropertyValue value)
    {
        value = default;
        switch (property.Type)
        {
            case PropertyType.Text:
                value = PropertyValue.TextOrNull(TextOrNull(ref reader));
                break;
            case PropertyType.Instant:
                if (InstantOrNull(ref reader) is { } ticks) value = PropertyValue.InstantFromTicks(ticks);
                break;
            case PropertyType.Enumeration:
                var position = IndexOf(property.Values, TextOrNull(ref reader));
                if (position >= 0) value = PropertyValue.Enumeration(position);
                break;
            case PropertyType.TextList:
                value = TextList(ref reader);
                break;
            default:
                value = Scalar(ref reader, property.Type);
                break;
        }
        return !value.IsNull;
    }

    private static PropertyValue Scalar(ref Utf8JsonReader reader, PropertyType wanted)
    {
        if (!TryRead(ref reader, out var type)) return Leave(ref reader, PropertyValue.Null);
        return Leave(ref reader, (wanted, type) switch
        {
            (PropertyType.Integer, "Integer") => PropertyValue.Integer(Integer(ref reader)),
            (PropertyType.Number, "Float" or "Integer") => Number(ref reader),
            (PropertyType.Boolean, "Boolean") => PropertyValue.Boolean(reader.GetBoolean()),
            _ => PropertyValue.Null,
        });
    }

    private static PropertyValue TextList(ref Utf8JsonReader reader)
    {
        if (!TryEnter(ref reader, "List"u8)) return Leave(ref reader, PropertyValue.Null);
        var entries = new List<string>();
        var fits = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var entry = TextOrNull(ref reader);
            fits &= entry is not null;
            entries.Add(entry ?? "");
        }
        return Leave(ref reader, fits ? PropertyValue.TextList([.. entries]) : PropertyValue.Null);
    }

    private static PropertyValue Number(ref Utf8JsonReader reader) =>
        double.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) &&
        double.IsFinite(number) ? PropertyValue.Number(number) : PropertyValue.Null;

    private static long Integer(ref Utf8JsonReader reader) =>
        long.Parse(reader.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static int IndexOf(IReadOnlyList<string> values, string? value)
    {
        for (var index = 0; index < values.Count; index++)
            if (values[index] == value) return index;
        return -1;
    }

    /// <summary>Steps in, and says whether the type is that one.</summary>
    private static bool TryEnter(ref Utf8JsonReader reader, ReadOnlySpan<byte> type)
    {
        EnterType(ref reader);
        var isWanted = reader.ValueTextEquals(type);
        EnterValue(ref reader);
        return isWanted;
    }

    private static bool TryRead(ref Utf8JsonReader reader, out string type)
    {
        EnterType(ref reader);
        type = reader.GetString()!;
        EnterValue(ref reader);
        return type != "Null";
    }

    private static void EnterType(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || !reader.ValueTextEquals("$type"u8))
            throw new JsonException("An answer holds a value without a type.");
        reader.Read();
    }

    private static void EnterValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Read();
    }

    /// <summary>Goes from the content, whatever it is, to the `}`.</summary>
    private static T? Leave<T>(ref Utf8JsonReader reader, T? value)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
        reader.Read();
        return value;
    }
}
