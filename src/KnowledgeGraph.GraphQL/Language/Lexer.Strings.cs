using System.Buffers;
using System.Text;

namespace KnowledgeGraph.GraphQL.Language;

// String values (https://spec.graphql.org/September2025/#sec-String-Value).
internal ref partial struct Lexer
{
    private static readonly SearchValues<byte> StringEnds = SearchValues.Create("\"\\\n\r"u8);

    private Token ReadString()
    {
        var start = _position + 1;
        var length = Text[start..].IndexOfAny(StringEnds);
        if (length >= 0 && Text[start + length] == '"')
        {
            _position = start + length + 1;
            return new Token(
                TokenKind.String, start - 1, _position, Encoding.UTF8.GetString(Text.Slice(start, length)));
        }

        return ReadStringWithEscapes(start);
    }

    private Token ReadStringWithEscapes(int start)
    {
        var decoded = new StringBuilder();
        var position = start;
        while (true)
        {
            var length = Text[position..].IndexOfAny(StringEnds);
            if (length < 0) return Fail(SyntaxErrors.UnterminatedString, Text.Length);
            decoded.Append(Encoding.UTF8.GetString(Text.Slice(position, length)));
            position += length;
            switch (Text[position])
            {
                case (byte)'"':
                    _position = position + 1;
                    return new Token(TokenKind.String, start - 1, _position, decoded.ToString());
                case (byte)'\\':
                    if (!ReadEscape(ref position, decoded)) return new Token(TokenKind.EndOfFile, position, position);
                    break;
                default:
                    return Fail(SyntaxErrors.UnterminatedString, position);
            }
        }
    }

    private bool ReadEscape(ref int position, StringBuilder decoded)
    {
        if (At(position + 1) == 'u')
        {
            return At(position + 2) == '{'
                ? ReadVariableWidthEscape(ref position, decoded)
                : ReadFixedWidthEscape(ref position, decoded);
        }

        var character = At(position + 1) switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => '\0',
        };
        if (character == '\0')
        {
            Fail(SyntaxErrors.InvalidEscape(Text, position), position);
            return false;
        }

        decoded.Append(character);
        position += 2;
        return true;
    }

    /// <summary>`\u{1F600}`: one to eight hexadecimal digits that name a Unicode scalar value.</summary>
    private bool ReadVariableWidthEscape(ref int position, StringBuilder decoded)
    {
        const int sizeMax = 12;
        var point = 0;
        var size = 3;
        while (size < sizeMax)
        {
            var next = At(position + size++);
            if (next == '}')
            {
                if (size < 5 || !Rune.IsValid(point)) break;
                decoded.Append(new Rune(point).ToString());
                position += size;
                return true;
            }

            point = (point << 4) | HexDigit(next);
            if (point < 0) break;
        }

        Fail(SyntaxErrors.InvalidUnicodeEscape(Text, position, size), position);
        return false;
    }

    /// <summary>`\u00E9`, or a pair of surrogates as JSON writes them; one alone is refused.</summary>
    private bool ReadFixedWidthEscape(ref int position, StringBuilder decoded)
    {
        var code = HexCode(position + 2);
        if (code >= 0 && Rune.IsValid(code))
        {
            decoded.Append((char)code);
            position += 6;
            return true;
        }

        if (code is >= 0xD800 and <= 0xDBFF && At(position + 6) == '\\' && At(position + 7) == 'u')
        {
            var trailing = HexCode(position + 8);
            if (trailing is >= 0xDC00 and <= 0xDFFF)
            {
                decoded.Append((char)code).Append((char)trailing);
                position += 12;
                return true;
            }
        }

        Fail(SyntaxErrors.InvalidUnicodeEscape(Text, position, 6), position);
        return false;
    }

    /// <summary>Four hexadecimal digits, or a negative number where they are none.</summary>
    private readonly int HexCode(int position) =>
        (HexDigit(At(position)) << 12) | (HexDigit(At(position + 1)) << 8) | (HexDigit(At(position + 2)) << 4)
        | HexDigit(At(position + 3));

    private static int HexDigit(int value) => value switch
    {
        >= '0' and <= '9' => value - '0',
        >= 'A' and <= 'F' => value - 'A' + 10,
        >= 'a' and <= 'f' => value - 'a' + 10,
        _ => -1,
    };

    private Token ReadBlockString()
    {
        const int quotes = 3;
        var start = _position;
        var position = start + quotes;
        while (true)
        {
            var found = Text[position..].IndexOf("\"\"\""u8);
            if (found < 0) return Fail(SyntaxErrors.UnterminatedString, Text.Length);
            position += found;
            if (Text[position - 1] != '\\' || position - 1 < start + quotes) break;
            position += quotes;
        }

        var raw = Encoding.UTF8.GetString(Text[(start + quotes)..position]);
        _position = position + quotes;
        return new Token(TokenKind.BlockString, start, _position, BlockString.Value(raw));
    }
}
