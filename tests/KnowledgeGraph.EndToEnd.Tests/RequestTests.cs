using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests;

/// <summary>What a client may get wrong, and what it is told.</summary>
public sealed class RequestTests(RequestTests.EmptyServer fixture) : IClassFixture<RequestTests.EmptyServer>
{
    private RunningServer Server => fixture.Server;

    [Fact]
    public async Task An_unknown_field_is_answered_with_the_one_that_was_meant()
    {
        var error = await FailsAsync("{ topics(first: 1) { nodes { nam } } }");
        Assert.Contains("Cannot query field \"nam\" on type \"Topic\". Did you mean \"name\"", Message(error));
        Assert.Equal(30, error.GetProperty("locations")[0].GetProperty("column").GetInt32());
    }

    [Fact]
    public async Task A_variable_of_the_wrong_type_is_named()
    {
        var error = await FailsAsync(
            "query ($first: Int!) { topics(first: $first) { totalCount } }", new { first = "three" });
        Assert.Contains("$first", Message(error));
        Assert.Contains("Int", Message(error));
    }

    [Fact]
    public async Task A_query_of_a_megabyte_is_answered_without_harm()
    {
        var query = new StringBuilder("{");
        for (var index = 0; query.Length < 1_000_000; index++)
            query.Append(CultureInfo.InvariantCulture, $" a{index}: topics(first: 1) {{ totalCount }}");
        var (status, body) = await Server.SendAsync(query.Append('}').ToString());
        Assert.True(status is 200 or 400, $"{status}");
        Assert.NotEmpty(Message(body.GetProperty("errors")[0]));
        Assert.Equal(0, (await CountTopicsAsync()).GetInt32());
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Content = new ByteArrayContent(new byte[40_000_000]);
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.ExpectContinue = true;
        using var response = await Server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"{ __typename }\"")]
    public async Task A_body_that_is_no_request_is_the_clients_mistake(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Server.Client.PostAsync("/graphql", content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.NotEmpty(Message(answer.GetProperty("errors")[0]));
    }

    [Fact]
    public async Task A_mutation_does_not_come_by_GET()
    {
        const string mutation = "mutation { deleteTopic(input: {id: \"topic:a\"}) { __typename } }";
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/graphql?query={Uri.EscapeDataString(mutation)}");
        request.Headers.Add("GraphQL-Require-Preflight", "1");
        using var response = await Server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task A_host_that_is_not_this_machine_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query={__typename}");
        request.Headers.Host = "community.example";
        using var response = await Server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task An_empty_community_answers_with_empty_lists()
    {
        var data = await Server.QueryAsync(
            """
            {
              members(first: 5) { totalCount nodes { id } pageInfo { hasNextPage } }
              topic(id: "topic:none") { id }
            }
            """);
        Assert.Equal(
            """{"members":{"totalCount":0,"nodes":[],"pageInfo":{"hasNextPage":false}},"topic":null}""",
            data.GetRawText());
    }

    [Fact]
    public async Task Health_and_readiness_are_answered()
    {
        Assert.Equal("ok\n", await Server.Client.GetStringAsync("/healthz"));
        var ready = JsonDocument.Parse(await Server.Client.GetStringAsync("/readyz")).RootElement;
        Assert.True(ready.GetProperty("ready").GetBoolean());
        Assert.Equal(0, ready.GetProperty("lag").GetInt32());
    }

    [Fact]
    public async Task The_root_says_where_to_go() =>
        Assert.Contains($"{Server.Client.BaseAddress}graphql", await Server.Client.GetStringAsync("/"));

    private async Task<JsonElement> FailsAsync(string query, object? variables = null)
    {
        var (_, body) = await Server.SendAsync(query, variables);
        Assert.False(body.TryGetProperty("data", out _), body.ToString());
        return Assert.Single(body.GetProperty("errors").EnumerateArray());
    }

    private async Task<JsonElement> CountTopicsAsync()
    {
        var data = await Server.QueryAsync("{ topics(first: 1) { totalCount } }");
        return data.GetProperty("topics").GetProperty("totalCount");
    }

    private static string Message(JsonElement error) => error.GetProperty("message").GetString()!;

    /// <summary>One server for all tests of the class, without a single node.</summary>
    public sealed class EmptyServer : IAsyncLifetime, IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        internal RunningServer Server { get; private set; } = null!;

        public async Task InitializeAsync() =>
            Server = await RunningServer.StartAsync(_folder.PathOf("data"), "--empty");

        public async Task DisposeAsync() => await Server.DisposeAsync();

        public void Dispose() => _folder.Dispose();
    }
}
