namespace KnowledgeGraph.GraphQL.Language;

/// <summary>
/// The kinds of lexical tokens (https://spec.graphql.org/September2025/#sec-Language.Source-Text.Lexical-Tokens).
/// </summary>
internal enum TokenKind : byte
{
    StartOfFile,
    EndOfFile,
    Bang,
    Dollar,
    Ampersand,
    ParenthesisLeft,
    ParenthesisRight,
    Dot,
    Spread,
    Colon,
    EqualsSign,
    At,
    BracketLeft,
    BracketRight,
    BraceLeft,
    Pipe,
    BraceRight,
    Name,
    Int,
    Float,
    String,
    BlockString,
}

/// <summary>
/// A lexical token. The value of a string is decoded when the token is read; other values are the bytes themselves.
/// </summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End, string? StringValue = null);
