using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace KnowledgeGraph.EndToEnd.Tests.Support;

/// <summary>A client that reads `changes`, over server-sent events or a WebSocket.</summary>
internal abstract class ChangeStream : IDisposable
{
    protected const string Document =
        "subscription($after: String) { changes(kinds: [TOPIC], after: $after) { cursor nodeId } }";

    /// <summary>Waits for the next change; gives the node's id and the cursor to go on from.</summary>
    public abstract Task<(string NodeId, string Cursor)> NextAsync(CancellationToken cancellation);

    /// <summary>Leaves as a client does that was killed.</summary>
    public abstract void Drop();

    /// <summary>Leaves as the protocol has it.</summary>
    public abstract Task LeaveAsync();

    public abstract void Dispose();

    /// <summary>Opens one and waits until the server has taken it.</summary>
    public static Task<ChangeStream> OpenAsync(
        RunningServer server, bool isWebSocket, string? after, CancellationToken cancellation) => isWebSocket
        ? WebSocketStream.OpenAsync(server, after, cancellation)
        : EventStream.OpenAsync(server, after, cancellation);

    protected static (string NodeId, string Cursor) Read(JsonNode result)
    {
        var change = result["data"]?["changes"]
            ?? throw new InvalidOperationException($"No change: {result.ToJsonString()}");
        return ((string)change["nodeId"]!, (string)change["cursor"]!);
    }

    private sealed class EventStream(HttpResponseMessage response, StreamReader lines) : ChangeStream
    {
        public static async Task<ChangeStream> OpenAsync(
            RunningServer server, string? after, CancellationToken cancellation)
        {
            var body = new JsonObject
            {
                ["query"] = Document, ["variables"] = new JsonObject { ["after"] = null },
            };
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
            {
                Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
            };
            request.Headers.Accept.ParseAdd("text/event-stream");
            // As an EventSource does it that comes back.
            if (after is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", after);
            var response = await server.Client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            var content = response.EnsureSuccessStatusCode().Content;
            var lines = new StreamReader(await content.ReadAsStreamAsync(cancellation));
            // The server's first ping comes when the subscription is open.
            if (await lines.ReadLineAsync(cancellation) != ":") throw new InvalidOperationException("No first ping.");
            return new EventStream(response, lines);
        }

        public override async Task<(string NodeId, string Cursor)> NextAsync(CancellationToken cancellation)
        {
            var id = "";
            while (await lines.ReadLineAsync(cancellation) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
                if (!line.StartsWith("data: ", StringComparison.Ordinal)) continue;
                var (nodeId, cursor) = Read(JsonNode.Parse(line[6..])!);
                return id == cursor ? (nodeId, cursor) : throw new InvalidOperationException($"{id} is not {cursor}.");
            }

            throw new InvalidOperationException("The stream ended.");
        }

        public override void Drop() => response.Dispose();

        public override Task LeaveAsync()
        {
            response.Dispose();
            return Task.CompletedTask;
        }

        public override void Dispose()
        {
            lines.Dispose();
            response.Dispose();
        }
    }

    private sealed class WebSocketStream(ClientWebSocket socket) : ChangeStream
    {
        private readonly byte[] _buffer = new byte[16 * 1024];

        public static async Task<ChangeStream> OpenAsync(
            RunningServer server, string? after, CancellationToken cancellation)
        {
            var socket = new ClientWebSocket();
            socket.Options.AddSubProtocol("graphql-transport-ws");
            var address = new UriBuilder(server.Client.BaseAddress!) { Scheme = "ws", Path = "/graphql" }.Uri;
            await socket.ConnectAsync(address, cancellation);
            var stream = new WebSocketStream(socket);
            await stream.SendAsync("""{"type":"connection_init"}""", cancellation);
            await stream.ReceiveAsync("connection_ack", cancellation);
            var subscribe = new JsonObject
            {
                ["id"] = "1", ["type"] = "subscribe",
                ["payload"] = new JsonObject
                {
                    ["query"] = Document, ["variables"] = new JsonObject { ["after"] = after },
                },
            };
            await stream.SendAsync(subscribe.ToJsonString(), cancellation);
            return stream;
        }

        public override async Task<(string NodeId, string Cursor)> NextAsync(CancellationToken cancellation) =>
            Read((await ReceiveAsync("next", cancellation))["payload"]!);

        public override void Drop() => socket.Abort();

        public override async Task LeaveAsync()
        {
            using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await SendAsync("""{"id":"1","type":"complete"}""", end.Token);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", end.Token);
        }

        public override void Dispose() => socket.Dispose();

        private Task SendAsync(string text, CancellationToken cancellation) => socket.SendAsync(
            Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, cancellation);

        private async Task<JsonNode> ReceiveAsync(string type, CancellationToken cancellation)
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(_buffer, cancellation);
                if (received.MessageType == WebSocketMessageType.Close)
                    throw new InvalidOperationException($"Closed: {received.CloseStatusDescription}");
                var message = JsonNode.Parse(_buffer.AsSpan(0, received.Count))!;
                if ((string)message["type"]! == type) return message;
                if ((string)message["type"]! is not ("ping" or "pong"))
                    throw new InvalidOperationException(message.ToJsonString());
            }
        }
    }
}
