using System.Buffers;
using System.Text.Json;

namespace KnowledgeGraph.Storage.Neo4j.Http;

/// <summary>Takes one row of an answer: at its `[` when called, and anywhere within it when it returns.</summary>
internal delegate void RowHandler(ref Utf8JsonReader row);

/// <summary>What stands in an answer beside its rows.</summary>
internal sealed class ResponseEnd
{
    public string? TransactionId { get; set; }

    public List<string> Bookmarks { get; } = [];

    /// <summary>The first error: code and message.</summary>
    public (string Code, string Message)? Error { get; set; }
}

/// <summary>
/// Reads an answer of the Query API as it arrives: each row goes to the handler as soon as all of it is there, and
/// no more than the longest row is held. For one answer.
/// </summary>
internal sealed class ResponseReader(Stream body, RowHandler onRow) : IDisposable
{
    private enum Place
    {
        Top,
        Data,
        Rows,
    }

    private readonly ResponseEnd _end = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
    private int _start;
    private int _length;
    private JsonReaderState _state;
    private Place _place = Place.Top;
    private bool _complete;

    /// <exception cref="JsonException">It is no such answer, or it ends too early.</exception>
    public async Task<ResponseEnd> ReadAsync(Action alive, CancellationToken cancellation)
    {
        var isFinal = false;
        while (true)
        {
            Consume(isFinal);
            if (isFinal) break;
            MakeRoom();
            var read = await body.ReadAsync(_buffer.AsMemory(_length), cancellation).ConfigureAwait(false);
            alive();
            _length += read;
            isFinal = read == 0;
        }
        return _complete ? _end : throw new JsonException("The answer ends too early.");
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._length).CopyTo(_buffer);
            _length -= _start;
            _start = 0;
        }
        if (_length < _buffer.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(checked(_buffer.Length * 2));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private void Consume(bool isFinal)
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start.._length), isFinal, _state);
        while (!_complete)
        {
            var before = reader;
            if (reader.Read() && Take(ref reader)) continue;
            reader = before;
            break;
        }
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    /// <summary>False where what begins here is not all there yet.</summary>
    private bool Take(ref Utf8JsonReader reader)
    {
        switch (_place)
        {
            case Place.Rows when reader.TokenType == JsonTokenType.StartArray:
                var row = reader;
                if (!reader.TrySkip()) return false;
                onRow(ref row);
                return true;
            case Place.Rows:
                _place = Place.Data;
                return true;
            case Place.Data when reader.TokenType == JsonTokenType.EndObject:
                _place = Place.Top;
                return true;
            case Place.Data when reader.ValueTextEquals("values"u8):
                return Enter(ref reader, Place.Rows);
            case Place.Data:
                return reader.TrySkip();
            default:
                return TakeTop(ref reader);
        }
    }

    private bool TakeTop(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject) return true;
        if (reader.TokenType == JsonTokenType.EndObject) return _complete = true;
        if (reader.TokenType != JsonTokenType.PropertyName) throw new JsonException("It is no answer of Neo4j.");
        if (reader.ValueTextEquals("data"u8)) return Enter(ref reader, Place.Data);

        var part = reader;
        if (!reader.TrySkip()) return false;
        if (part.ValueTextEquals("errors"u8)) ReadError(ref part);
        else if (part.ValueTextEquals("bookmarks"u8)) ReadBookmarks(ref part);
        else if (part.ValueTextEquals("transaction"u8)) ReadTransaction(ref part);
        return true;
    }

    private bool Enter(ref Utf8JsonReader reader, Place place)
    {
        if (!reader.Read()) return false;
        if (reader.TokenType != JsonTokenType.Null) _place = place;
        return true;
    }

    private void ReadError(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) return;
        string code = "", message = "";
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.EndObject) _end.Error ??= (code, message);
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            var isCode = reader.ValueTextEquals("code"u8);
            var isMessage = reader.ValueTextEquals("message"u8);
            reader.Read();
            if (isCode) code = reader.GetString() ?? "";
            else if (isMessage) message = reader.GetString() ?? "";
            else reader.Skip();
        }
    }

    private void ReadBookmarks(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            if (reader.TokenType == JsonTokenType.String) _end.Bookmarks.Add(reader.GetString()!);
    }

    private void ReadTransaction(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            var isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isId) _end.TransactionId = reader.GetString();
        }
    }
}
