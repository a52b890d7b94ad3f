using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace KnowledgeGraph.EndToEnd.Tests.Support;

/// <summary>Tokens as RFC 7519 has them, made without the program: from the key in its data folder.</summary>
internal static class AccessToken
{
    public static string Of(
        string data, string role, string? member = null, string[]? tiers = null, TimeSpan? lifetime = null,
        string issuer = "knowledgegraph", string algorithm = "HS256", byte[]? key = null)
    {
        var now = DateTimeOffset.UtcNow;
        var claims = new Dictionary<string, object>
        {
            ["iss"] = issuer,
            ["aud"] = "knowledgegraph",
            ["role"] = role,
            ["tier"] = tiers ?? [],
            ["nbf"] = now.AddHours(-1).ToUnixTimeSeconds(),
            ["exp"] = (now + (lifetime ?? TimeSpan.FromHours(1))).ToUnixTimeSeconds(),
        };
        if (member is not null) claims["sub"] = member;
        var head = Part(new { alg = algorithm, typ = "JWT" });
        var text = $"{head}.{Part(claims)}";
        key ??= File.ReadAllBytes(Path.Combine(data, "signing.key"));
        var signature = algorithm == "none" ? "" : Base64Url.EncodeToString(
            HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text)));
        return $"{text}.{signature}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
