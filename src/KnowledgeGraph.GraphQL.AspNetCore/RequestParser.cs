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
        var parsed = reader.TokenType == JsonTokenType.StartArray
            ? ReadBatch(ref reader, body, options)
            : ReadRequest(ref reader, body, options);
        // What follows the value must be nothing.
        if (parsed.Refusal is null) reader.Read();
        return parsed;
    }

    private static ParsedRequest ReadBatch(ref Utf8JsonReader reader, RequestBody body, GraphQLHttpOptions options)
    {
        if (options.BatchCountMax < 2) return new ParsedRequest(Refusals.NoBatches);
        var requests = new List<ParsedRequest>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (requests.Count == options.BatchCountMax) return new ParsedRequest(Refusals.BatchTooLarge(options));
            var parsed = ReadRequest(ref reader, body, options);
            if (parsed.Batch is not null) parsed = new ParsedRequest(Refusals.BatchInBatch);
            if (parsed.Request is not { } request)
                return new ParsedRequest(Refusals.InBatch(parsed.Refusal!, requests.Count));
            // The room for the text is needed for the next one.
            requests.Add(new ParsedRequest(request with { Query = request.Query.ToArray() })
            {
                DocumentId = parsed.DocumentId,
            });
        }

        return requests.Count == 0
            ? new ParsedRequest(Refusals.BatchEmpty)
            : new ParsedRequest([.. requests]);
    }

    /// <summary>Reads an object and leaves the reader on its end.</summary>
    private static ParsedRequest ReadRequest(ref Utf8JsonReader reader, RequestBody body, GraphQLHttpOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return new ParsedRequest(Refusals.NotAnObject);

        var queryLength = -1;
        string? documentId = null;
        string? operationName = null;
        InputValue? variables = null;
        InputValue? extensions = null;
        var onError = ErrorBehavior.Propagate;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Refusal? refusal = null;
            if (reader.ValueTextEquals("query"u8))
                queryLength = ReadQuery(ref reader, body, out refusal);
            else if (reader.ValueTextEquals("documentId"u8))
                documentId = ReadText(ref reader, "documentId", out refusal);
            else if (reader.ValueTextEquals("operationName"u8))
                operationName = ReadText(ref reader, "operationName", out refusal);
            else if (reader.ValueTextEquals("variables"u8))
                variables = ReadVariables(ref reader, options, out refusal);
            else if (reader.ValueTextEquals("extensions"u8))
                extensions = ReadObject(ref reader, "extensions", out refusal);
            else if (reader.ValueTextEquals("onError"u8))
                onError = ReadOnError(ref reader, out refusal);
            else
                reader.Skip();
            if (refusal is not null) return new ParsedRequest(refusal);
        }

        if (queryLength < 0 && documentId is null && extensions is null)
            return new ParsedRequest(Refusals.QueryMissing);
        var request = new GraphQLRequest
        {
            Query = queryLength < 0 ? default : body.Query(queryLength),
            OperationName = operationName,
            Variables = variables,
            Extensions = extensions,
            OnError = onError,
        };
        return variables is { Kind: InputValueKind.List }
            ? new ParsedRequest(WithEach(variables, request, documentId))
            : new ParsedRequest(request) { DocumentId = documentId };
    }

    // Apart from the method above, so that requests without lists pay for no closure.
    private static ParsedRequest[] WithEach(InputValue variables, GraphQLRequest request, string? documentId) =>
    [
        .. variables.AsList().Select(
            set => new ParsedRequest(request with { Variables = set }) { DocumentId = documentId }),
    ];

    private static int ReadQuery(ref Utf8JsonReader reader, RequestBody body, out Refusal? refusal)
    {
        reader.Read();
        refusal = null;
        if (reader.TokenType == JsonTokenType.String)
            return reader.CopyString(body.QueryRoom(reader.ValueSpan.Length));
        if (reader.TokenType != JsonTokenType.Null) refusal = Refusals.WrongType("query", "a string");
        return -1;
    }

    private static string? ReadText(ref Utf8JsonReader reader, string key, out Refusal? refusal)
    {
        reader.Read();
        refusal = reader.TokenType is JsonTokenType.String or JsonTokenType.Null
            ? null
            : Refusals.WrongType(key, "a string or null");
        return refusal is null ? reader.GetString() : null;
    }

    /// <summary>https://github.com/graphql/graphql-spec/pull/1163: any other value is a request error.</summary>
    private static ErrorBehavior ReadOnError(ref Utf8JsonReader reader, out Refusal? refusal)
    {
        reader.Read();
        var word = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        refusal = ErrorBehaviors.TryParse(word, out var behavior) || reader.TokenType == JsonTokenType.Null
            ? null
            : Refusals.OnErrorUnknown;
        return behavior;
    }

    /// <summary>One set of variables, or a list of them: the request is then executed with each.</summary>
    private static InputValue? ReadVariables(
        ref Utf8JsonReader reader, GraphQLHttpOptions options, out Refusal? refusal)
    {
        var ahead = reader;
        ahead.Read();
        if (ahead.TokenType != JsonTokenType.StartArray) return ReadObject(ref reader, "variables", out refusal);
        refusal = options.BatchCountMax < 2 ? Refusals.NoBatches : null;
        if (refusal is not null) return null;
        reader.Read();
        var sets = new List<InputValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (sets.Count == options.BatchCountMax) refusal = Refusals.BatchTooLarge(options);
            else if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
                refusal = Refusals.WrongType($"variables[{sets.Count}]", "an object or null");
            if (refusal is not null) return null;
            sets.Add(InputValueReader.Read(ref reader));
        }

        if (sets.Count == 0) refusal = Refusals.BatchEmpty;
        return InputValue.List(sets);
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
