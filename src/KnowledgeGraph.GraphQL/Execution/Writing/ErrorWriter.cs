using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>Writes errors as https://spec.graphql.org/September2025/#sec-Errors says.</summary>
internal static class ErrorWriter
{
    /// <summary>How JSON is written that is no data.</summary>
    public static JsonWriterOptions Options { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes `"errors":[...]`.</summary>
    public static void Write(IBufferWriter<byte> target, IReadOnlyList<GraphQLError> errors)
    {
        target.Write("\"errors\":"u8);
        using var json = new Utf8JsonWriter(target, Options);
        json.WriteStartArray();
        foreach (var error in errors) Write(json, error);
        json.WriteEndArray();
    }

    /// <summary>Writes `"extensions":{...}` with one entry.</summary>
    public static void WriteExtension(IBufferWriter<byte> target, string key, object? value)
    {
        target.Write("\"extensions\":"u8);
        using var json = new Utf8JsonWriter(target, Options);
        json.WriteStartObject();
        json.WritePropertyName(key);
        WriteValue(json, value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, GraphQLError error)
    {
        json.WriteStartObject();
        json.WriteString("message"u8, error.Message);
        if (error.Locations.Count > 0)
        {
            json.WriteStartArray("locations"u8);
            foreach (var location in error.Locations)
            {
                json.WriteStartObject();
                json.WriteNumber("line"u8, location.Line);
                json.WriteNumber("column"u8, location.Column);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (error.Path is { } path)
        {
            json.WritePropertyName("path"u8);
            WriteValue(json, path);
        }

        WriteExtensions(json, error);
        json.WriteEndObject();
    }

    private static void WriteExtensions(Utf8JsonWriter json, GraphQLError error)
    {
        if (error is { Code: null, Coordinate: null, InputPath: null, Suggestions: null, Extensions: null }) return;
        json.WriteStartObject("extensions"u8);
        if (error.Code is not null) json.WriteString("code"u8, error.Code);
        if (error.Coordinate is not null) json.WriteString("coordinate"u8, error.Coordinate);
        if (error.InputPath is not null) WriteEntry(json, "inputPath", error.InputPath);
        if (error.Suggestions is not null) WriteEntry(json, "suggestions", error.Suggestions);
        foreach (var (key, value) in error.Extensions ?? new Dictionary<string, object?>())
        {
            if (key == "code" && error.Code is not null) continue;
            WriteEntry(json, key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, string key, object? value)
    {
        json.WritePropertyName(key);
        WriteValue(json, value);
    }

    /// <summary>Writes strings, numbers, booleans, null, and lists and maps of them.</summary>
    public static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case IEnumerable<KeyValuePair<string, object?>> fields:
                json.WriteStartObject();
                foreach (var (key, field) in fields)
                {
                    json.WritePropertyName(key);
                    WriteValue(json, field);
                }

                json.WriteEndObject();
                break;
            case System.Collections.IEnumerable items:
                json.WriteStartArray();
                foreach (var item in items) WriteValue(json, item);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }
}
