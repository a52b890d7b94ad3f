using System.Net;
using System.Net.Http.Json;
using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests;

/// <summary>What the settings open and close.</summary>
public sealed class AccessSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.PathOf("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reading_can_be_closed_to_whoever_brings_no_token()
    {
        await using var server = await StartAsync("ACCESS__ANONYMOUSREADS", "false");
        server.SignIn(null);
        foreach (var query in (string[])["{ __schema { queryType { name } } }", "{ topics(first: 1) { totalCount } }"])
            Assert.Equal(401, (await server.SendAsync(query)).Status);
        Assert.Equal("ok\n", await server.Client.GetStringAsync("/healthz"));
        server.SignIn(AccessToken.Of(Data, "MEMBER"));
        Assert.Equal(200, (await server.SendAsync("{ topics(first: 1) { totalCount } }")).Status);
    }

    [Fact]
    public async Task A_kind_has_the_access_that_is_set_for_it_where_a_node_does_not_say()
    {
        await using var server = await StartAsync("ACCESS__DEFAULTS__TOPIC", "members");
        const string Create =
            "mutation ($input: CreateTopicInput!) { createTopic(input: $input) { topic { access } } }";
        var made = await server.QueryAsync(Create, new { input = new { name = "By default" } });
        Assert.Equal("""{"createTopic":{"topic":{"access":"members"}}}""", made.GetRawText());
        made = await server.QueryAsync(Create, new { input = new { name = "As it says", access = "public" } });
        Assert.Equal("""{"createTopic":{"topic":{"access":"public"}}}""", made.GetRawText());
        server.SignIn(null);
        var seen = await server.QueryAsync("{ topics(first: 9) { totalCount nodes { name } } }");
        Assert.Equal("""{"topics":{"totalCount":1,"nodes":[{"name":"As it says"}]}}""", seen.GetRawText());
    }

    [Fact]
    public async Task Pages_of_the_origins_that_are_named_may_ask_and_no_others()
    {
        await using var server = await StartAsync("HTTP__ALLOWEDORIGINS", "https://app.example.org");
        foreach (var (origin, allowed) in
            new[] { ("https://app.example.org", true), ("https://evil.example.org", false) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, "/graphql");
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
            using var response = await server.Client.SendAsync(request);
            Assert.Equal(allowed, response.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task Listening_beyond_loopback_is_warned_of()
    {
        await using var process = ProgramProcess.Start(
            "serve", "--data", Data, "--empty", "--urls", "http://0.0.0.0:0");
        await process.WaitForOutputAsync("Listening beyond loopback without TLS");
        Assert.Contains("Changes need a token", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_changed_by_whom_is_in_the_audit_and_an_erased_member_is_not()
    {
        await using var server = await RunningServer.StartAsync(Data, "--empty");
        server.SignIn(AccessToken.Of(Data, "ADMINISTRATOR", "member:root"));
        await server.QueryAsync("""
            mutation { createMember(input: {id: "member:zephyrine", displayName: "Zephyrine"}) { userErrors { code } } }
            """);
        var export = await server.QueryAsync("{ exportMember(id: \"member:zephyrine\") { lineCount lines } }");
        Assert.Contains("Zephyrine", export.GetRawText());

        const string Audit = "{ auditLog(first: 5) { entries { actor action targets subject requestId } } }";
        var audit = (await server.QueryAsync(Audit)).GetProperty("auditLog").GetProperty("entries");
        Assert.Equal(
            ["exportMember member:root member:zephyrine", "createMember member:root member:zephyrine"],
            audit.EnumerateArray().Select(entry =>
                $"{entry.GetProperty("action")} {entry.GetProperty("actor")} {entry.GetProperty("targets")[0]}"));
        Assert.All(audit.EnumerateArray(), entry => Assert.NotEmpty(entry.GetProperty("requestId").GetString()!));

        var erased = await server.QueryAsync("""
            mutation { eraseMember(input: {id: "member:zephyrine"}) { erased isScrubbed userErrors { code } } }
            """);
        Assert.Equal("""{"eraseMember":{"erased":1,"isScrubbed":true,"userErrors":[]}}""", erased.GetRawText());
        Assert.DoesNotContain("ephyrine", (await server.QueryAsync(Audit)).GetRawText());
        var gone = await server.QueryAsync("{ member(id: \"member:zephyrine\") { id } }");
        Assert.Equal("""{"member":null}""", gone.GetRawText());
        var back = await server.QueryAsync("""
            mutation { createMember(input: {id: "member:zephyrine", displayName: "Z"}) { userErrors { code } } }
            """);
        Assert.Contains("MEMBER_ERASED", back.GetRawText());

        server.SignIn(AccessToken.Of(Data, "MODERATOR"));
        using var response = await server.Client.PostAsJsonAsync("/graphql", new { query = Audit });
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private Task<RunningServer> StartAsync(string key, string value) => RunningServer.StartAsync(
        new Dictionary<string, string> { [$"KNOWLEDGEGRAPH_{key}"] = value }, Data, "--empty");
}
