using System.Text;
using KnowledgeGraph.GraphQL.AspNetCore;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Tests.GraphQL.Execution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.AspNetCore;

/// <summary>What is put off, over each media type that can carry it, and as each client asks for it.</summary>
public sealed class IncrementalHttpTests : IAsyncLifetime
{
    private const string Sdl = IncrementalTests.Directives + """

        type Query { quick: String  slow: String  list: [Int!] }
        type Subscription { count: Int }
        """;

    private const string Query = """{"query":"{quick ...@defer(label:\"l\"){slow}}"}""";
    private const string Whole = """{"data":{"quick":"q","slow":"s"}}""";
    private const string Newer1 =
        """{"data":{"quick":"q"},"pending":[{"id":"0","path":[],"label":"l"}],"hasNext":true}""";

    private const string Newer2 =
        """{"incremental":[{"id":"0","data":{"slow":"s"}}],"completed":[{"id":"0"}],"hasNext":false}""";

    private const string Older1 = """{"data":{"quick":"q"},"hasNext":true}""";
    private const string Older2 = """{"incremental":[{"data":{"slow":"s"},"path":[],"label":"l"}],"hasNext":false}""";
    private const string Part = "\r\nContent-Type: application/json; charset=utf-8\r\n\r\n";

    private readonly WebApplication _application;
    private readonly TaskCompletionSource _gate = new();
    private HttpClient _client = null!;

    public IncrementalHttpTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.MapGraphQL("/graphql", new GraphQLHttpOptions(), Executor(isSlow: false));
        _application.MapGraphQL(
            "/slow",
            new GraphQLHttpOptions { EventPingInterval = TimeSpan.FromMilliseconds(10) },
            Executor(isSlow: true));
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
    [InlineData(null, "application/json; charset=utf-8")]
    [InlineData("*/*", "application/json; charset=utf-8")]
    [InlineData("application/json", "application/json; charset=utf-8")]
    [InlineData("application/graphql-response+json", "application/graphql-response+json; charset=utf-8")]
    [InlineData("application/json, multipart/mixed;q=0", "application/json; charset=utf-8")]
    public async Task Who_names_no_stream_gets_everything_at_once(string? accept, string type)
    {
        var (contentType, body) = await PostAsync("/graphql", Query, accept);
        Assert.Equal((type, Whole), (contentType, body));
    }

    [Theory]
    [InlineData("multipart/mixed", Newer1, Newer2)]
    [InlineData("multipart/mixed;incrementalSpec=v0.2, application/json", Newer1, Newer2)]
    [InlineData("application/graphql-response+json, multipart/mixed; incrementalSpec=\"v0.2\"", Newer1, Newer2)]
    [InlineData("application/json, multipart/mixed; incrementalSpec=v0.1", Older1, Older2)]
    [InlineData("multipart/mixed;deferSpec=20220824,application/json", Older1, Older2)]
    [InlineData("multipart/mixed, text/event-stream;q=0.9", Newer1, Newer2)]
    public async Task Over_multipart(string accept, string first, string second)
    {
        var (contentType, body) = await PostAsync("/graphql", Query, accept);
        Assert.Equal("multipart/mixed; boundary=\"-\"", contentType);
        Assert.Equal($"\r\n---{Part}{first}\r\n---{Part}{second}\r\n-----\r\n", body);
    }

    [Theory]
    [InlineData("text/event-stream", Newer1, Newer2)]
    [InlineData("text/event-stream;incrementalSpec=v0.1", Older1, Older2)]
    [InlineData("application/json, text/event-stream, multipart/mixed", Newer1, Newer2)]
    public async Task Over_server_sent_events(string accept, string first, string second)
    {
        var (contentType, body) = await PostAsync("/graphql", Query, accept);
        Assert.Equal("text/event-stream; charset=utf-8", contentType);
        Assert.Equal($"event: next\ndata: {first}\n\nevent: next\ndata: {second}\n\nevent: complete\ndata:\n\n", body);
    }

    [Theory]
    [InlineData("application/jsonl", Newer1, Newer2)]
    [InlineData("application/jsonl;incrementalSpec=v0.1", Older1, Older2)]
    public async Task Over_lines(string accept, string first, string second)
    {
        var (contentType, body) = await PostAsync("/graphql", Query, accept);
        Assert.Equal("application/jsonl; charset=utf-8", contentType);
        Assert.Equal($"{first}\n{second}\n", body);
    }

    [Theory]
    [InlineData("multipart/mixed", "\r\n---" + Part + """{"data":{"quick":"q"}}""" + "\r\n-----\r\n")]
    [InlineData("application/jsonl", """{"data":{"quick":"q"}}""" + "\n")]
    [InlineData("application/jsonl, application/json;q=0.5", """{"data":{"quick":"q"}}""" + "\n")]
    [InlineData("application/json, application/jsonl", """{"data":{"quick":"q"}}""")]
    [InlineData("multipart/mixed, application/json", """{"data":{"quick":"q"}}""")]
    public async Task What_is_not_put_off_comes_whole_where_the_client_takes_that(string accept, string expected)
    {
        var (_, body) = await PostAsync("/graphql", """{"query":"{quick}"}""", accept);
        Assert.Equal(expected, body);
    }

    [Theory]
    [InlineData("text/event-stream", "event: next\n", ":\n\n")]
    [InlineData("application/jsonl", "{\"data\"", " \n")]
    [InlineData("multipart/mixed", "\r\n---", "{}")]
    public async Task A_stream_that_waits_says_that_it_goes_on(string accept, string first, string ping)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slow")
        {
            Content = new StringContent(Query, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[4096];
        var text = "";
        while (!text.Contains(ping, StringComparison.Ordinal))
            text += Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer));
        Assert.StartsWith(first, text);
        Assert.DoesNotContain("\"slow\"", text);
        _gate.SetResult();
        using var reader = new StreamReader(stream);
        Assert.Contains("\"slow\":\"s\"", await reader.ReadToEndAsync());
    }

    [Theory]
    [InlineData("application/jsonl", " \n{\"data\":{\"count\":1}}\n{\"data\":{\"count\":2}}\n")]
    [InlineData("multipart/mixed", "\r\n---" + Part + "{}\r\n---" + Part + "{\"data\":{\"count\":1}}\r\n---" + Part
        + "{\"data\":{\"count\":2}}\r\n-----\r\n")]
    public async Task Subscriptions_come_over_them_too(string accept, string expected)
    {
        var (_, body) = await PostAsync("/graphql", """{"query":"subscription{count}"}""", accept);
        Assert.Equal(expected, body);
    }

    [Fact]
    public async Task Batches_are_not_put_off()
    {
        var (_, body) = await PostAsync("/graphql", $"[{Query},{Query}]", "multipart/mixed, application/json");
        Assert.Equal($"[{Whole},{Whole}]", body);
    }

    [Theory]
    [InlineData("""{"type":"connection_init"}""", Newer1, Newer2)]
    [InlineData("""{"type":"connection_init","payload":{"incrementalSpec":"v0.1"}}""", Older1, Older2)]
    public async Task Over_WebSocket(string init, string first, string second)
    {
        var client = _application.GetTestServer().CreateWebSocketClient();
        client.SubProtocols.Add("graphql-transport-ws");
        using var socket = await client.ConnectAsync(new Uri("ws://localhost/graphql"), CancellationToken.None);
        await SubscriptionServer.SendAsync(socket, init);
        await SubscriptionServer.ReceiveAsync(socket);
        await SubscriptionServer.SendAsync(socket, $$"""{"type":"subscribe","id":"1","payload":{{Query}}}""");
        string Next(string payload) => $$"""{"type":"next","id":"1","payload":{{payload}}}""";
        Assert.Equal(Next(first), await SubscriptionServer.ReceiveAsync(socket));
        Assert.Equal(Next(second), await SubscriptionServer.ReceiveAsync(socket));
        Assert.Equal("""{"type":"complete","id":"1"}""", await SubscriptionServer.ReceiveAsync(socket));
    }

    private GraphQLExecutor Executor(bool isSlow) => ResolverSchema.Build(Sdl, schema =>
    {
        schema.Object<Root>("Query")
            .Each("quick", (_, _) => "q")
            .EachList("list", (_, _) => new[] { 1, 2, 3 })
            .EachValueAsync("slow", async ValueTask<object?> (_, _) =>
            {
                if (isSlow) await _gate.Task;
                return "s";
            });
        schema.Object<int>("Subscription").Each("count", (n, _) => n);
        schema.Subscription("count", (_, _) => ValueTask.FromResult(CountAsync()));
    });

    private static async IAsyncEnumerable<SourceEvent> CountAsync()
    {
        await Task.Yield();
        for (var n = 1; n <= 2; n++) yield return new SourceEvent(n, null);
    }

    private async Task<(string? ContentType, string Body)> PostAsync(string path, string body, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await _client.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        return (response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync());
    }
}
