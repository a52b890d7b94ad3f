using System.Buffers;
using System.IO.Pipelines;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>A request's body in one piece of pooled memory, with room for the text that is made of it.</summary>
internal sealed class RequestBody : IDisposable
{
    private byte[] _bytes = [];
    private byte[] _query = [];

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Text { get; private set; }

    /// <summary>Room for the document once its escapes are undone: never more than the body.</summary>
    public Span<byte> QueryRoom(int length)
    {
        if (_query.Length < length) _query = ArrayPool<byte>.Shared.Rent(length);
        return _query;
    }

    public ReadOnlyMemory<byte> Query(int length) => _query.AsMemory(0, length);

    /// <summary>Reads to the end; false where there is more than may be.</summary>
    /// <exception cref="IOException">The client has gone.</exception>
    public async ValueTask<bool> ReadAsync(PipeReader reader, GraphQLHttpOptions options)
    {
        while (true)
        {
            // It ends by itself when the connection does. A token would leave the read under way, which the server,
            // when it clears up behind the request, takes for a mistake.
            var read = await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            var buffer = read.Buffer;
            if (buffer.Length > options.BodyLengthMax)
            {
                reader.AdvanceTo(buffer.End);
                return false;
            }

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(buffer.Start, buffer.End);
                continue;
            }

            _bytes = ArrayPool<byte>.Shared.Rent((int)buffer.Length);
            buffer.CopyTo(_bytes);
            Text = _bytes.AsMemory(0, (int)buffer.Length);
            reader.AdvanceTo(buffer.End);
            return true;
        }
    }

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        if (_query.Length > 0) ArrayPool<byte>.Shared.Return(_query);
        _bytes = [];
        _query = [];
    }
}
