using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Storage.Neo4j.Http;

/// <summary>
/// Writes the parameters of a statement: as typed JSON, where each value says its type, or as plain JSON, which the
/// server reads faster and which has neither dates nor bytes. For one thread.
/// </summary>
internal sealed class ParameterWriter(Utf8JsonWriter json, bool typed)
{
    public bool Typed => typed;

    public ParameterWriter Name(string name)
    {
        json.WritePropertyName(name);
        return this;
    }

    public void Text(string value)
    {
        Open("String"u8);
        json.WriteStringValue(value);
        Close();
    }

    public void Integer(long value)
    {
        if (!typed)
        {
            json.WriteNumberValue(value);
            return;
        }
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, digits, out var length);
        Open("Integer"u8);
        json.WriteStringValue(digits[..length]);
        Close();
    }

    public void Number(double value)
    {
        var digits = value.ToString("R", CultureInfo.InvariantCulture);
        if (!typed)
        {
            // Without a point or an exponent it would be an integer to the server.
            json.WriteRawValue(digits.AsSpan().ContainsAny('.', 'E') ? digits : digits + ".0");
            return;
        }
        Open("Float"u8);
        json.WriteStringValue(digits);
        Close();
    }

    public void Boolean(bool value)
    {
        Open("Boolean"u8);
        json.WriteBooleanValue(value);
        Close();
    }

    /// <summary>A date and time; in plain JSON its text, for `datetime()` in the statement.</summary>
    public void Instant(long utcTicks)
    {
        Span<char> text = stackalloc char[InstantFormat.LengthMax];
        var length = InstantFormat.Write(text, utcTicks);
        Open("OffsetDateTime"u8);
        json.WriteStringValue(text[..length]);
        Close();
    }

    /// <summary>Bytes; typed JSON only.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Open("Base64"u8);
        json.WriteBase64StringValue(value);
        Close();
    }

    public void Null()
    {
        Open("Null"u8);
        json.WriteNullValue();
        Close();
    }

    public void StartList()
    {
        Open("List"u8);
        json.WriteStartArray();
    }

    public void EndList()
    {
        json.WriteEndArray();
        Close();
    }

    public void StartMap()
    {
        Open("Map"u8);
        json.WriteStartObject();
    }

    public void EndMap()
    {
        json.WriteEndObject();
        Close();
    }

    /// <summary>A list of texts.</summary>
    public void Texts(IEnumerable<string> values)
    {
        StartList();
        foreach (var value in values) Text(value);
        EndList();
    }

    /// <summary>The value of a property, null as null.</summary>
    public void Value(PropertyDefinition property, in PropertyValue value)
    {
        switch (value.Type)
        {
            case 0: Null(); break;
            case PropertyType.Text: Text(value.AsText()); break;
            case PropertyType.Integer: Integer(value.AsInteger()); break;
            case PropertyType.Number: Number(value.AsNumber()); break;
            case PropertyType.Boolean: Boolean(value.AsBoolean()); break;
            case PropertyType.Instant: Instant(value.AsInstantTicks()); break;
            case PropertyType.Enumeration: Text(property.Values[value.AsEnumeration()]); break;
            case PropertyType.TextList: Texts(value.AsTextList()); break;
        }
    }

    private void Open(ReadOnlySpan<byte> type)
    {
        if (!typed) return;
        json.WriteStartObject();
        json.WriteString("$type"u8, type);
        json.WritePropertyName("_value"u8);
    }

    private void Close()
    {
        if (typed) json.WriteEndObject();
    }
}
