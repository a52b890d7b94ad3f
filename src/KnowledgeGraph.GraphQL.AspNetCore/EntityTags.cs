using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// The tags of whole responses (https://www.rfc-editor.org/rfc/rfc9110#name-etag). They are weak: the same response may
/// be sent compressed and not.
/// </summary>
internal static class EntityTags
{
    private const int BytesOfHash = 16;

    public static string Of(ReadOnlySpan<byte> response, ResponseFormat format)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(response, hash);
        return $"W/\"{Convert.ToHexStringLower(hash[..BytesOfHash])}-{(int)format}\"";
    }

    /// <summary>The client has a response with this tag.</summary>
    public static bool IsKnown(HttpRequest request, string tag)
    {
        var known = request.Headers.IfNoneMatch;
        if (known.Count == 0 || !EntityTagHeaderValue.TryParseList(known, out var tags)) return false;
        var parsed = EntityTagHeaderValue.Parse(tag);
        return tags.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(parsed, useStrongComparison: false));
    }
}
