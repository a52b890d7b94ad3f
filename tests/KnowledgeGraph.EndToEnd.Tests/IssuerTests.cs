using System.Security.Cryptography;
using System.Text.Json;
using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests;

/// <summary>Tokens of an OpenID Connect issuer, by settings alone.</summary>
public sealed class IssuerTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private TestIssuer _issuer = null!;
    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        _server = await RunningServer.StartAsync(
            new Dictionary<string, string>
            {
                ["KNOWLEDGEGRAPH_SIGNIN__ISSUER"] = _issuer.Name,
                ["KNOWLEDGEGRAPH_SIGNIN__AUDIENCE"] = "community",
                ["KNOWLEDGEGRAPH_SIGNIN__MEMBERCLAIM"] = "preferred_username",
                ["KNOWLEDGEGRAPH_SIGNIN__ROLECLAIM"] = "roles",
                ["KNOWLEDGEGRAPH_SIGNIN__TIERCLAIM"] = "groups",
            },
            _folder.PathOf("data"), "--empty");
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_claims_say_who_somebody_is_under_the_names_of_the_settings()
    {
        var moderator = _issuer.Token(new() { ["roles"] = new[] { "offline_access", "MODERATOR" } });
        _server.SignIn(moderator);
        var made = await _server.QueryAsync("""
            mutation { createMember(input: { id: "member:ann", displayName: "Ann" }) { userErrors { code } } }
            """);
        Assert.Empty(made.GetProperty("createMember").GetProperty("userErrors").EnumerateArray());

        Assert.Equal(
            """{"viewer":{"role":"MODERATOR","tiers":["gold"],"member":{"id":"member:ann"}}}""",
            await WhoAmIAsync(_issuer.Token(new()
            {
                ["preferred_username"] = "ann", ["roles"] = new[] { "curator", "moderator", "emperor" },
                ["groups"] = new[] { "gold" },
            })));
        // Whoever the issuer knows is a member, whatever else it does not say.
        Assert.Equal(
            """{"viewer":{"role":"MEMBER","tiers":[],"member":null}}""", await WhoAmIAsync(_issuer.Token([])));
    }

    [Fact]
    public async Task A_token_that_is_not_right_is_refused()
    {
        using var stranger = RSA.Create(2048);
        (string Name, string Token)[] wrong =
        [
            ("another issuer", _issuer.Token(new() { ["iss"] = "https://elsewhere.example" })),
            ("another audience", _issuer.Token(new() { ["aud"] = "shop" })),
            ("no audience", _issuer.Token(new() { ["aud"] = null })),
            ("without an end", _issuer.Token(new() { ["exp"] = null })),
            ("ended", _issuer.Token(new() { ["exp"] = DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeSeconds() })),
            ("not yet", _issuer.Token(new() { ["nbf"] = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds() })),
            ("a stranger's key", _issuer.Token([], stranger)),
            ("the public key as secret", _issuer.ConfusedToken([])),
            ("this server's own kind", AccessToken.Of("", "ADMINISTRATOR", key: new byte[32])),
        ];
        foreach (var (name, token) in wrong)
        {
            _server.SignIn(token);
            var (status, body) = await _server.SendAsync("{ viewer { role } }");
            Assert.True(status == 401, $"{name}: {status} {body}");
        }
    }

    [Fact]
    public async Task A_new_key_of_the_issuer_is_learned_of()
    {
        await WhoAmIAsync(_issuer.Token([]));
        _issuer.NewKey();
        var token = _issuer.Token(new() { ["roles"] = "CURATOR" });
        for (var attempt = 0; attempt < 50; attempt++)
        {
            _server.SignIn(token);
            var (status, body) = await _server.SendAsync("{ viewer { role } }");
            if (status == 200)
            {
                Assert.Equal("CURATOR", body.GetProperty("data").GetProperty("viewer").GetProperty("role").GetString());
                return;
            }

            Assert.Equal(401, status);
            await Task.Delay(100);
        }

        Assert.Fail("The new key was never learned of.");
    }

    [Fact]
    public async Task Where_the_issuer_cannot_be_reached_tokens_are_refused_and_the_public_reads_on()
    {
        var token = _issuer.Token([]);
        await _issuer.DisposeAsync();
        _server.SignIn(token);
        var (status, body) = await _server.SendAsync("{ viewer { role } }");
        Assert.True(status == 401, $"{status} {body}");
        _server.SignIn(null);
        (status, body) = await _server.SendAsync("{ topics(first: 1) { totalCount } }");
        Assert.True(status == 200, $"{status} {body}");
    }

    private async Task<string> WhoAmIAsync(string token)
    {
        _server.SignIn(token);
        var data = await _server.QueryAsync("{ viewer { role tiers member { id } } }");
        return JsonSerializer.Serialize(data);
    }
}
