using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using KnowledgeGraph.GraphQL.AspNetCore;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Tests.GraphQL.Execution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.AspNetCore;

/// <summary>A server in memory whose subscriptions count, and wait where they are told to.</summary>
public sealed class SubscriptionServer : IAsyncLifetime
{
    private const string Sdl = """
        type Query { hello: String }
        type Mutation { set(n: Int!): Int }
        type Subscription { count(to: Int!): Int  forever: Int  refused: Int  breaks: Int  failing: Int }
        """;

    private int _running;

    public SubscriptionServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        Application = builder.Build();
        var options = new GraphQLHttpOptions
        {
            EventPingInterval = TimeSpan.FromMilliseconds(20),
            WebSockets = new GraphQLWebSocketOptions
            {
                MessageLengthMax = 4096,
                OperationsMax = 2,
                AllowedOrigins = ["https://app.example.org"],
            },
        };
        var executor = BuildExecutor();
        Application.MapGraphQL("/graphql", options, executor);
        Application.MapGraphQL("/ending", options with { ConnectionEnd = _ => ConnectionEnd.Token }, executor);
        Application.MapGraphQL(
            "/hasty",
            options with { WebSockets = options.WebSockets with { InitTimeout = TimeSpan.FromMilliseconds(20) } },
            executor);
    }

    public WebApplication Application { get; }

    /// <summary>Sources that somebody reads.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Ends what is connected to `/ending`.</summary>
    public CancellationTokenSource ConnectionEnd { get; } = new();

    /// <summary>Feeds `forever`.</summary>
    public Channel<int> Numbers { get; } = Channel.CreateUnbounded<int>();

    public Task InitializeAsync() => Application.StartAsync();

    public async Task DisposeAsync()
    {
        await Application.DisposeAsync();
        ConnectionEnd.Dispose();
    }

    public async Task<WebSocket> ConnectAsync(
        string path = "/graphql", string? subprotocol = "graphql-transport-ws", string? origin = null)
    {
        var client = Application.GetTestServer().CreateWebSocketClient();
        if (subprotocol is not null) client.SubProtocols.Add(subprotocol);
        client.ConfigureRequest = request =>
        {
            if (origin is not null) request.Headers.Origin = origin;
        };
        return await client.ConnectAsync(new Uri($"ws://localhost{path}"), CancellationToken.None);
    }

    /// <summary>Connects and says hello.</summary>
    public async Task<WebSocket> OpenAsync()
    {
        var socket = await ConnectAsync();
        await SendAsync(socket, """{"type":"connection_init"}""");
        Assert.Equal("""{"type":"connection_ack"}""", await ReceiveAsync(socket));
        return socket;
    }

    public static Task SendAsync(WebSocket socket, string message) => socket.SendAsync(
        Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>The next message, or the code of the close.</summary>
    public static async Task<string> ReceiveAsync(WebSocket socket)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), timeout.Token);
            if (part.MessageType == WebSocketMessageType.Close) return $"{(int)socket.CloseStatus!}";
            length += part.Count;
            if (part.EndOfMessage) return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }

    /// <summary>Waits until so many sources are read.</summary>
    public async Task RunningIsAsync(int count)
    {
        for (var attempt = 0; attempt < 1000 && Running != count; attempt++) await Task.Delay(10);
        Assert.Equal(count, Running);
    }

    private GraphQLExecutor BuildExecutor() => ResolverSchema.Build(Sdl, schema =>
    {
        schema.Object<Root>("Query").Each("hello", (_, _) => "you");
        schema.Object<Root>("Mutation").Each("set", (_, context) => context.Int32("n"));
        schema.Object<int>("Subscription")
            .Each("count", (n, _) => n).Each("forever", (n, _) => n)
            .Each("refused", (n, _) => n).Each("breaks", (n, _) => n)
            .Each<int?>("failing", (_, _) => throw new GraphQLException("no"));
        schema.Subscription("count", (context, last) =>
            ValueTask.FromResult(CountAsync(last is null ? 1 : int.Parse(last) + 1, context.Int32("to")!.Value)));
        schema.Subscription("failing", (_, _) => ValueTask.FromResult(CountAsync(1, 1)));
        schema.Subscription("forever", (_, _) => ValueTask.FromResult(ForeverAsync()));
        schema.Subscription("refused", (_, _) => throw new GraphQLException("Not today.", "NOT_TODAY"));
        schema.Subscription("breaks", (_, _) => ValueTask.FromResult(BreakAsync()));
    });

    private static async IAsyncEnumerable<SourceEvent> CountAsync(int from, int to)
    {
        await Task.Yield();
        for (var n = from; n <= to; n++) yield return new SourceEvent(n, null, $"{n}");
    }

    private async IAsyncEnumerable<SourceEvent> ForeverAsync(
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _running);
        try
        {
            await foreach (var n in Numbers.Reader.ReadAllAsync(cancellation)) yield return new SourceEvent(n, null);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private static async IAsyncEnumerable<SourceEvent> BreakAsync()
    {
        await Task.Yield();
        yield return new SourceEvent(1, null);
        throw new InvalidOperationException("secret");
    }
}
