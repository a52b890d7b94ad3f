namespace KnowledgeGraph.GraphQL.Language;

// Operations, selection sets, fields, arguments and fragments
// (https://spec.graphql.org/September2025/#sec-Language.Operations).
internal ref partial struct GrammarParser
{
    private static readonly SelectionSetNode MissingSelections = new(default, []);

    private OperationDefinitionNode ParseShorthandQuery()
    {
        var start = _token.Start;
        var selections = ParseSelectionSet();
        return new OperationDefinitionNode(SpanFrom(start), null, OperationType.Query, null, [], [], selections);
    }

    private ExecutableDefinitionNode? ParseExecutableDefinition(int start, StringValueNode? description) =>
        OperationKeyword() is { } operation ? ParseOperation(start, description, operation)
        : PeekKeyword("fragment"u8) ? ParseFragmentDefinition(start, description)
        : null;

    private readonly OperationType? OperationKeyword() =>
        PeekKeyword("query"u8) ? OperationType.Query
        : PeekKeyword("mutation"u8) ? OperationType.Mutation
        : PeekKeyword("subscription"u8) ? OperationType.Subscription
        : null;

    private OperationDefinitionNode ParseOperation(int start, StringValueNode? description, OperationType operation)
    {
        Advance();
        var name = Peek(TokenKind.Name) ? ParseName() : null;
        var variables = ParseVariableDefinitions();
        var directives = ParseDirectives(isConst: false);
        var selections = ParseSelectionSet();
        return new OperationDefinitionNode(
            SpanFrom(start), description, operation, name, variables, directives, selections);
    }

    private VariableDefinitionNode[] ParseVariableDefinitions()
    {
        if (!Skip(TokenKind.ParenthesisLeft)) return [];
        var mark = _pendingCount;
        do Push(ParseVariableDefinition());
        while (More(TokenKind.ParenthesisRight));
        return PopFrom<VariableDefinitionNode>(mark);
    }

    private VariableDefinitionNode ParseVariableDefinition()
    {
        var start = _token.Start;
        var description = ParseDescription();
        var variable = ParseVariable();
        Expect(TokenKind.Colon);
        var type = ParseType();
        var defaultValue = Skip(TokenKind.EqualsSign) ? ParseValue(isConst: true) : null;
        var directives = ParseDirectives(isConst: true);
        return new VariableDefinitionNode(SpanFrom(start), description, variable, type, defaultValue, directives);
    }

    private SelectionSetNode ParseSelectionSet()
    {
        var start = _token.Start;
        Expect(TokenKind.BraceLeft);
        if (!Enter()) return MissingSelections;
        var mark = _pendingCount;
        do Push(Peek(TokenKind.Spread) ? ParseFragment() : ParseField());
        while (More(TokenKind.BraceRight));
        Leave();
        return new SelectionSetNode(SpanFrom(start), PopFrom<SelectionNode>(mark));
    }

    private FieldNode ParseField()
    {
        var start = _token.Start;
        var name = ParseName();
        NameNode? alias = null;
        if (Skip(TokenKind.Colon)) (alias, name) = (name, ParseName());
        var arguments = ParseArguments(isConst: false);
        var directives = ParseDirectives(isConst: false);
        var selections = Peek(TokenKind.BraceLeft) ? ParseSelectionSet() : null;
        return new FieldNode(SpanFrom(start), alias, name, arguments, directives, selections);
    }

    private ArgumentNode[] ParseArguments(bool isConst)
    {
        if (!Skip(TokenKind.ParenthesisLeft)) return [];
        var mark = _pendingCount;
        do Push(ParseArgument(isConst));
        while (More(TokenKind.ParenthesisRight));
        return PopFrom<ArgumentNode>(mark);
    }

    private ArgumentNode ParseArgument(bool isConst)
    {
        var start = _token.Start;
        var name = ParseName();
        Expect(TokenKind.Colon);
        var value = ParseValue(isConst);
        return new ArgumentNode(SpanFrom(start), name, value);
    }

    private SelectionNode ParseFragment()
    {
        var start = _token.Start;
        Expect(TokenKind.Spread);
        var hasTypeCondition = SkipKeyword("on"u8);
        if (!hasTypeCondition && Peek(TokenKind.Name))
        {
            var name = ParseFragmentName();
            var directivesOfSpread = ParseDirectives(isConst: false);
            return new FragmentSpreadNode(SpanFrom(start), name, directivesOfSpread);
        }

        var typeCondition = hasTypeCondition ? ParseNamedType() : null;
        var directives = ParseDirectives(isConst: false);
        var selections = ParseSelectionSet();
        return new InlineFragmentNode(SpanFrom(start), typeCondition, directives, selections);
    }

    private FragmentDefinitionNode ParseFragmentDefinition(int start, StringValueNode? description)
    {
        Advance();
        var name = ParseFragmentName();
        ExpectKeyword("on"u8);
        var typeCondition = ParseNamedType();
        var directives = ParseDirectives(isConst: false);
        var selections = ParseSelectionSet();
        return new FragmentDefinitionNode(SpanFrom(start), description, name, typeCondition, directives, selections);
    }

    private NameNode ParseFragmentName()
    {
        if (PeekKeyword("on"u8)) FailUnexpected();
        return ParseName();
    }
}
