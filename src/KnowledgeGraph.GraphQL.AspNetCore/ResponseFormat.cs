namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>The media types of responses.</summary>
internal enum ResponseFormat
{
    /// <summary>Nothing that the client takes.</summary>
    None,

    /// <summary>`application/json`, with which every well-formed request is answered with 200.</summary>
    Json,

    /// <summary>`application/graphql-response+json`, whose status tells how the request went.</summary>
    GraphQLResponse,

    /// <summary>`multipart/mixed`: a part for each payload.</summary>
    Multipart,

    /// <summary>`text/event-stream`: an event for each payload.</summary>
    EventStream,

    /// <summary>`application/jsonl`: a line for each payload.</summary>
    JsonLines,
}

/// <summary>The names of the media types.</summary>
internal static class ResponseFormats
{
    public const string Json = "application/json";
    public const string GraphQLResponse = "application/graphql-response+json";
    public const string Multipart = "multipart/mixed";
    public const string EventStream = "text/event-stream";
    public const string JsonLines = "application/jsonl";

    /// <summary>The media types that carry any number of payloads.</summary>
    public static IReadOnlyList<(ResponseFormat Format, string Name)> Streams { get; } =
    [
        (ResponseFormat.Multipart, Multipart),
        (ResponseFormat.EventStream, EventStream),
        (ResponseFormat.JsonLines, JsonLines),
    ];

    public static string ContentTypeOf(ResponseFormat format) => format switch
    {
        ResponseFormat.GraphQLResponse => "application/graphql-response+json; charset=utf-8",
        ResponseFormat.Multipart => "multipart/mixed; boundary=\"-\"",
        ResponseFormat.EventStream => "text/event-stream; charset=utf-8",
        ResponseFormat.JsonLines => "application/jsonl; charset=utf-8",
        _ => "application/json; charset=utf-8",
    };
}
