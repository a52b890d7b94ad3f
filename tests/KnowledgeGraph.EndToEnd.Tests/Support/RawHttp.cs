using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KnowledgeGraph.EndToEnd.Tests.Support;

/// <summary>Bytes sent as they are, well-formed or not, and what comes back.</summary>
internal static class RawHttp
{
    /// <summary>The server closed the connection without an answer.</summary>
    public const int Closed = 0;

    /// <summary>There was no answer in time.</summary>
    public const int TimedOut = -1;

    // A request that lacks its end is not answered: after so long the server is told that nothing more comes.
    private static readonly TimeSpan WholeAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends a request on a connection of its own.</summary>
    /// <returns>The status, <see cref="Closed"/> or <see cref="TimedOut"/>.</returns>
    public static async Task<int> SendAsync(int port, ReadOnlyMemory<byte> request, TimeSpan patience)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var end = new CancellationTokenSource(patience);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), end.Token);
            await socket.SendAsync(request, end.Token);
            var answer = ReadAsync(socket, end.Token);
            if (await Task.WhenAny(answer, Task.Delay(WholeAfter, end.Token)) != answer)
                socket.Shutdown(SocketShutdown.Send);
            return await answer;
        }
        catch (OperationCanceledException)
        {
            return TimedOut;
        }
        catch (SocketException)
        {
            return Closed;
        }
    }

    private static async Task<int> ReadAsync(Socket socket, CancellationToken end)
    {
        var buffer = new byte[4096];
        var length = 0;
        while (true)
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(Math.Min(length, 64)), end);
            if (count == 0) break;
            length += count;
        }

        return length < 12 ? Closed : int.Parse(Encoding.ASCII.GetString(buffer, 9, 3));
    }
}
