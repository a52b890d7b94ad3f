using System.Buffers;

namespace KnowledgeGraph.ReadModel.Columns;

/// <summary>
/// The bytes of all texts of a snapshot, in arrays that are only ever appended to: a version reads what its slices
/// name, the writer goes on behind it. Even blobs hold texts of which the raw form is the same bytes, odd ones the
/// others. Frozen; to be shared between threads.
/// </summary>
internal sealed class TextBlobs
{
    private const int FirstBytes = 256 * 1024;
    private const int GrownBytes = 8 * 1024 * 1024;

    // Where the two kinds of blobs end; shared by all versions of a chain, touched by the one writer only.
    private readonly Tail[] _tails;
    private readonly int[] _lengths;

    private TextBlobs(byte[][] arrays, int[] lengths, Tail[] tails, long liveBytes, long writtenBytes)
    {
        Arrays = arrays;
        _lengths = lengths;
        _tails = tails;
        LiveBytes = liveBytes;
        WrittenBytes = writtenBytes;
    }

    /// <summary>No texts; each time a chain of its own.</summary>
    public static TextBlobs Empty() => From([], 0, 0);

    public byte[][] Arrays { get; }

    /// <summary>Bytes that some row names; a text that several rows share counts for each.</summary>
    public long LiveBytes { get; }

    /// <summary>Bytes ever written.</summary>
    public long WrittenBytes { get; }

    /// <summary>Takes over arrays; what is appended goes into new ones.</summary>
    public static TextBlobs From(byte[][] arrays, long liveBytes, long writtenBytes) =>
        new(arrays, Array.ConvertAll(arrays, array => array.Length), [new(), new()], liveBytes, writtenBytes);

    /// <summary>The array's bytes that are in use by this version.</summary>
    public ReadOnlySpan<byte> UsedBytes(int blob) => Arrays[blob].AsSpan(0, _lengths[blob]);

    public ReadOnlySpan<byte> Token(TextSlice slice) =>
        slice.IsMissing ? default : Arrays[slice.Blob].AsSpan(slice.Offset, slice.Length);

    /// <summary>The raw text; <paramref name="scratch"/> is grown where the text has to be unescaped into it.</summary>
    public ReadOnlySpan<byte> Raw(TextSlice slice, ref byte[] scratch) => Raw(Arrays, slice, ref scratch);

    public static ReadOnlySpan<byte> Raw(byte[][] arrays, TextSlice slice, ref byte[] scratch)
    {
        if (slice.IsMissing) return default;
        var token = arrays[slice.Blob].AsSpan(slice.Offset, slice.Length);
        if (!slice.IsEscaped) return token[1..^1];
        if (scratch.Length < token.Length) scratch = new byte[Math.Max(token.Length, scratch.Length * 2)];
        return scratch.AsSpan(0, JsonText.Unescape(token, scratch));
    }

    public Builder ToBuilder() => new(this);

    private sealed class Tail
    {
        public int Blob { get; set; } = -1;

        public int Used { get; set; }
    }

    /// <summary>The next version while it is made: for one thread.</summary>
    public sealed class Builder
    {
        private readonly ArrayBufferWriter<byte> _token = new(256);
        private readonly Tail[] _tails;
        private byte[][] _arrays;
        private int[] _lengths;

        internal Builder(TextBlobs source)
        {
            _arrays = source.Arrays;
            _lengths = [.. source._lengths];
            LiveBytes = source.LiveBytes;
            WrittenBytes = source.WrittenBytes;
            // Another version went on from the same place: leave its bytes alone, begin a blob of our own.
            _tails = Array.ConvertAll(source._tails, tail =>
                tail.Blob < _lengths.Length && (tail.Blob < 0 || tail.Used == _lengths[tail.Blob]) ? tail : new Tail());
        }

        public byte[][] Arrays => _arrays;

        public long LiveBytes { get; private set; }

        public long WrittenBytes { get; private set; }

        /// <summary>
        /// Keeps a text and gives its slice: <paramref name="old"/>, which it takes the place of, or
        /// <paramref name="like"/> where they say the same.
        /// </summary>
        public TextSlice Write(ReadOnlySpan<char> text, TextSlice old, TextSlice like)
        {
            _token.ResetWrittenCount();
            return Keep(JsonText.Append(text, _token), old, like);
        }

        /// <summary>Keeps a list of texts as a JSON array.</summary>
        public TextSlice Write(string[] texts, TextSlice old, TextSlice like)
        {
            _token.ResetWrittenCount();
            _token.Write("["u8);
            var escaped = false;
            for (var i = 0; i < texts.Length; i++)
            {
                if (i > 0) _token.Write(","u8);
                escaped |= JsonText.Append(texts[i], _token);
            }

            _token.Write("]"u8);
            return Keep(escaped, old, like);
        }

        /// <summary>The slice's text is this one.</summary>
        public bool Holds(TextSlice slice, ReadOnlySpan<char> text)
        {
            _token.ResetWrittenCount();
            JsonText.Append(text, _token);
            return Same(slice, _token.WrittenSpan);
        }

        /// <summary>The row does not name this text any more.</summary>
        public void Release(TextSlice slice) => LiveBytes -= slice.Length;

        public TextBlobs Freeze() => new(_arrays, _lengths, _tails, LiveBytes, WrittenBytes);

        private TextSlice Keep(bool escaped, TextSlice old, TextSlice like)
        {
            var token = _token.WrittenSpan;
            if (Same(old, token)) return old;
            LiveBytes += token.Length - old.Length;
            return Same(like, token) ? like : Append(token, escaped ? 1 : 0);
        }

        private bool Same(TextSlice slice, ReadOnlySpan<byte> token) =>
            slice.Length == token.Length
            && _arrays[slice.Blob].AsSpan(slice.Offset, slice.Length).SequenceEqual(token);

        private TextSlice Append(ReadOnlySpan<byte> token, int parity)
        {
            var tail = _tails[parity];
            if (tail.Blob < 0 || _arrays[tail.Blob].Length - tail.Used < token.Length)
            {
                AddBlob(tail, parity, token.Length);
            }

            token.CopyTo(_arrays[tail.Blob].AsSpan(tail.Used));
            var slice = new TextSlice(tail.Blob, tail.Used, token.Length);
            tail.Used += token.Length;
            _lengths[tail.Blob] = tail.Used;
            WrittenBytes += token.Length;
            return slice;
        }

        private void AddBlob(Tail tail, int parity, int bytes)
        {
            var blob = _arrays.Length;
            while ((blob & 1) != parity) blob++;
            var grown = new byte[blob + 1][];
            _arrays.CopyTo(grown, 0);
            for (var i = _arrays.Length; i < blob; i++) grown[i] = [];
            var length = WrittenBytes < GrownBytes ? FirstBytes : GrownBytes;
            grown[blob] = GC.AllocateUninitializedArray<byte>(Math.Max(length, bytes));
            _arrays = grown;
            Array.Resize(ref _lengths, grown.Length);
            (tail.Blob, tail.Used) = (blob, 0);
        }
    }
}
