using KnowledgeGraph.GraphQL.AspNetCore;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.AspNetCore;

/// <summary>What a page of another site can have a browser send, by https://fetch.spec.whatwg.org/.</summary>
public sealed class PreflightTests
{
    [Theory]
    [InlineData("", 400)]
    [InlineData("Accept: application/graphql-response+json", 400)]
    [InlineData("Content-Type: text/plain", 400)]
    [InlineData("Content-Type:  TEXT/plain; charset=utf-8", 400)]
    [InlineData("Content-Type: application/x-www-form-urlencoded", 400)]
    [InlineData("Content-Type: multipart/form-data; boundary=a", 400)]
    [InlineData("GraphQL-Require-Preflight: ", 400)]
    [InlineData("Sec-Fetch-Site: cross-site", 400)]
    [InlineData("Sec-Fetch-Site: same-site", 400)]
    [InlineData("Sec-Fetch-Site: same-origin", 200)]
    [InlineData("Sec-Fetch-Site: none", 200)]
    [InlineData("GraphQL-Require-Preflight: 1", 200)]
    [InlineData("Apollo-Require-Preflight: true", 200)]
    [InlineData("X-Apollo-Operation-Name: A", 200)]
    [InlineData("Content-Type: application/json", 200)]
    public async Task A_GET_is_answered_only_where_a_browser_would_have_asked_first(string headers, int status)
    {
        await using var endpoint = await TestEndpoint.StartAsync();
        var answer = await endpoint.SendAsync("GET", "/graphql?query={echo}", null, headers);
        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 400, answer.Body.Contains("GraphQL-Require-Preflight", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=a")]
    public async Task A_POST_as_forms_send_it_is_never_taken(string contentType)
    {
        await using var endpoint = await TestEndpoint.StartAsync();
        var answer = await endpoint.SendAsync(
            "POST", "/graphql", """{"query":"mutation{add(n:1)}"}""", $"Content-Type: {contentType}");
        Assert.Equal(415, answer.Status);
        Assert.Equal("""{"data":{"count":0}}""", (await endpoint.PostAsync("""{"query":"{count}"}""")).Body);
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        await using var endpoint = await TestEndpoint.StartAsync(new GraphQLHttpOptions { RequirePreflight = false });
        Assert.Equal(200, (await endpoint.SendAsync("GET", "/graphql?query={echo}")).Status);
    }
}
