using Microsoft.AspNetCore.Http;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>A request that is no GraphQL request, or not one that may come in this way.</summary>
/// <param name="StatusCode">The status of the response.</param>
/// <param name="Message">What was wrong, where, and what to do.</param>
/// <param name="Allow">The methods for the `Allow` header of a 405.</param>
internal sealed record Refusal(int StatusCode, string Message, string? Allow = null)
{
    /// <summary>The code of the error.</summary>
    public string Code { get; init; } = "BAD_REQUEST";
}

/// <summary>The texts of all refusals.</summary>
internal static class Refusals
{
    private const string NotFoundCode = "PERSISTED_QUERY_NOT_FOUND";

    public static Refusal NotAcceptable { get; } = new(
        StatusCodes.Status406NotAcceptable,
        "This server answers with application/graphql-response+json or application/json, and in parts with "
        + "multipart/mixed, text/event-stream or application/jsonl; none is among what the Accept header allows.");

    public static Refusal OriginNotAllowed { get; } = new(
        StatusCodes.Status403Forbidden,
        "Pages of this origin may not open a WebSocket here: the server has to name the origin among those it allows.");

    public static Refusal MethodNotAllowed { get; } = new(
        StatusCodes.Status405MethodNotAllowed, "GraphQL requests are sent with GET or POST.", "GET, POST");

    public static Refusal GetOnly { get; } = new(
        StatusCodes.Status405MethodNotAllowed,
        "The address of a document is asked with GET; with POST, send its \"documentId\" to the other address.", "GET");

    public static Refusal MutationByGet { get; } = new(
        StatusCodes.Status405MethodNotAllowed, "GET may only read: send a mutation with POST.", "POST");

    public static Refusal MediaType { get; } = new(
        StatusCodes.Status415UnsupportedMediaType, "The body must be JSON: send Content-Type: application/json.");

    public static Refusal Charset { get; } = new(
        StatusCodes.Status415UnsupportedMediaType, "The body must be UTF-8: send Content-Type: application/json.");

    public static Refusal NotAnObject { get; } = Bad(
        "The body must be a JSON object: {\"query\": \"{ ... }\", \"variables\": { ... }}.");

    public static Refusal NoBatches { get; } = Bad(
        "The body must be one JSON object with one set of variables: lists of them are not taken.");

    public static Refusal BatchEmpty { get; } = Bad("The batch is empty: send at least one request.");

    public static Refusal BatchInBatch { get; } = Bad(
        "A request within a list has one set of variables: \"variables\" must be an object or null.");

    public static Refusal PreflightMissing { get; } = Bad(
        $"A GET could come from a page of any site: send the header {PreflightCheck.Header}: 1, or ask with POST.");

    public static Refusal OnErrorUnknown { get; } = Bad(
        $"\"onError\" must be one of {string.Join(", ", Execution.ErrorBehaviors.Names)}.");

    public static Refusal QueryMissing { get; } = Bad("The request has no query: send the document as \"query\".");

    public static Refusal QueryAndId { get; } = Bad("Send either \"query\" or \"documentId\".");

    public static Refusal DocumentUnknown { get; } = Bad(
        "There is no trusted document with this id: an id is sha256: and the hash of the document's bytes.") with
    {
        Code = NotFoundCode,
    };

    public static Refusal NotTrusted { get; } = new(
        StatusCodes.Status403Forbidden,
        "This server executes trusted documents only: ask for one by its \"documentId\".")
    {
        Code = "DOCUMENT_NOT_TRUSTED",
    };

    public static Refusal PersistedQueryUnreadable { get; } = Bad(
        "\"extensions.persistedQuery\" must have the version 1 and the document's sha256Hash.");

    public static Refusal HashDiffers { get; } = Bad(
        "\"extensions.persistedQuery.sha256Hash\" is not the SHA-256 of the query in lower-case hexadecimal digits.");

    // Message, code and status are what Apollo's clients look for: they then send the text as well.
    public static Refusal PersistedQueryNotFound { get; } =
        new(StatusCodes.Status200OK, "PersistedQueryNotFound") { Code = NotFoundCode };

    public static Refusal PersistedQueryNotSupported { get; } =
        new(StatusCodes.Status200OK, "PersistedQueryNotSupported") { Code = "PERSISTED_QUERY_NOT_SUPPORTED" };

    public static Refusal BodyTooLarge(GraphQLHttpOptions options) => new(
        StatusCodes.Status413PayloadTooLarge,
        $"The body is larger than the {options.BodyLengthMax} bytes that this server takes.")
    {
        Code = GraphQLErrorCodes.LimitExceeded,
    };

    public static Refusal BatchTooLarge(GraphQLHttpOptions options) => new(
        StatusCodes.Status413PayloadTooLarge,
        $"The batch has more than the {options.BatchCountMax} requests that this server takes at once.")
    {
        Code = GraphQLErrorCodes.LimitExceeded,
    };

    /// <summary>The same, said of one request of a list, counted from 0.</summary>
    public static Refusal InBatch(Refusal refusal, int index) =>
        refusal with { Message = $"Request {index} of the batch: {refusal.Message}" };

    public static Refusal NotJson(string what, string reason) => Bad($"{what} is not JSON: {reason}");

    public static Refusal WrongType(string key, string wanted) => Bad($"\"{key}\" must be {wanted}.");

    private static Refusal Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
