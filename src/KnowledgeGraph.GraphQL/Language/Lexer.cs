using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace KnowledgeGraph.GraphQL.Language;

/// <summary>
/// Cuts UTF-8 text into tokens (https://spec.graphql.org/September2025/#sec-Language.Source-Text). After the first
/// error it gives <see cref="TokenKind.EndOfFile"/> for ever. Allocates only the values of strings.
/// </summary>
internal ref partial struct Lexer(ReadOnlySpan<byte> text)
{
    private static readonly SearchValues<byte> NameContinue = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    private int _position;

    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>What is wrong with the text, without the prefix; null while nothing is.</summary>
    public string? Error { get; private set; }

    /// <summary>The byte offset of <see cref="Error"/>.</summary>
    public int ErrorPosition { get; private set; }

    private readonly Token EndOfFile => new(TokenKind.EndOfFile, Text.Length, Text.Length);

    /// <summary>Looks once over the whole text, so that the rest of the lexer may rely on valid UTF-8.</summary>
    public void CheckEncoding()
    {
        if (Utf8.IsValid(Text)) return;
        var rest = Text;
        while (Rune.DecodeFromUtf8(rest, out _, out var length) == OperationStatus.Done) rest = rest[length..];
        Fail(SyntaxErrors.InvalidUtf8(rest[0]), Text.Length - rest.Length);
    }

    public Token Next()
    {
        SkipIgnored();
        if (Error is not null || _position >= Text.Length) return EndOfFile;
        var start = _position;
        var first = Text[start];
        if (Punctuator(first) is var kind and not TokenKind.StartOfFile)
        {
            _position++;
            return new Token(kind, start, _position);
        }

        switch (first)
        {
            case (byte)'.' when At(start + 1) == '.' && At(start + 2) == '.':
                _position += 3;
                return new Token(TokenKind.Spread, start, _position);
            case (byte)'"':
                return At(start + 1) == '"' && At(start + 2) == '"' ? ReadBlockString() : ReadString();
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                return ReadNumber();
        }

        if (IsNameStart(first)) return ReadName();
        return Fail(
            first == '\'' ? SyntaxErrors.SingleQuote : SyntaxErrors.UnexpectedCharacter(Text, start),
            start);
    }

    /// <summary>The next token of a schema coordinate, between whose parts nothing may stand.</summary>
    public Token NextOfCoordinate()
    {
        if (Error is not null || _position >= Text.Length) return EndOfFile;
        var first = Text[_position];
        if (IsNameStart(first)) return ReadName();
        var kind = first == '.' ? TokenKind.Dot : Punctuator(first);
        if (kind is not (TokenKind.Dot or TokenKind.ParenthesisLeft or TokenKind.ParenthesisRight or TokenKind.Colon
            or TokenKind.At))
        {
            return Fail(SyntaxErrors.InvalidCharacter(Text, _position), _position);
        }

        return new Token(kind, _position, ++_position);
    }

    public Token Fail(string error, int position)
    {
        if (Error is null) (Error, ErrorPosition) = (error, position);
        return EndOfFile;
    }

    private static TokenKind Punctuator(byte value) => value switch
    {
        (byte)'!' => TokenKind.Bang,
        (byte)'$' => TokenKind.Dollar,
        (byte)'&' => TokenKind.Ampersand,
        (byte)'(' => TokenKind.ParenthesisLeft,
        (byte)')' => TokenKind.ParenthesisRight,
        (byte)':' => TokenKind.Colon,
        (byte)'=' => TokenKind.EqualsSign,
        (byte)'@' => TokenKind.At,
        (byte)'[' => TokenKind.BracketLeft,
        (byte)']' => TokenKind.BracketRight,
        (byte)'{' => TokenKind.BraceLeft,
        (byte)'|' => TokenKind.Pipe,
        (byte)'}' => TokenKind.BraceRight,
        _ => TokenKind.StartOfFile,
    };

    private static bool IsDigit(int value) => value is >= '0' and <= '9';

    private static bool IsNameStart(int value) => value is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    /// <summary>The byte at an offset, or -1 after the end.</summary>
    private readonly int At(int position) => position < Text.Length ? Text[position] : -1;

    private void SkipIgnored()
    {
        while (_position < Text.Length)
        {
            switch (Text[_position])
            {
                case (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)',':
                    _position++;
                    break;
                case (byte)'#':
                    var length = Text[_position..].IndexOfAny((byte)'\n', (byte)'\r');
                    _position = length < 0 ? Text.Length : _position + length;
                    break;
                case 0xEF when At(_position + 1) == 0xBB && At(_position + 2) == 0xBF:
                    _position += 3;
                    break;
                default:
                    return;
            }
        }
    }

    private Token ReadName()
    {
        var start = _position;
        var length = Text[start..].IndexOfAnyExcept(NameContinue);
        _position = length < 0 ? Text.Length : start + length;
        return new Token(TokenKind.Name, start, _position);
    }

    private Token ReadNumber()
    {
        var start = _position;
        var position = start;
        var isFloat = false;
        if (At(position) == '-') position++;
        if (At(position) == '0')
        {
            position++;
            if (IsDigit(At(position))) return Fail(SyntaxErrors.DigitAfterZero(Text, position), position);
        }
        else if (!SkipDigits(ref position))
        {
            return Fail(SyntaxErrors.ExpectedDigit(Text, position), position);
        }

        if (At(position) == '.')
        {
            isFloat = true;
            position++;
            if (!SkipDigits(ref position)) return Fail(SyntaxErrors.ExpectedDigit(Text, position), position);
        }

        if (At(position) is 'e' or 'E')
        {
            isFloat = true;
            position++;
            if (At(position) is '+' or '-') position++;
            if (!SkipDigits(ref position)) return Fail(SyntaxErrors.ExpectedDigit(Text, position), position);
        }

        // A number is not followed by a dot or a name, so that `1.2.3` and `0xF` are one error and not two tokens.
        if (At(position) == '.' || IsNameStart(At(position)))
        {
            return Fail(SyntaxErrors.ExpectedDigit(Text, position), position);
        }

        _position = position;
        return new Token(isFloat ? TokenKind.Float : TokenKind.Int, start, position);
    }

    private readonly bool SkipDigits(ref int position)
    {
        var start = position;
        while (IsDigit(At(position))) position++;
        return position > start;
    }
}
