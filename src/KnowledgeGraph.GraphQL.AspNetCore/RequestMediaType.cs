using Microsoft.Net.Http.Headers;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>What a body may be: JSON in UTF-8.</summary>
internal static class RequestMediaType
{
    /// <summary>Why the body cannot be taken, or null.</summary>
    public static Refusal? Check(string? contentType)
    {
        // What nearly all clients send needs no parsing.
        if (contentType is "application/json" or "application/json; charset=utf-8") return null;
        if (!MediaTypeHeaderValue.TryParse(contentType, out var mediaType)
            || !mediaType.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            return Refusals.MediaType;
        var charset = HeaderUtilities.RemoveQuotes(mediaType.Charset);
        return charset.Length == 0 || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? null
            : Refusals.Charset;
    }
}
