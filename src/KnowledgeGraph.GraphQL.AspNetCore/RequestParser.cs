using System.Text.Json;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// Reads a request from the JSON of a body. The document stays UTF-8; keys that are not known are ignored.
/// </summary>
internal static class RequestParser
{
    public static ParsedRequest Parse(RequestBody body, GraphQLHttpOptions options)
    {
        try
        {
            return Read(body, options);
        }
        catch (JsonException exception)
        {
            return new ParsedRequest(Refusals.NotJson("The body", Reason(exception)));
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for strings with lone surrogates or invalid UTF-8.
            return new ParsedRequest(Refusals.NotJson("The body", "a string in it is not Unicode text."));
        }
    }

    /// <summary>Why a text is no JSON, in the words of the reader, with the place counted from 1.</summary>
    public static string Reason(JsonException exception)
    {
        var message = exception.Message;
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        if (place >= 0) message = message[..place];
        return exception is { LineNumber: { } line, BytePositionInLine: { } position }
            ? $"{message} (line {line + 1}, byte {position + 1})"
            : message;
    }

    private static ParsedRequest Read(RequestBody body, GraphQLHttpOptions options)
    {
        var reader = new Utf8JsonReader(WithoutMark(body.Text.Span), new JsonReaderOptions
        {
            MaxDepth = options.BodyNestingMax,
        });
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray) return new ParsedRequest(Refusals.Batch);
        if (reader.TokenType != JsonTokenType.StartObject) return new ParsedRequest(Refusals.NotAnObject);

        var queryLength = -1;
        string? operationName = null;
        InputValue? variables = null;
        InputValue? extensions = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Refusal? refusal = null;
            if (reader.ValueTextEquals("query"u8))
                queryLength = ReadQuery(ref reader, body, out refusal);
            else if (reader.ValueTextEquals("operationName"u8))
                operationName = ReadName(ref reader, out refusal);
            else if (reader.ValueTextEquals("variables"u8))
                variables = ReadObject(ref reader, "variables", out refusal);
            else if (reader.ValueTextEquals("extensions"u8))
                extensions = ReadObject(ref reader, "extensions", out refusal);
            else
                reader.Skip();
            if (refusal is not null) return new ParsedRequest(refusal);
        }

        // What follows the object must be nothing.
        reader.Read();
        if (queryLength < 0) return new ParsedRequest(Refusals.QueryMissing);
        return new ParsedRequest(new GraphQLRequest
        {
            Query = body.Query(queryLength),
            OperationName = operationName,
            Variables = variables,
            Extensions = extensions,
        });
    }

    private static int ReadQuery(ref Utf8JsonReader reader, RequestBody body, out Refusal? refusal)
    {
        reader.Read();
        refusal = null;
        if (reader.TokenType == JsonTokenType.String)
            return reader.CopyString(body.QueryRoom(reader.ValueSpan.Length));
        if (reader.TokenType != JsonTokenType.Null) refusal = Refusals.WrongType("query", "a string");
        return -1;
    }

    private static string? ReadName(ref Utf8JsonReader reader, out Refusal? refusal)
    {
        reader.Read();
        refusal = reader.TokenType is JsonTokenType.String or JsonTokenType.Null
            ? null
            : Refusals.WrongType("operationName", "a string or null");
        return refusal is null ? reader.GetString() : null;
    }

    private static InputValue? ReadObject(ref Utf8JsonReader reader, string key, out Refusal? refusal)
    {
        reader.Read();
        refusal = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.Null
            ? null
            : Refusals.WrongType(key, "an object or null");
        return refusal is null && reader.TokenType == JsonTokenType.StartObject
            ? InputValueReader.Read(ref reader)
            : null;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) =>
        text.StartsWith("\uFEFF"u8) ? text[3..] : text;
}
