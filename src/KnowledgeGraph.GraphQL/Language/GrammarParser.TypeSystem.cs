namespace KnowledgeGraph.GraphQL.Language;

// Definitions of a type system (https://spec.graphql.org/September2025/#sec-Type-System). An extension is written as
// its definition without a description, and must say something; so one production serves both.
internal ref partial struct GrammarParser
{
    private DefinitionNode? ParseTypeSystemDefinition(int start, StringValueNode? description) =>
        SkipKeyword("schema"u8) ? ParseSchema(start, description)
        : SkipKeyword("directive"u8) ? ParseDirectiveDefinition(start, description)
        : ParseTypeDefinition(start, description, isExtension: false);

    private TypeSystemNode? ParseTypeSystemExtension(int start) =>
        SkipKeyword("schema"u8)
            ? ParseSchemaExtension(start)
            : ParseTypeDefinition(start, null, isExtension: true);

    private TypeDefinitionNode? ParseTypeDefinition(int start, StringValueNode? description, bool isExtension) =>
        SkipKeyword("scalar"u8) ? ParseScalar(start, description, isExtension)
        : SkipKeyword("type"u8) ? ParseObjectType(start, description, isExtension)
        : SkipKeyword("interface"u8) ? ParseInterface(start, description, isExtension)
        : SkipKeyword("union"u8) ? ParseUnion(start, description, isExtension)
        : SkipKeyword("enum"u8) ? ParseEnum(start, description, isExtension)
        : SkipKeyword("input"u8) ? ParseInputObject(start, description, isExtension)
        : null;

    private SchemaNode ParseSchema(int start, StringValueNode? description)
    {
        var directives = ParseDirectives(isConst: true);
        if (!Peek(TokenKind.BraceLeft)) FailExpected(SyntaxErrors.Describe(TokenKind.BraceLeft));
        var operationTypes = ParseOperationTypes();
        return new SchemaNode(SpanFrom(start), false, description, directives, operationTypes);
    }

    private SchemaNode ParseSchemaExtension(int start)
    {
        var directives = ParseDirectives(isConst: true);
        var operationTypes = ParseOperationTypes();
        RequireContent(true, directives.Length + operationTypes.Length);
        return new SchemaNode(SpanFrom(start), true, null, directives, operationTypes);
    }

    private OperationTypeDefinitionNode[] ParseOperationTypes()
    {
        if (!Skip(TokenKind.BraceLeft)) return [];
        var mark = _pendingCount;
        do Push(ParseOperationType());
        while (More(TokenKind.BraceRight));
        return PopFrom<OperationTypeDefinitionNode>(mark);
    }

    private OperationTypeDefinitionNode ParseOperationType()
    {
        var token = _token;
        var operation = OperationKeyword();
        Expect(TokenKind.Name);
        if (operation is null) FailUnexpected(token);
        Expect(TokenKind.Colon);
        var type = ParseNamedType();
        return new OperationTypeDefinitionNode(SpanFrom(token.Start), operation ?? OperationType.Query, type);
    }

    private ScalarTypeNode ParseScalar(int start, StringValueNode? description, bool isExtension)
    {
        var name = ParseName();
        var directives = ParseDirectives(isConst: true);
        RequireContent(isExtension, directives.Length);
        return new ScalarTypeNode(SpanFrom(start), isExtension, description, name, directives);
    }

    private ObjectTypeNode ParseObjectType(int start, StringValueNode? description, bool isExtension)
    {
        var name = ParseName();
        var interfaces = ParseImplements();
        var directives = ParseDirectives(isConst: true);
        var fields = ParseFieldDefinitions();
        RequireContent(isExtension, interfaces.Length + directives.Length + fields.Length);
        return new ObjectTypeNode(SpanFrom(start), isExtension, description, name, interfaces, directives, fields);
    }

    private InterfaceTypeNode ParseInterface(int start, StringValueNode? description, bool isExtension)
    {
        var name = ParseName();
        var interfaces = ParseImplements();
        var directives = ParseDirectives(isConst: true);
        var fields = ParseFieldDefinitions();
        RequireContent(isExtension, interfaces.Length + directives.Length + fields.Length);
        return new InterfaceTypeNode(SpanFrom(start), isExtension, description, name, interfaces, directives, fields);
    }

    private UnionTypeNode ParseUnion(int start, StringValueNode? description, bool isExtension)
    {
        var name = ParseName();
        var directives = ParseDirectives(isConst: true);
        var types = Skip(TokenKind.EqualsSign) ? ParseDelimitedTypes(TokenKind.Pipe) : [];
        RequireContent(isExtension, directives.Length + types.Length);
        return new UnionTypeNode(SpanFrom(start), isExtension, description, name, directives, types);
    }

    private EnumTypeNode ParseEnum(int start, StringValueNode? description, bool isExtension)
    {
        var name = ParseName();
        var directives = ParseDirectives(isConst: true);
        var values = ParseEnumValues();
        RequireContent(isExtension, directives.Length + values.Length);
        return new EnumTypeNode(SpanFrom(start), isExtension, description, name, directives, values);
    }

    private InputObjectTypeNode ParseInputObject(int start, StringValueNode? description, bool isExtension)
    {
        var name = ParseName();
        var directives = ParseDirectives(isConst: true);
        var fields = ParseInputValueDefinitions(TokenKind.BraceLeft, TokenKind.BraceRight);
        RequireContent(isExtension, directives.Length + fields.Length);
        return new InputObjectTypeNode(SpanFrom(start), isExtension, description, name, directives, fields);
    }

    private void RequireContent(bool isExtension, int count)
    {
        if (isExtension && count == 0) FailUnexpected();
    }

    private NamedTypeNode[] ParseImplements() =>
        SkipKeyword("implements"u8) ? ParseDelimitedTypes(TokenKind.Ampersand) : [];

    private NamedTypeNode[] ParseDelimitedTypes(TokenKind delimiter)
    {
        Skip(delimiter);
        var mark = _pendingCount;
        do Push(ParseNamedType());
        while (Skip(delimiter));
        return PopFrom<NamedTypeNode>(mark);
    }

    private FieldDefinitionNode[] ParseFieldDefinitions()
    {
        if (!Skip(TokenKind.BraceLeft)) return [];
        var mark = _pendingCount;
        do Push(ParseFieldDefinition());
        while (More(TokenKind.BraceRight));
        return PopFrom<FieldDefinitionNode>(mark);
    }

    private FieldDefinitionNode ParseFieldDefinition()
    {
        var start = _token.Start;
        var description = ParseDescription();
        var name = ParseName();
        var arguments = ParseInputValueDefinitions(TokenKind.ParenthesisLeft, TokenKind.ParenthesisRight);
        Expect(TokenKind.Colon);
        var type = ParseType();
        var directives = ParseDirectives(isConst: true);
        return new FieldDefinitionNode(SpanFrom(start), description, name, arguments, type, directives);
    }

    private InputValueDefinitionNode[] ParseInputValueDefinitions(TokenKind open, TokenKind close)
    {
        if (!Skip(open)) return [];
        var mark = _pendingCount;
        do Push(ParseInputValueDefinition());
        while (More(close));
        return PopFrom<InputValueDefinitionNode>(mark);
    }

    private InputValueDefinitionNode ParseInputValueDefinition()
    {
        var start = _token.Start;
        var description = ParseDescription();
        var name = ParseName();
        Expect(TokenKind.Colon);
        var type = ParseType();
        var defaultValue = Skip(TokenKind.EqualsSign) ? ParseValue(isConst: true) : null;
        var directives = ParseDirectives(isConst: true);
        return new InputValueDefinitionNode(SpanFrom(start), description, name, type, defaultValue, directives);
    }

    private EnumValueDefinitionNode[] ParseEnumValues()
    {
        if (!Skip(TokenKind.BraceLeft)) return [];
        var mark = _pendingCount;
        do Push(ParseEnumValue());
        while (More(TokenKind.BraceRight));
        return PopFrom<EnumValueDefinitionNode>(mark);
    }

    private EnumValueDefinitionNode ParseEnumValue()
    {
        var start = _token.Start;
        var description = ParseDescription();
        if (PeekKeyword("true"u8) || PeekKeyword("false"u8) || PeekKeyword("null"u8))
        {
            Fail(SyntaxErrors.ReservedEnumValue(SyntaxErrors.Describe(_token, _lexer.Text)), _token.Start);
        }

        var name = ParseName();
        var directives = ParseDirectives(isConst: true);
        return new EnumValueDefinitionNode(SpanFrom(start), description, name, directives);
    }

    private DirectiveDefinitionNode ParseDirectiveDefinition(int start, StringValueNode? description)
    {
        Expect(TokenKind.At);
        var name = ParseName();
        var arguments = ParseInputValueDefinitions(TokenKind.ParenthesisLeft, TokenKind.ParenthesisRight);
        var isRepeatable = SkipKeyword("repeatable"u8);
        ExpectKeyword("on"u8);
        Skip(TokenKind.Pipe);
        var mark = _pendingCount;
        do Push(ParseDirectiveLocation());
        while (Skip(TokenKind.Pipe));
        var locations = PopFrom<NameNode>(mark);
        return new DirectiveDefinitionNode(SpanFrom(start), description, name, arguments, isRepeatable, locations);
    }

    private NameNode ParseDirectiveLocation()
    {
        var token = _token;
        var name = ParseName();
        if (!DirectiveLocations.IsKnown(name.Value)) FailUnexpected(token);
        return name;
    }
}
