using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace KnowledgeGraph.GraphQL.Language;

/// <summary>
/// The recursive descent behind <see cref="Parser"/>, in partials along the grammar's sections. It reads one text once.
/// After the first error every token is the end of the file, so that all productions return soon with nodes that nobody
/// sees: no exception is thrown on a client's mistake.
/// </summary>
internal ref partial struct GrammarParser
{
    private static readonly NameNode Missing = new(default, "");

    private readonly Source _source;
    private readonly ParserOptions _options;
    private readonly bool _isCoordinate;
    private Lexer _lexer;
    private Token _token;
    private int _lastEnd;
    private int _depth;
    private string? _limit;
    private SyntaxNode[] _pending;
    private int _pendingCount;

    public GrammarParser(Source source, ParserOptions options, bool isCoordinate = false)
    {
        _source = source;
        _options = options;
        _isCoordinate = isCoordinate;
        _lexer = new Lexer(source.Text.Span);
        _lexer.CheckEncoding();
        _pending = ArrayPool<SyntaxNode>.Shared.Rent(64);
        Advance();
    }

    public int TokenCount { get; private set; }

    private readonly bool Failed => _lexer.Error is not null;

    /// <summary>Gives back what was rented and returns the error, if any. To be called once, last.</summary>
    public GraphQLError? Finish()
    {
        ArrayPool<SyntaxNode>.Shared.Return(_pending, clearArray: true);
        _pending = [];
        if (!Failed) return null;
        SourceLocation[] locations = [_source.LocationAt(_lexer.ErrorPosition)];
        return _limit is null
            ? new GraphQLError($"Syntax Error: {_lexer.Error}", locations) { Code = GraphQLErrorCodes.ParseFailed }
            : new GraphQLError(_lexer.Error!, locations)
            {
                Code = GraphQLErrorCodes.LimitExceeded,
                Extensions = new Dictionary<string, object?> { ["limit"] = _limit },
            };
    }

    private readonly bool Peek(TokenKind kind) => _token.Kind == kind;

    private readonly SourceSpan SpanFrom(int start) => new(start, _lastEnd);

    private void Advance()
    {
        _lastEnd = _token.End;
        _token = _isCoordinate ? _lexer.NextOfCoordinate() : _lexer.Next();
        if (_token.Kind != TokenKind.EndOfFile && ++TokenCount > _options.TokensMax)
        {
            FailLimit(
                nameof(ParserOptions.TokensMax),
                $"The document has more than {_options.TokensMax} tokens. Send it in parts, or ask for less at once.");
        }
    }

    private bool Skip(TokenKind kind)
    {
        if (_token.Kind != kind) return false;
        Advance();
        return true;
    }

    /// <summary>Another item follows: the closing token has not come (and is passed over when it has).</summary>
    private bool More(TokenKind close) => !Failed && !Skip(close);

    private void Expect(TokenKind kind)
    {
        if (!Skip(kind)) FailExpected(SyntaxErrors.Describe(kind));
    }

    private bool SkipKeyword(ReadOnlySpan<byte> keyword)
    {
        if (!PeekKeyword(keyword)) return false;
        Advance();
        return true;
    }

    private void ExpectKeyword(ReadOnlySpan<byte> keyword)
    {
        if (!SkipKeyword(keyword)) FailExpected($"\"{Encoding.ASCII.GetString(keyword)}\"");
    }

    private readonly bool PeekKeyword(ReadOnlySpan<byte> keyword) =>
        _token.Kind == TokenKind.Name && TokenText.SequenceEqual(keyword);

    private readonly ReadOnlySpan<byte> TokenText => _lexer.Text[_token.Start.._token.End];

    private NameNode ParseName()
    {
        if (_token.Kind != TokenKind.Name)
        {
            FailExpected(SyntaxErrors.Describe(TokenKind.Name));
            return Missing;
        }

        var name = new NameNode(new SourceSpan(_token.Start, _token.End), NameTable.Intern(TokenText));
        Advance();
        return name;
    }

    private bool Enter()
    {
        if (++_depth <= _options.NestingMax) return true;
        FailLimit(
            nameof(ParserOptions.NestingMax),
            $"The document is nested more than {_options.NestingMax} levels deep. Ask for fewer levels.");
        return false;
    }

    private void Leave() => _depth--;

    private void Push(SyntaxNode node)
    {
        if (_pendingCount == _pending.Length) Grow();
        _pending[_pendingCount++] = node;
    }

    private TNode[] PopFrom<TNode>(int mark)
        where TNode : SyntaxNode
    {
        var nodes = new TNode[_pendingCount - mark];
        for (var index = 0; index < nodes.Length; index++) nodes[index] = Unsafe.As<TNode>(_pending[mark + index]);
        _pendingCount = mark;
        return nodes;
    }

    private void Grow()
    {
        var larger = ArrayPool<SyntaxNode>.Shared.Rent(_pending.Length * 2);
        _pending.AsSpan(0, _pendingCount).CopyTo(larger);
        ArrayPool<SyntaxNode>.Shared.Return(_pending, clearArray: true);
        _pending = larger;
    }

    private void FailExpected(string wanted)
    {
        if (!Failed) Fail(SyntaxErrors.Expected(wanted, SyntaxErrors.Describe(_token, _lexer.Text)), _token.Start);
    }

    private void FailUnexpected() => FailUnexpected(_token);

    private void FailUnexpected(in Token token)
    {
        if (!Failed) Fail(SyntaxErrors.Unexpected(SyntaxErrors.Describe(token, _lexer.Text)), token.Start);
    }

    private void FailLimit(string limit, string message)
    {
        if (Failed) return;
        _limit = limit;
        Fail(message, _token.Start);
    }

    private void Fail(string message, int position) => _token = _lexer.Fail(message, position);
}
