using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using KnowledgeGraph.GraphQL.AspNetCore;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Tests.GraphQL.Execution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.AspNetCore;

/// <summary>https://graphql.github.io/graphql-over-http/draft/, over a server in memory.</summary>
public sealed class GraphQLHttpTests : IAsyncLifetime
{
    private const string GraphQLResponse = "application/graphql-response+json";
    private const string Json = "application/json";

    private const string Sdl = """
        type Query { hello(name: String = "you"): String  broken: String  must: Int!  long(count: Int!): [Row!]! }
        type Row { id: ID! text: String }
        type Mutation { set(n: Int!): Int }
        """;

    private readonly WebApplication _application;
    private HttpClient _client = null!;

    public GraphQLHttpTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(PlainSchema.Build(Sdl));
        _application = builder.Build();
        var options = new GraphQLHttpOptions { BodyLengthMax = 4096 };
        _application.MapGraphQL("/graphql", options);
        _application.MapGraphQL("/draft", options with { UsePartialSuccess = true, UseUnprocessableContent = true });
        _application.MapGraphQL(
            "/state", options with { CreateState = context => $"{context.Request.Headers["X-Who"]}" }, RootsExecutor());
        _application.MapGraphQL("/roots", options, RootsExecutor());
    }

    public async Task InitializeAsync()
    {
        await _application.StartAsync();
        _client = _application.GetTestClient();
        _client.DefaultRequestHeaders.Add("GraphQL-Require-Preflight", "1");
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _application.DisposeAsync();
    }

    [Theory]
    [InlineData(null, Json)]
    [InlineData("*/*", Json)]
    [InlineData(Json, Json)]
    [InlineData(GraphQLResponse, GraphQLResponse)]
    [InlineData("application/graphql-response+json, application/json;q=0.9", GraphQLResponse)]
    [InlineData("application/json;q=0.5, application/graphql-response+json", GraphQLResponse)]
    [InlineData("application/json, application/graphql-response+json", Json)]
    [InlineData("application/json, text/plain, */*", Json)]
    [InlineData("text/html, application/*;q=0.8", Json)]
    [InlineData("application/json; charset=utf-8", Json)]
    [InlineData("application/graphql-response+json; charset=utf-8, multipart/mixed", GraphQLResponse)]
    public async Task The_media_type_is_the_favourite_of_the_client(string? accept, string expected)
    {
        var response = await PostAsync("""{"query":"{__typename}"}""", accept);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"{expected}; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("""{"data":{"__typename":"Query"}}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json;q=0, application/graphql-response+json;q=0")]
    public async Task A_client_that_takes_neither_media_type_is_told_so(string accept)
    {
        var response = await PostAsync("""{"query":"{__typename}"}""", accept);
        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
        Assert.Contains("Accept", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("""{"query":"{hello}"}""", 200, 200, 200)]
    [InlineData("""{"query":"{hello must}"}""", 200, 200, 294)]
    [InlineData("""{"query":"{hello"}""", 200, 400, 400)]
    [InlineData("""{"query":"{unknown}"}""", 200, 400, 422)]
    [InlineData("""{"query":"query A{hello} query B{hello}"}""", 200, 400, 422)]
    [InlineData("""{"query":"query($n:Int!){long(count:$n){id}}","variables":{"n":"x"}}""", 200, 400, 422)]
    public async Task The_status_tells_how_it_went(string body, int legacy, int modern, int draft)
    {
        Assert.Equal(legacy, (int)(await PostAsync(body, Json)).StatusCode);
        Assert.Equal(modern, (int)(await PostAsync(body, GraphQLResponse)).StatusCode);
        Assert.Equal(draft, (int)(await PostAsync(body, GraphQLResponse, "/draft")).StatusCode);
        Assert.Equal(legacy, (int)(await PostAsync(body, Json, "/draft")).StatusCode);
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("{", "line 1, byte 2")]
    [InlineData("{\"query\":\"{hello}\",\n]", "line 2, byte 1")]
    [InlineData("""{"query":"{hello}"} {}""", "not JSON")]
    [InlineData("\"text\"", "JSON object")]
    [InlineData("{}", "no query")]
    [InlineData("""{"query":null}""", "no query")]
    [InlineData("""{"query":7}""", "\"query\\u0022 must be a string")]
    [InlineData("""{"query":"{hello}","variables":7}""", "must be an object or null")]
    [InlineData("""{"query":"{hello}","extensions":"x"}""", "must be an object or null")]
    [InlineData("""{"query":"{hello}","operationName":1}""", "must be a string or null")]
    [InlineData("""{"query":"{hello}","variables":{"x":"\ud800"}}""", "Unicode")]
    [InlineData("""{"query":"{hello} \ud800"}""", "Unicode")]
    public async Task A_request_that_is_none_is_refused_and_says_where(string body, string reason)
    {
        var response = await PostAsync(body, GraphQLResponse);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync();
        using var json = JsonDocument.Parse(text);
        Assert.False(json.RootElement.TryGetProperty("data", out _));
        var message = json.RootElement.GetProperty("errors")[0].GetProperty("message").GetString();
        Assert.Contains(reason.Replace("\\u0022", "\""), message);
    }

    [Theory]
    [InlineData("""{"query":"{hello}","unknown":{"deep":[1,{"x":2}]},"id":null}""")]
    [InlineData("""{"variables":null,"operationName":null,"extensions":null,"query":"{hello}"}""")]
    [InlineData("""{"query":"{hello}","extensions":{"trace":true},"operationName":""}""")]
    [InlineData("\uFEFF{\"query\":\"{hello}\"}")]
    [InlineData("""{"query":"{\u0068ello}"}""")]
    public async Task What_is_not_known_or_null_is_ignored(string body)
    {
        var response = await PostAsync(body, Json);
        Assert.Equal("""{"data":{"hello":null}}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("application/json;charset=\"UTF-8\"", 200)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData(null, 415)]
    public async Task Only_JSON_in_UTF_8_is_taken(string? contentType, int status)
    {
        using var content = new ByteArrayContent("""{"query":"{hello}"}"""u8.ToArray());
        if (contentType is not null) content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        var response = await _client.PostAsync("/graphql", content);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_before_it_is_parsed()
    {
        var body = $$$"""{"query":"{hello}","extensions":{"x":"{{{new string('x', 5000)}}}"}}""";
        foreach (var isChunked in new[] { false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = Body(body) };
            if (isChunked) request.Headers.TransferEncodingChunked = true;
            var response = await _client.SendAsync(request);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
            Assert.Contains("LIMIT_EXCEEDED", await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_query_may_come_by_GET()
    {
        var response = await _client.GetAsync(
            "/graphql?query=" + Uri.EscapeDataString("query A($c:Int!){long(count:$c){id}} query B{hello}")
            + "&operationName=B&variables=" + Uri.EscapeDataString("""{"c":1}"""));
        Assert.Equal("""{"data":{"hello":null}}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_mutation_may_not_come_by_GET()
    {
        var response = await _client.GetAsync("/graphql?query=" + Uri.EscapeDataString("mutation{set(n:1)}"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("POST", response.Content.Headers.Allow.Single());
    }

    [Theory]
    [InlineData("/graphql", 400)]
    [InlineData("/graphql?query=", 400)]
    [InlineData("/graphql?query={hello}&variables=[]", 400)]
    [InlineData("/graphql?query={hello}&variables={", 400)]
    [InlineData("/graphql?query={hello}&extensions=1", 400)]
    [InlineData("/graphql?query={hello}&variables=null", 200)]
    public async Task A_GET_that_is_none_is_refused(string path, int status) =>
        Assert.Equal(status, (int)(await _client.GetAsync(path)).StatusCode);

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Other_methods_are_not_allowed(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/graphql");
        var response = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(60_000)]
    public async Task Answers_of_any_length_arrive_whole(int count)
    {
        for (var time = 0; time < 2; time++)
        {
            var response = await PostAsync($$$"""{"query":"{long(count:{{{count}}}){id text}}"}""", Json, "/roots");
            // Once the content is buffered it has a length anyhow.
            var hasLength = response.Content.Headers.ContentLength is not null;
            using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
            var rows = json.RootElement.GetProperty("data").GetProperty("long");
            Assert.Equal(count, rows.GetArrayLength());
            Assert.Equal($"row-{count - 1}", rows[count - 1].GetProperty("id").GetString());
            Assert.Equal(count < 1_000, hasLength);
        }
    }

    [Fact]
    public async Task Resolvers_get_the_state_that_the_host_makes_of_the_request()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/state");
        request.Content = Body("""{"query":"{hello}"}""");
        request.Headers.Add("X-Who", "me");
        var response = await _client.SendAsync(request);
        Assert.Equal("""{"data":{"hello":"you, said me"}}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_internal_error_does_not_show_its_text()
    {
        var response = await PostAsync("""{"query":"{broken}"}""", GraphQLResponse, "/roots");
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("secret", text);
        Assert.Contains("INTERNAL_ERROR", text);
    }

    private static GraphQLExecutor RootsExecutor() => ResolverSchema.Build(Sdl, builder =>
    {
        builder.Object<Root>("Query")
            .Each("hello", (_, context) => $"{context.String("name")}, said {context.State<string>()}")
            .Each<string?>("broken", (_, _) => throw new InvalidOperationException("secret"))
            .Each("must", (_, _) => 1)
            .EachObjects<int>("long", (_, context) => [.. Enumerable.Range(0, context.Int32("count") ?? 0)]);
        builder.Object<int>("Row")
            .Each("id", (row, _) => $"row-{row}")
            .Each("text", (row, _) => new string('x', row % 50));
        builder.Object<Root>("Mutation").Each("set", (_, context) => context.Int32("n"));
    });

    private async Task<HttpResponseMessage> PostAsync(string body, string? accept, string path = "/graphql")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Body(body) };
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static ByteArrayContent Body(string text)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue(Json);
        return content;
    }
}
