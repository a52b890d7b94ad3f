using System.Net;
using System.Text;
using KnowledgeGraph.GraphQL.AspNetCore;
using KnowledgeGraph.Tests.GraphQL.Execution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.AspNetCore;

/// <summary>`GraphQL-Cost: report | validate`, over a server in memory.</summary>
public sealed class CostHeaderTests : IAsyncLifetime
{
    private const string Cost = """
        "cost":{"requested":3,"allowed":200000,"fieldCost":1,"typeCost":2,
        """;

    private readonly WebApplication _application;
    private HttpClient _client = null!;

    public CostHeaderTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        _application = builder.Build();
        var executor = PlainSchema.Build("type Query { a: A } type A { id: ID }");
        _application.MapGraphQL("/graphql", executor: executor, options: new GraphQLHttpOptions
        {
            CostMaxOf = context => context.Request.Headers["X-Role"] == "guest" ? 2 : null,
        });
    }

    public async Task InitializeAsync()
    {
        await _application.StartAsync();
        _client = _application.GetTestClient();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _application.DisposeAsync();
    }

    [Theory]
    [InlineData(null, """{"data":{"a":null}}""")]
    [InlineData("nonsense", """{"data":{"a":null}}""")]
    [InlineData("report", """{"data":{"a":null},"extensions":{""" + Cost)]
    [InlineData("Validate", """{"extensions":{""" + Cost)]
    public async Task The_header_asks_for_the_cost(string? header, string expected)
    {
        var (status, text) = await AskAsync(header, null);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith(expected, text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("validate")]
    public async Task Who_may_ask_for_less_is_refused_with_the_parts(string? header)
    {
        var (status, text) = await AskAsync(header, "guest");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("""{"errors":[{"message":"The request costs 3; 2 are allowed. Ask for fewer""", text);
        Assert.EndsWith(
            "\"fieldCost\":1,\"typeCost\":2,\"fields\":["
            + "{\"coordinate\":\"Query.a\",\"cost\":2,\"multiplier\":1}],\"hint\":\"Ask for fewer fields.\"}}}",
            text);
    }

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(string? header, string? role)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Content = new StringContent("""{"query":"{a{id}}"}""", Encoding.UTF8, "application/json");
        request.Headers.Add("Accept", "application/graphql-response+json");
        if (header is not null) request.Headers.Add("GraphQL-Cost", header);
        if (role is not null) request.Headers.Add("X-Role", role);
        using var response = await _client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
