namespace KnowledgeGraph.Search.Index;

/// <summary>
/// The tokens of one document, gathered by the caller and handed to <see cref="SearchIndex.Put"/>, then cleared and
/// filled again. For one thread; several documents can be analyzed at once into several buffers.
/// </summary>
public sealed class TokenBuffer
{
    private byte[] _bytes = new byte[4096];
    private Entry[] _entries = new Entry[512];
    private int _byteCount;

    internal readonly record struct Entry(int Start, int Length, int Position, byte Field, byte Kind);

    /// <summary>The number of tokens.</summary>
    public int Count { get; private set; }

    internal ReadOnlySpan<Entry> Entries => _entries.AsSpan(0, Count);

    /// <summary>Removes all tokens and keeps the memory.</summary>
    public void Clear() => (Count, _byteCount) = (0, 0);

    /// <summary>
    /// Adds a token. Within a field, positions do not decrease from token to token; tokens of one place (a word and
    /// its stem) share a position. A field's length is the number of its different positions.
    /// </summary>
    public void Add(int field, TokenKind kind, ReadOnlySpan<byte> term, int position)
    {
        if (term.Length is 0 or > Term.BytesMax)
        {
            throw new ArgumentOutOfRangeException(
                nameof(term), term.Length, $"A term has 1 to {Term.BytesMax} bytes.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)field, (uint)IndexSchema.FieldsMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((int)kind, IndexSchema.KindsMax);
        if (Count == _entries.Length) Array.Resize(ref _entries, 2 * Count);
        if (_bytes.Length - _byteCount < term.Length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _byteCount + term.Length));
        }

        term.CopyTo(_bytes.AsSpan(_byteCount));
        _entries[Count++] = new Entry(_byteCount, term.Length, position, (byte)field, (byte)kind);
        _byteCount += term.Length;
    }

    internal ReadOnlySpan<byte> BytesOf(in Entry entry) => _bytes.AsSpan(entry.Start, entry.Length);
}
