using System.Buffers;
using System.Net.WebSockets;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// Whole messages over a WebSocket. One reader; any number of writers, who take turns. The first close counts.
/// </summary>
internal sealed class WebSocketChannel(WebSocket socket, GraphQLWebSocketOptions options) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _isClosing;

    /// <summary>What a receive gave.</summary>
    /// <param name="Length">How many bytes of the buffer the message fills.</param>
    /// <param name="IsEnd">The client has closed, and there is no message.</param>
    /// <param name="Refused">Why the message cannot be taken.</param>
    public readonly record struct Received(int Length, bool IsEnd, CloseReason? Refused);

    /// <summary>The next message, into a buffer that grows as it must.</summary>
    public async ValueTask<(Received Received, byte[] Buffer)> ReceiveAsync(
        byte[] buffer, CancellationToken cancellation)
    {
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close) return (new Received(0, true, null), buffer);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Binary)
                return (new Received(0, false, CloseReason.Invalid("Invalid message received: it is binary")), buffer);
            if (length > options.MessageLengthMax)
                return (new Received(0, false, CloseReason.MessageTooBig), buffer);
            if (part.EndOfMessage) return (new Received(length, false, null), buffer);
        }
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (Volatile.Read(ref _isClosing) != 0 || socket.State != WebSocketState.Open) return;
            await socket.SendAsync(message, WebSocketMessageType.Text, true, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Says goodbye; nothing is sent after it. Cuts the connection where the client does not take it in time. What it
    /// answers is for the reader.
    /// </summary>
    public async Task CloseAsync(CloseReason reason)
    {
        if (Interlocked.Exchange(ref _isClosing, 1) != 0) return;
        using var timeout = new CancellationTokenSource(options.CloseTimeout);
        try
        {
            await _turn.WaitAsync(timeout.Token).ConfigureAwait(false);
            try
            {
                if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                {
                    await socket.CloseOutputAsync((WebSocketCloseStatus)reason.Code, reason.Reason, timeout.Token)
                        .ConfigureAwait(false);
                }
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException)
        {
            socket.Abort();
        }
    }

    /// <summary>For the reader, after a close: takes the client's own, past whatever came before it.</summary>
    public async Task DrainAsync()
    {
        using var timeout = new CancellationTokenSource(options.CloseTimeout);
        var rest = new byte[1024];
        try
        {
            while (socket.State == WebSocketState.CloseSent)
                await socket.ReceiveAsync(rest.AsMemory(), timeout.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException)
        {
            socket.Abort();
        }
    }

    public void Dispose() => _turn.Dispose();
}
