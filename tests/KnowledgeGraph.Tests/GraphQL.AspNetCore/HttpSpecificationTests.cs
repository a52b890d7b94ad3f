using KnowledgeGraph.GraphQL.AspNetCore;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.AspNetCore;

/// <summary>
/// The clauses of the newest draft (https://graphql.github.io/graphql-over-http/draft/), one row each, with its
/// switches on: 422 for requests that cannot be executed, 294 for partial success.
/// </summary>
public sealed class HttpSpecificationTests
{
    private const string Modern = "application/graphql-response+json";
    private const string Legacy = "application/json";
    private const string Query = """{"query":"{echo}"}""";

    [Theory]
    [InlineData("Media Types: without Accept, as application/json", "", Query, 200, Legacy)]
    [InlineData("Legacy Watershed: */* is application/json", "Accept: */*", Query, 200, Legacy)]
    [InlineData("Accept: what is asked for is given", "Accept: " + Modern, Query, 200, Modern)]
    [InlineData("Accept: weights count", $"Accept: {Legacy};q=0.1, {Modern}", Query, 200, Modern)]
    [InlineData("Accept: nothing in common is 406", "Accept: text/html", Query, 406, Legacy)]
    [InlineData("Encoding: responses are UTF-8", "Accept: " + Legacy + "; charset=utf-8", Query, 200, Legacy)]
    [InlineData("POST: Content-Type is needed", "Content-Type: ", Query, 415, Legacy)]
    [InlineData("POST: other types are 415", "Content-Type: application/graphql", "{echo}", 415, Legacy)]
    [InlineData("POST: other charsets are 415",
        "Content-Type: application/json; charset=latin1", Query, 415, Legacy)]
    [InlineData("Request: other keys are ignored", "", """{"query":"{echo}","more":1}""", 200, Legacy)]
    [InlineData("Request: keys may be null", "",
        """{"query":"{echo}","operationName":null,"variables":null,"extensions":null}""", 200, Legacy)]
    [InlineData("JSON parsing failure", "Accept: " + Modern, "{", 400, Modern)]
    [InlineData("JSON parsing failure, legacy", "Accept: " + Legacy, "{", 400, Legacy)]
    [InlineData("Invalid parameters", "Accept: " + Modern, """{"qeury":"{echo}"}""", 400, Modern)]
    [InlineData("Document parsing failure", "Accept: " + Modern, """{"query":"{"}""", 400, Modern)]
    [InlineData("Document parsing failure, legacy", "Accept: " + Legacy, """{"query":"{"}""", 200, Legacy)]
    [InlineData("Document validation failure", "Accept: " + Modern, """{"query":"{no}"}""", 422, Modern)]
    [InlineData("Document validation failure, legacy", "Accept: " + Legacy, """{"query":"{no}"}""", 200, Legacy)]
    [InlineData("Operation cannot be determined", "Accept: " + Modern,
        """{"query":"query A{echo} query B{echo}"}""", 422, Modern)]
    [InlineData("Variable coercion failure", "Accept: " + Modern,
        """{"query":"query($n:Int!){echo(n:$n)}","variables":{"n":"x"}}""", 422, Modern)]
    [InlineData("Field errors encountered during execution", "Accept: " + Modern,
        """{"query":"{echo broken}"}""", 294, Modern)]
    [InlineData("Field errors, legacy", "Accept: " + Legacy, """{"query":"{echo broken}"}""", 200, Legacy)]
    public async Task Clause(string clause, string headers, string body, int status, string type)
    {
        await using var endpoint = await TestEndpoint.StartAsync(
            new GraphQLHttpOptions { UseUnprocessableContent = true, UsePartialSuccess = true });
        var hasType = headers.StartsWith("Content-Type", StringComparison.Ordinal);
        var answer = await endpoint.SendAsync(
            "POST", "/graphql", body, hasType ? headers : $"Content-Type: application/json\n{headers}");
        Assert.True(status == answer.Status, $"{clause}: {answer.Status} {answer.Body}");
        Assert.Equal($"{type}; charset=utf-8", answer.Response.Content.Headers.ContentType!.ToString());
        Assert.Equal(status is 200 && !clause.Contains("failure", StringComparison.Ordinal) || status is 294,
            answer.Body.Contains("\"data\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET: executes queries", "GET", "?query={echo}", 200, null)]
    [InlineData("GET: operationName", "GET", "?query=query A{echo} query B{count}&operationName=A", 200, null)]
    [InlineData("GET: variables are JSON", "GET",
        "?query=query($n:Int!){echo(n:$n)}&variables={\"n\":0}", 200, null)]
    [InlineData("GET: extensions are JSON", "GET", "?query={echo}&extensions={\"a\":{\"b\":1}}", 200, null)]
    [InlineData("GET: other parameters are ignored", "GET", "?query={echo}&more=1", 200, null)]
    [InlineData("GET: without a query", "GET", "", 400, null)]
    [InlineData("GET: mutations are 405", "GET", "?query=mutation{add(n:1)}", 405, "POST")]
    [InlineData("Methods: others are 405", "PUT", "", 405, "GET, POST")]
    public async Task Clause_on_methods(string clause, string method, string query, int status, string? allow)
    {
        await using var endpoint = await TestEndpoint.StartAsync();
        var answer = await endpoint.SendAsync(method, "/graphql" + query, null, "GraphQL-Require-Preflight: 1");
        Assert.True(status == answer.Status, $"{clause}: {answer.Status} {answer.Body}");
        if (status == 200) Assert.Equal("""{"data":{"echo":0}}""", answer.Body);
        if (allow is not null) Assert.Equal(allow, string.Join(", ", answer.Response.Content.Headers.Allow));
    }
}
