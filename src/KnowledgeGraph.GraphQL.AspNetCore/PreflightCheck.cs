using Microsoft.AspNetCore.Http;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// Tells requests that a page of another site can have a browser send unasked, with the user's cookies or from the
/// user's network, from those before which the browser asks (https://fetch.spec.whatwg.org/#cors-preflight-fetch). The
/// rule is that of Apollo Server's `csrfPrevention`: a content type that no form can have, or a header that no page of
/// another site can set unasked. What the browser itself says to come from this site passes too.
/// </summary>
internal static class PreflightCheck
{
    /// <summary>The header that says so; its value does not count.</summary>
    public const string Header = "GraphQL-Require-Preflight";

    private static readonly string[] Headers = [Header, "Apollo-Require-Preflight", "X-Apollo-Operation-Name"];

    private static readonly string[] SimpleTypes =
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"];

    /// <summary>No page of another site can have sent it unasked.</summary>
    public static bool Passes(HttpRequest request)
    {
        foreach (var header in Headers)
        {
            if (request.Headers[header] is [{ Length: > 0 }, ..]) return true;
        }

        return IsNotSimple(request.ContentType) || IsOfThisSite(request.Headers["Sec-Fetch-Site"].ToString());
    }

    // Pages cannot set this header: only the browser does.
    private static bool IsOfThisSite(string site) => site is "same-origin" or "none";

    private static bool IsNotSimple(string? contentType)
    {
        var type = contentType.AsSpan().Trim();
        if (!type.Contains('/')) return false;
        foreach (var simple in SimpleTypes)
        {
            if (type.StartsWith(simple, StringComparison.OrdinalIgnoreCase)) return false;
        }

        return true;
    }
}
