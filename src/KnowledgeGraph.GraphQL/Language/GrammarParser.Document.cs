namespace KnowledgeGraph.GraphQL.Language;

// Document (https://spec.graphql.org/September2025/#sec-Document) and Schema Coordinates (#sec-Schema-Coordinates).
internal ref partial struct GrammarParser
{
    public DocumentNode ParseDocument()
    {
        var mark = _pendingCount;
        do Push(ParseDefinition());
        while (More(TokenKind.EndOfFile));
        return new DocumentNode(
            new SourceSpan(0, _lexer.Text.Length), _source, PopFrom<DefinitionNode>(mark));
    }

    public ValueNode ParseWholeValue()
    {
        var value = ParseValue(isConst: false);
        Expect(TokenKind.EndOfFile);
        return value;
    }

    public TypeNode ParseWholeType()
    {
        var type = ParseType();
        Expect(TokenKind.EndOfFile);
        return type;
    }

    public SchemaCoordinateNode ParseWholeSchemaCoordinate()
    {
        var start = _token.Start;
        var isDirective = Skip(TokenKind.At);
        var name = ParseName();
        var member = !isDirective && Skip(TokenKind.Dot) ? ParseName() : null;
        NameNode? argument = null;
        if ((isDirective || member is not null) && Skip(TokenKind.ParenthesisLeft))
        {
            argument = ParseName();
            Expect(TokenKind.Colon);
            Expect(TokenKind.ParenthesisRight);
        }

        Expect(TokenKind.EndOfFile);
        return new SchemaCoordinateNode(new SourceSpan(start, _lexer.Text.Length), isDirective, name, member, argument);
    }

    private DefinitionNode ParseDefinition()
    {
        var start = _token.Start;
        if (Peek(TokenKind.BraceLeft)) return ParseShorthandQuery();
        var description = ParseDescription();
        if (description is not null && Peek(TokenKind.BraceLeft))
        {
            Fail(SyntaxErrors.DescriptionOnShorthand, start);
        }

        if (Peek(TokenKind.Name))
        {
            var definition = ParseTypeSystemDefinition(start, description)
                ?? ParseExecutableDefinition(start, description);
            if (definition is not null) return definition;
            if (description is not null)
            {
                Fail(SyntaxErrors.DescriptionOnOther, start);
            }
            else if (SkipKeyword("extend"u8) && ParseTypeSystemExtension(start) is { } extension)
            {
                return extension;
            }
        }

        FailUnexpected();
        return MissingDefinition;
    }

    private StringValueNode? ParseDescription() =>
        Peek(TokenKind.String) || Peek(TokenKind.BlockString) ? ParseString() : null;

    private static readonly DefinitionNode MissingDefinition = new SchemaNode(default, false, null, [], []);
}
