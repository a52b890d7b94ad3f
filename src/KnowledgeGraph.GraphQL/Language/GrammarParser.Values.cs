namespace KnowledgeGraph.GraphQL.Language;

// Input values, directives and type references (https://spec.graphql.org/September2025/#sec-Input-Values).
internal ref partial struct GrammarParser
{
    private static readonly ValueNode MissingValue = new NullValueNode(default);
    private static readonly StringValueNode MissingString = new(default, "", false);

    private ValueNode ParseValue(bool isConst)
    {
        var span = new SourceSpan(_token.Start, _token.End);
        switch (_token.Kind)
        {
            case TokenKind.BracketLeft:
                return ParseList(isConst);
            case TokenKind.BraceLeft:
                return ParseObject(isConst);
            case TokenKind.Int:
                var digits = System.Text.Encoding.ASCII.GetString(TokenText);
                Advance();
                return new IntValueNode(span, digits);
            case TokenKind.Float:
                var number = System.Text.Encoding.ASCII.GetString(TokenText);
                Advance();
                return new FloatValueNode(span, number);
            case TokenKind.String or TokenKind.BlockString:
                return ParseString();
            case TokenKind.Name:
                return ParseNameValue(span);
            case TokenKind.Dollar:
                return isConst ? FailVariable() : ParseVariable();
            default:
                FailUnexpected();
                return MissingValue;
        }
    }

    private ValueNode ParseNameValue(SourceSpan span)
    {
        ValueNode value =
            PeekKeyword("true"u8) ? new BooleanValueNode(span, true)
            : PeekKeyword("false"u8) ? new BooleanValueNode(span, false)
            : PeekKeyword("null"u8) ? new NullValueNode(span)
            : new EnumValueNode(span, NameTable.Intern(TokenText));
        Advance();
        return value;
    }

    private StringValueNode ParseString()
    {
        if (_token.StringValue is null) return MissingString;
        var value = new StringValueNode(
            new SourceSpan(_token.Start, _token.End), _token.StringValue, _token.Kind == TokenKind.BlockString);
        Advance();
        return value;
    }

    private VariableNode ParseVariable()
    {
        var start = _token.Start;
        Expect(TokenKind.Dollar);
        var name = ParseName();
        return new VariableNode(SpanFrom(start), name);
    }

    private ValueNode FailVariable()
    {
        var dollar = _token;
        Advance();
        if (Failed) return MissingValue;
        var error = Peek(TokenKind.Name)
            ? SyntaxErrors.VariableInConstant(NameTable.Intern(TokenText))
            : SyntaxErrors.Unexpected(SyntaxErrors.Describe(dollar.Kind));
        Fail(error, dollar.Start);
        return MissingValue;
    }

    private ValueNode ParseList(bool isConst)
    {
        var start = _token.Start;
        Expect(TokenKind.BracketLeft);
        if (!Enter()) return MissingValue;
        var mark = _pendingCount;
        while (More(TokenKind.BracketRight)) Push(ParseValue(isConst));
        Leave();
        return new ListValueNode(SpanFrom(start), PopFrom<ValueNode>(mark));
    }

    private ValueNode ParseObject(bool isConst)
    {
        var start = _token.Start;
        Expect(TokenKind.BraceLeft);
        if (!Enter()) return MissingValue;
        var mark = _pendingCount;
        while (More(TokenKind.BraceRight)) Push(ParseObjectField(isConst));
        Leave();
        return new ObjectValueNode(SpanFrom(start), PopFrom<ObjectFieldNode>(mark));
    }

    private ObjectFieldNode ParseObjectField(bool isConst)
    {
        var start = _token.Start;
        var name = ParseName();
        Expect(TokenKind.Colon);
        var value = ParseValue(isConst);
        return new ObjectFieldNode(SpanFrom(start), name, value);
    }

    private DirectiveNode[] ParseDirectives(bool isConst)
    {
        if (!Peek(TokenKind.At)) return [];
        var mark = _pendingCount;
        while (Peek(TokenKind.At)) Push(ParseDirective(isConst));
        return PopFrom<DirectiveNode>(mark);
    }

    private DirectiveNode ParseDirective(bool isConst)
    {
        var start = _token.Start;
        Expect(TokenKind.At);
        var name = ParseName();
        var arguments = ParseArguments(isConst);
        return new DirectiveNode(SpanFrom(start), name, arguments);
    }

    private TypeNode ParseType()
    {
        var start = _token.Start;
        TypeNode type;
        if (Skip(TokenKind.BracketLeft))
        {
            if (!Enter()) return new NamedTypeNode(default, Missing);
            var item = ParseType();
            Leave();
            Expect(TokenKind.BracketRight);
            type = new ListTypeNode(SpanFrom(start), item);
        }
        else
        {
            type = ParseNamedType();
        }

        return Skip(TokenKind.Bang) ? new NonNullTypeNode(SpanFrom(start), type) : type;
    }

    private NamedTypeNode ParseNamedType()
    {
        var name = ParseName();
        return new NamedTypeNode(name.Span, name);
    }
}
