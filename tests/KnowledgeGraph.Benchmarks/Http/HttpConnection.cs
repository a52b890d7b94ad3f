using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KnowledgeGraph.Benchmarks.Http;

/// <summary>
/// One keep-alive connection that sends requests made beforehand and reads answers whole. Blocking, without garbage, so
/// that the load generator costs little beside the server. Not safe for use by two threads.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[1 << 20];
    private int _start;
    private int _end;

    public HttpConnection(IPEndPoint server) => _socket.Connect(server);

    /// <summary>A POST of a JSON body, as bytes for <see cref="Send"/>.</summary>
    public static byte[] Post(string path, string json, int port, string? token = null) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n" +
        (token is null ? "" : $"Authorization: Bearer {token}\r\n") +
        $"Accept: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    /// <summary>Sends a request and reads the answer; the body is valid until the next call.</summary>
    public (int Status, ReadOnlyMemory<byte> Body) Send(ReadOnlySpan<byte> request)
    {
        _socket.Send(request);
        _start = _end = 0;
        var headEnd = Find("\r\n\r\n"u8, 0) + 4;
        var head = _buffer.AsSpan(0, headEnd);
        var status = Number(head[9..12]);
        var lengthAt = head.IndexOf("ontent-Length: "u8);
        if (lengthAt < 0) lengthAt = head.IndexOf("ontent-length: "u8);
        if (lengthAt < 0) return (status, ReadChunked(headEnd));
        var length = Number(head[(lengthAt + 15)..]);
        Fill(headEnd + length);
        return (status, _buffer.AsMemory(headEnd, length));
    }

    public void Dispose() => _socket.Dispose();

    private Memory<byte> ReadChunked(int position)
    {
        var body = position;
        while (true)
        {
            var lineEnd = Find("\r\n"u8, position);
            var length = Number(_buffer.AsSpan(position, lineEnd - position), 'x');
            Fill(lineEnd + 2 + length + 2);
            if (length == 0) return _buffer.AsMemory(_start, body - _start);
            if (_start == 0) _start = body;
            _buffer.AsSpan(lineEnd + 2, length).CopyTo(_buffer.AsSpan(body));
            body += length;
            position = lineEnd + 2 + length + 2;
        }
    }

    private static int Number(ReadOnlySpan<byte> digits, char format = 'D') =>
        Utf8Parser.TryParse(digits, out int number, out _, format)
            ? number
            : throw new IOException("The answer is not HTTP/1.1 as it is understood here.");

    private int Find(ReadOnlySpan<byte> what, int from)
    {
        while (true)
        {
            var at = _buffer.AsSpan(from, _end - from).IndexOf(what);
            if (at >= 0) return from + at;
            Fill(_end + 1);
        }
    }

    private void Fill(int end)
    {
        if (end > _buffer.Length) Array.Resize(ref _buffer, Math.Max(end, _buffer.Length * 2));
        while (_end < end)
        {
            var count = _socket.Receive(_buffer.AsSpan(_end));
            if (count == 0) throw new IOException("The server closed the connection.");
            _end += count;
        }
    }
}
