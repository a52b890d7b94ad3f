using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

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
}

/// <summary>Chooses the media type of a response.</summary>
internal static class ResponseFormats
{
    private const string Json = "application/json";
    private const string GraphQLResponse = "application/graphql-response+json";

    public static string ContentTypeOf(ResponseFormat format) => format == ResponseFormat.GraphQLResponse
        ? "application/graphql-response+json; charset=utf-8"
        : "application/json; charset=utf-8";

    /// <summary>
    /// The client's favourite among the two. Where it names none, or only a range such as `*/*`, it gets
    /// `application/json`, as clients that know nothing of the newer type expect.
    /// </summary>
    public static ResponseFormat Negotiate(StringValues accept)
    {
        if (StringValues.IsNullOrEmpty(accept)) return ResponseFormat.Json;
        if (accept.Count == 1)
        {
            switch (accept[0])
            {
                case Json or "*/*":
                    return ResponseFormat.Json;
                case GraphQLResponse:
                    return ResponseFormat.GraphQLResponse;
            }
        }

        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges)) return ResponseFormat.Json;
        var json = Quality(ranges, Json, out var jsonPlace);
        var graphQL = Quality(ranges, GraphQLResponse, out var graphQLPlace);
        if (json <= 0 && graphQL <= 0) return ResponseFormat.None;
        if (graphQL != json) return graphQL > json ? ResponseFormat.GraphQLResponse : ResponseFormat.Json;
        return graphQLPlace < jsonPlace ? ResponseFormat.GraphQLResponse : ResponseFormat.Json;
    }

    /// <summary>
    /// The weight of the most specific range that covers the type, and where in the header it stands.
    /// </summary>
    private static double Quality(IList<MediaTypeHeaderValue> ranges, string type, out int place)
    {
        place = int.MaxValue;
        var quality = 0.0;
        var best = 0;
        for (var index = 0; index < ranges.Count; index++)
        {
            var range = ranges[index];
            if (!IsUtf8(range)) continue;
            var specificity = range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) ? 3
                : range.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase) ? 2
                : range.MediaType.Equals("*/*", StringComparison.Ordinal) ? 1
                : 0;
            if (specificity <= best) continue;
            best = specificity;
            quality = range.Quality ?? 1;
            // A range names no type: it only ties with one that is named.
            place = specificity == 3 ? index : int.MaxValue;
        }

        return quality;
    }

    private static bool IsUtf8(MediaTypeHeaderValue range) =>
        range.Charset.Length == 0
        || HeaderUtilities.RemoveQuotes(range.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
