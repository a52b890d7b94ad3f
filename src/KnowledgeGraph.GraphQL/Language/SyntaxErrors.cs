using System.Buffers;
using System.Text;

namespace KnowledgeGraph.GraphQL.Language;

/// <summary>
/// The texts of syntax errors, word for word those of graphql-js 16, so that clients and their tests know them.
/// </summary>
internal static class SyntaxErrors
{
    public const string UnterminatedString = "Unterminated string.";

    public const string DescriptionOnShorthand =
        "Unexpected description, descriptions are not supported on shorthand queries.";

    public const string DescriptionOnOther =
        "Unexpected description, only GraphQL definitions support descriptions.";

    public const string SingleQuote =
        "Unexpected single quote character ('), did you mean to use a double quote (\")?";

    public static string UnexpectedCharacter(ReadOnlySpan<byte> text, int position) =>
        $"Unexpected character: {CodePointAt(text, position)}.";

    public static string InvalidCharacter(ReadOnlySpan<byte> text, int position) =>
        $"Invalid character: {CodePointAt(text, position)}.";

    public static string DigitAfterZero(ReadOnlySpan<byte> text, int position) =>
        $"Invalid number, unexpected digit after 0: {CodePointAt(text, position)}.";

    public static string ExpectedDigit(ReadOnlySpan<byte> text, int position) =>
        $"Invalid number, expected digit but got: {CodePointAt(text, position)}.";

    public static string InvalidEscape(ReadOnlySpan<byte> text, int position) =>
        $"Invalid character escape sequence: \"{Excerpt(text, position, 2)}\".";

    public static string InvalidUnicodeEscape(ReadOnlySpan<byte> text, int position, int length) =>
        $"Invalid Unicode escape sequence: \"{Excerpt(text, position, length)}\".";

    public static string InvalidUtf8(byte first) => $"Invalid UTF-8, unexpected byte: 0x{first:X2}.";

    public static string Expected(string wanted, string found) => $"Expected {wanted}, found {found}.";

    public static string Unexpected(string found) => $"Unexpected {found}.";

    public static string VariableInConstant(string name) => $"Unexpected variable \"${name}\" in constant value.";

    public static string ReservedEnumValue(string found) =>
        $"{found} is reserved and cannot be used for an enum value.";

    /// <summary>The kind of a token as errors show it: punctuators in quotes.</summary>
    public static string Describe(TokenKind kind) => kind switch
    {
        TokenKind.StartOfFile => "<SOF>",
        TokenKind.EndOfFile => "<EOF>",
        TokenKind.Bang => "\"!\"",
        TokenKind.Dollar => "\"$\"",
        TokenKind.Ampersand => "\"&\"",
        TokenKind.ParenthesisLeft => "\"(\"",
        TokenKind.ParenthesisRight => "\")\"",
        TokenKind.Dot => "\".\"",
        TokenKind.Spread => "\"...\"",
        TokenKind.Colon => "\":\"",
        TokenKind.EqualsSign => "\"=\"",
        TokenKind.At => "\"@\"",
        TokenKind.BracketLeft => "\"[\"",
        TokenKind.BracketRight => "\"]\"",
        TokenKind.BraceLeft => "\"{\"",
        TokenKind.Pipe => "\"|\"",
        TokenKind.BraceRight => "\"}\"",
        _ => kind.ToString(),
    };

    /// <summary>A token as errors show it: its kind, and its value where it has one.</summary>
    public static string Describe(in Token token, ReadOnlySpan<byte> text) => token.Kind switch
    {
        TokenKind.Name or TokenKind.Int or TokenKind.Float =>
            $"{token.Kind} \"{Encoding.UTF8.GetString(text[token.Start..token.End])}\"",
        TokenKind.String or TokenKind.BlockString => $"{token.Kind} \"{token.StringValue}\"",
        _ => Describe(token.Kind),
    };

    private static string CodePointAt(ReadOnlySpan<byte> text, int position)
    {
        if (position >= text.Length) return Describe(TokenKind.EndOfFile);
        if (Rune.DecodeFromUtf8(text[position..], out var rune, out _) != OperationStatus.Done)
        {
            rune = Rune.ReplacementChar;
        }

        return rune.Value switch
        {
            '"' => "'\"'",
            >= 0x20 and <= 0x7e => $"\"{rune}\"",
            _ => $"U+{rune.Value:X4}",
        };
    }

    private static string Excerpt(ReadOnlySpan<byte> text, int position, int length)
    {
        var rest = text[position..Math.Min(text.Length, position + 4 * length)];
        var decoded = Encoding.UTF8.GetString(rest);
        if (decoded.Length <= length) return decoded;
        return decoded[..(char.IsHighSurrogate(decoded[length - 1]) ? length - 1 : length)];
    }
}
