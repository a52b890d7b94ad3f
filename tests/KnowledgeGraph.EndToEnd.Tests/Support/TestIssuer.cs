using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KnowledgeGraph.EndToEnd.Tests.Support;

/// <summary>An OpenID Connect issuer as who checks its tokens sees it: metadata and public keys.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<(string Id, RSA Key)> _keys = [];

    private TestIssuer(WebApplication app) => _app = app;

    /// <summary>Its name, which is where it is found.</summary>
    public string Name => _app.Urls.Single();

    public static async Task<TestIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new TestIssuer(builder.Build());
        issuer._app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = issuer.Name, jwks_uri = $"{issuer.Name}/keys",
            id_token_signing_alg_values_supported = new[] { "RS256" },
        }));
        issuer._app.MapGet("/keys", () => Results.Json(new { keys = issuer._keys.Select(Public) }));
        issuer.NewKey();
        await issuer._app.StartAsync();
        return issuer;
    }

    /// <summary>Signs with another key from now on; those before stay good.</summary>
    public void NewKey() => _keys.Add(($"key-{_keys.Count}", RSA.Create(2048)));

    /// <summary>A token with these claims beside what every token has; a claim of null is left out.</summary>
    public string Token(Dictionary<string, object?> claims, RSA? key = null)
    {
        var (id, own) = _keys[^1];
        var text = Text(claims, new { alg = "RS256", typ = "JWT", kid = id });
        return text + "." + Base64Url.EncodeToString((key ?? own).SignData(
            Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>A token signed with the public key as if it were a secret.</summary>
    public string ConfusedToken(Dictionary<string, object?> claims)
    {
        var (id, key) = _keys[^1];
        var text = Text(claims, new { alg = "HS256", typ = "JWT", kid = id });
        var secret = key.ExportSubjectPublicKeyInfo();
        return text + "." + Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var (_, key) in _keys) key.Dispose();
    }

    private string Text(Dictionary<string, object?> claims, object head)
    {
        var now = DateTimeOffset.UtcNow;
        var all = new Dictionary<string, object?>
        {
            ["iss"] = Name, ["aud"] = "community", ["sub"] = "7f3c", ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        };
        foreach (var (name, value) in claims) all[name] = value;
        return $"{Part(head)}.{Part(all.Where(claim => claim.Value is not null).ToDictionary())}";
    }

    private static object Public((string Id, RSA Key) key)
    {
        var parameters = key.Key.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA", use = "sig", alg = "RS256", kid = key.Id,
            n = Base64Url.EncodeToString(parameters.Modulus), e = Base64Url.EncodeToString(parameters.Exponent),
        };
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
