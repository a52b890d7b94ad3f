namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// The UTF-8 bytes of a document with their hash (seeded anew in each process); equal when all bytes are.
/// </summary>
internal readonly struct DocumentKey : IEquatable<DocumentKey>
{
    private readonly ReadOnlyMemory<byte> _text;
    private readonly int _hash;

    public DocumentKey(ReadOnlyMemory<byte> text)
    {
        _text = text;
        var hash = default(HashCode);
        hash.AddBytes(text.Span);
        _hash = hash.ToHashCode();
    }

    private DocumentKey(ReadOnlyMemory<byte> text, int hash) => (_text, _hash) = (text, hash);

    public ReadOnlyMemory<byte> Text => _text;

    /// <summary>The same key with bytes of its own, to be kept.</summary>
    public DocumentKey Copy() => new(_text.ToArray(), _hash);

    public bool Equals(DocumentKey other) => _hash == other._hash && _text.Span.SequenceEqual(other._text.Span);

    public override bool Equals(object? obj) => obj is DocumentKey other && Equals(other);

    public override int GetHashCode() => _hash;
}
