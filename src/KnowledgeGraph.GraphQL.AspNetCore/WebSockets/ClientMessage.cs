using System.Text;
using System.Text.Json;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>A message of a client: its type, and what goes with it. Immutable.</summary>
internal sealed record ClientMessage(string Type, string? Id, InputValue? Payload)
{
    /// <summary>Reads a message; null, with the reason, where it is none.</summary>
    public static ClientMessage? Read(ReadOnlySpan<byte> text, int nestingMax, out string reason)
    {
        reason = "Invalid message received: it is not JSON";
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = nestingMax });
            var value = InputValueReader.Read(ref reader);
            if (reader.Read()) return null;
            reason = "Invalid message received: it must be an object with a type";
            if (value.Kind != InputValueKind.Object || !TryText(value.Field("type"), out var type) || type is null)
                return null;
            reason = "Invalid message received: id must be a text that is not empty";
            if (!TryText(value.Field("id"), out var id) || id is "") return null;
            return new ClientMessage(type, id, value.Field("payload") is { IsNull: false } payload ? payload : null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// How a client wants what is put off: `incrementalSpec` in the payload of its `connection_init`, as in `Accept`.
    /// </summary>
    public IncrementalFormat IncrementalFormat => AcceptHeader.FormatOf(
        Payload is { Kind: InputValueKind.Object } && TryText(Payload.Field("incrementalSpec"), out var version)
            ? version
            : null);

    /// <summary>The request in the payload of a `subscribe`; null, with the reason, where there is none.</summary>
    public ParsedRequest? ToRequest(out string reason)
    {
        reason = "Invalid message received: payload must be an object with a query";
        if (Payload is not { Kind: InputValueKind.Object } payload) return null;
        if (!TryText(payload.Field("query"), out var query) || !TryText(payload.Field("documentId"), out var document))
            return null;
        reason = "Invalid message received: operationName must be a text";
        if (!TryText(payload.Field("operationName"), out var operationName)) return null;
        reason = "Invalid message received: variables and extensions must be objects";
        if (!TryObject(payload.Field("variables"), out var variables)
            || !TryObject(payload.Field("extensions"), out var extensions)) return null;
        reason = "Invalid message received: onError must be a text";
        if (!TryText(payload.Field("onError"), out var onErrorWord)) return null;
        var onError = ErrorBehavior.Propagate;
        if (onErrorWord is not null && !ErrorBehaviors.TryParse(onErrorWord, out onError))
            return new ParsedRequest(Refusals.OnErrorUnknown);
        return new ParsedRequest(new GraphQLRequest
        {
            Query = Encoding.UTF8.GetBytes(query ?? ""),
            OperationName = operationName,
            Variables = variables,
            Extensions = extensions,
            OnError = onError,
        })
        {
            DocumentId = document,
        };
    }

    private static bool TryText(InputValue? value, out string? text)
    {
        text = value is { Kind: InputValueKind.String } ? value.AsString() : null;
        return value is null or { IsNull: true } || text is not null;
    }

    private static bool TryObject(InputValue? value, out InputValue? found)
    {
        found = value is { Kind: InputValueKind.Object } ? value : null;
        return value is null or { IsNull: true } || found is not null;
    }
}
