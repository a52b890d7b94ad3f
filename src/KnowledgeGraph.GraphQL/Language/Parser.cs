namespace KnowledgeGraph.GraphQL.Language;

/// <summary>
/// Reads GraphQL text (https://spec.graphql.org/September2025/#sec-Appendix-Grammar-Summary). A text that is none, or
/// that passes a limit, is a value and never an exception. Thread-safe.
/// </summary>
public static class Parser
{
    /// <summary>
    /// Reads a document: operations and fragments, or definitions and extensions of a type system, or both.
    /// </summary>
    public static ParseResult Parse(Source source, ParserOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var parser = new GrammarParser(source, options ?? ParserOptions.Default);
        var document = parser.ParseDocument();
        var error = parser.Finish();
        return new ParseResult(error is null ? document : null, error, parser.TokenCount);
    }

    /// <summary>Reads one value, variables allowed.</summary>
    public static ParseResult<ValueNode> ParseValue(Source source, ParserOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var parser = new GrammarParser(source, options ?? ParserOptions.Default);
        return Result(parser.ParseWholeValue(), parser.Finish());
    }

    /// <summary>Reads one reference to a type, such as `[Int!]!`.</summary>
    public static ParseResult<TypeNode> ParseType(Source source, ParserOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var parser = new GrammarParser(source, options ?? ParserOptions.Default);
        return Result(parser.ParseWholeType(), parser.Finish());
    }

    /// <summary>Reads a schema coordinate, such as `Query.node(id:)` or `@skip`.</summary>
    public static ParseResult<SchemaCoordinateNode> ParseSchemaCoordinate(Source source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var parser = new GrammarParser(source, ParserOptions.Default, isCoordinate: true);
        return Result(parser.ParseWholeSchemaCoordinate(), parser.Finish());
    }

    /// <summary>The text holds no token: nothing, or comments alone.</summary>
    internal static bool IsBlank(Source source)
    {
        var lexer = new Lexer(source.Text.Span);
        lexer.CheckEncoding();
        return lexer.Next().Kind == TokenKind.EndOfFile && lexer.Error is null;
    }

    private static ParseResult<TNode> Result<TNode>(TNode node, GraphQLError? error)
        where TNode : SyntaxNode =>
        new(error is null ? node : null, error);
}
