using System.Text;
using KnowledgeGraph.GraphQL.AspNetCore;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Tests.GraphQL.Execution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace KnowledgeGraph.Tests.GraphQL.AspNetCore;

/// <summary>A server in memory whose schema counts what it is asked.</summary>
internal sealed class TestEndpoint : IAsyncDisposable
{
    private const string Sdl = """
        type Query { echo(n: Int! = 0): Int!  count: Int!  broken: Int  text(length: Int!): String!
          wait(milliseconds: Int!): Int  list: [Item!]! }
        type Item { n: Int! }
        type Mutation { add(n: Int!): Int! }
        """;

    private readonly WebApplication _application;
    private int _count;

    private TestEndpoint(Func<GraphQLExecutor, GraphQLHttpOptions> options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        _application = builder.Build();
        var executor = Executor();
        _application.MapGraphQL("/graphql", options(executor), executor);
    }

    public HttpClient Client { get; private set; } = null!;

    public static Task<TestEndpoint> StartAsync(GraphQLHttpOptions? options = null) =>
        StartAsync(_ => options ?? new GraphQLHttpOptions());

    public static async Task<TestEndpoint> StartAsync(Func<GraphQLExecutor, GraphQLHttpOptions> options)
    {
        var endpoint = new TestEndpoint(options);
        await endpoint._application.StartAsync();
        endpoint.Client = endpoint._application.GetTestClient();
        return endpoint;
    }

    /// <summary>Headers are written as `Name: value`, several with a line end between them.</summary>
    public async Task<(int Status, string Body, HttpResponseMessage Response)> SendAsync(
        string method, string target, string? body = null, string headers = "")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        if (body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        foreach (var header in headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (header[..header.IndexOf(':')], header[(header.IndexOf(':') + 1)..].Trim());
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content ??= new ByteArrayContent([]);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        var response = await Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    public Task<(int Status, string Body, HttpResponseMessage Response)> PostAsync(string body, string headers = "") =>
        SendAsync("POST", "/graphql", body, "Content-Type: application/json\n" + headers);

    public Task<(int Status, string Body, HttpResponseMessage Response)> GetAsync(
        string target, string headers = "") =>
        SendAsync("GET", target, null, "GraphQL-Require-Preflight: 1\n" + headers);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
    }

    private GraphQLExecutor Executor() => ResolverSchema.Build(Sdl, builder =>
    {
        builder.Object<Root>("Query")
            .Each("echo", (_, context) => context.Int32("n") ?? 0)
            .Each("count", (_, _) => _count)
            .Each<int?>("broken", (_, _) => throw new InvalidOperationException("secret"))
            .Each("text", (_, context) => new string('x', context.Int32("length") ?? 0))
            .EachObjects<int>("list", (_, _) => [1, 2, 3])
            .EachValueAsync("wait", async (_, context) =>
            {
                await Task.Delay(context.Int32("milliseconds")!.Value, context.CancellationToken);
                return 1;
            });
        builder.Object<int>("Item").Each("n", (n, _) => n);
        builder.Object<Root>("Mutation")
            .Each("add", (_, context) => _count += context.Int32("n") ?? 0);
    });
}
