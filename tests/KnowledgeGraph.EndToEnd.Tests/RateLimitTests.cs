using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests;

/// <summary>Each reader has its own measure of requests and of cost.</summary>
public sealed class RateLimitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Too_many_requests_of_one_reader_are_told_when_to_come_back()
    {
        await using var server = await RunningServer.StartAsync(
            new Dictionary<string, string> { ["KNOWLEDGEGRAPH_RATELIMITS__REQUESTSPERMINUTE"] = "20" },
            _folder.PathOf("data"), "--empty");
        server.SignIn(null);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            using var response = await AskAsync(server, "{ __typename }");
            statuses.Add(response.StatusCode);
            if (response.StatusCode != HttpStatusCode.TooManyRequests) continue;
            Assert.True(response.Headers.RetryAfter!.Delta > TimeSpan.Zero);
            Assert.Equal("RATE_LIMITED", await CodeAsync(response));
        }

        Assert.Contains(HttpStatusCode.OK, statuses);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        // Another reader has not spent anything.
        server.SignIn(AccessToken.Of(_folder.PathOf("data"), "MEMBER", "member:ann"));
        using var other = await AskAsync(server, "{ __typename }");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task What_is_dear_is_spent_sooner()
    {
        await using var server = await RunningServer.StartAsync(
            new Dictionary<string, string> { ["KNOWLEDGEGRAPH_RATELIMITS__COSTPERMINUTE"] = "400" },
            _folder.PathOf("data"), "--empty");
        const string Dear = "{ topics(first: 100) { nodes { documents(first: 100) { totalCount } } } }";
        using (var first = await AskAsync(server, Dear)) Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var second = await AskAsync(server, Dear);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.True(second.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal("RATE_LIMITED", await CodeAsync(second));
    }

    [Fact]
    public async Task What_a_request_may_cost_depends_on_the_role_of_who_asks()
    {
        var data = _folder.PathOf("data");
        await using var server = await RunningServer.StartAsync(
            new Dictionary<string, string>
            {
                ["KNOWLEDGEGRAPH_LIMITS__COSTMAX"] = "50",
                ["KNOWLEDGEGRAPH_LIMITS__ROLECOSTMAX__curator"] = "5000",
                ["KNOWLEDGEGRAPH_LIMITS__ROLEEXECUTIONSECONDSMAX__CURATOR"] = "20",
            },
            data, "--empty");
        const string Dear = "{ topics(first: 100) { nodes { id } } }";
        server.SignIn(null);
        using (var anonymous = await AskAsync(server, Dear)) Assert.Equal("COST_EXCEEDED", await CodeAsync(anonymous));
        server.SignIn(AccessToken.Of(data, "MEMBER", "member:ann"));
        using (var member = await AskAsync(server, Dear)) Assert.Equal("COST_EXCEEDED", await CodeAsync(member));
        server.SignIn(AccessToken.Of(data, "CURATOR", "member:cleo"));
        using var curator = await AskAsync(server, Dear);
        Assert.DoesNotContain("errors", await curator.Content.ReadAsStringAsync());
    }

    private static Task<HttpResponseMessage> AskAsync(RunningServer server, string query) =>
        server.Client.PostAsJsonAsync("/graphql", new { query });

    private static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return body.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();
    }
}
