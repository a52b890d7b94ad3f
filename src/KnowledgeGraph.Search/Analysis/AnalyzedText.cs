using System.Text;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Analysis;

/// <summary>
/// The tokens of one or several texts, in the order of their positions. A buffer to be filled, read, cleared and filled
/// again, by one thread: nothing is allocated for a token.
/// </summary>
public sealed class AnalyzedText
{
    private byte[] _terms = new byte[1024];
    private Token[] _tokens = new Token[128];
    private int _termBytes;

    /// <summary>The number of tokens.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<Token> Tokens => _tokens.AsSpan(0, Count);

    /// <summary>The position of the next word.</summary>
    public int Position { get; internal set; }

    public ReadOnlySpan<byte> TermOf(in Token token) => _terms.AsSpan(token.TermStart, token.TermLength);

    /// <summary>The term as text, for messages and tests.</summary>
    public string TextOf(in Token token) => Encoding.UTF8.GetString(TermOf(token));

    /// <summary>Leaves room between two texts, over which no phrase reaches.</summary>
    public void Gap(int positions)
    {
        if (Count > 0) Position += positions;
    }

    public void Clear() => (Count, Position, _termBytes) = (0, 0, 0);

    /// <summary>
    /// Room for a term of so many bytes; <see cref="Add(TokenKind, WordForm, int, int, int, int)"/> keeps it.
    /// </summary>
    internal Span<byte> Room(int bytes)
    {
        if (_terms.Length - _termBytes < bytes)
        {
            Array.Resize(ref _terms, Math.Max(_terms.Length * 2, _termBytes + bytes));
        }

        return _terms.AsSpan(_termBytes);
    }

    /// <summary>Keeps what was written into the room as a token at the present position.</summary>
    internal void Add(TokenKind kind, WordForm form, int termLength, int start, int end, int span = 1)
    {
        Append(new Token(_termBytes, termLength, Position, span, start, end, kind, form));
        _termBytes += termLength;
    }

    /// <summary>Adds a token whose bytes are some of those that are there.</summary>
    internal void AddSlice(in Token token) => Append(token);

    private void Append(in Token token)
    {
        if (Count == _tokens.Length) Array.Resize(ref _tokens, Count * 2);
        _tokens[Count++] = token;
    }
}
