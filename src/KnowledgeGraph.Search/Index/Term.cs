using System.Text;

namespace KnowledgeGraph.Search.Index;

/// <summary>A term: the bytes of a token (UTF-8 where it is text), in one field and of one kind.</summary>
/// <param name="Field">The field's place in the schema.</param>
/// <param name="Kind">The kind of token.</param>
/// <param name="Bytes">The token's bytes; not to be changed afterwards.</param>
public readonly record struct Term(int Field, TokenKind Kind, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The longest term that an index takes.</summary>
    public const int BytesMax = 32_766;

    /// <summary>A term of text.</summary>
    public Term(int field, TokenKind kind, string text)
        : this(field, kind, Encoding.UTF8.GetBytes(text))
    {
    }

    /// <inheritdoc/>
    public bool Equals(Term other) =>
        Field == other.Field && Kind == other.Kind && Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Field);
        hash.Add(Kind);
        hash.AddBytes(Bytes.Span);
        return hash.ToHashCode();
    }

    /// <summary>The term's text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes.Span);
}
