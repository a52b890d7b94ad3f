namespace KnowledgeGraph.GraphQL.Language;

// Definitions and extensions of the type system.
public static partial class Printer
{
    private static string TypeSystem(SyntaxNode node) => node switch
    {
        SchemaNode schema => Definition(
            schema.Description,
            schema.IsExtension,
            "schema",
            Directives(schema.Directives),
            Block(schema.OperationTypes)),
        OperationTypeDefinitionNode root => $"{Keyword(root.Operation)}: {root.Type.Name.Value}",
        ScalarTypeNode scalar => Definition(scalar, "scalar", Directives(scalar.Directives)),
        ObjectTypeNode type => Definition(
            type, "type", Implements(type.Interfaces), Directives(type.Directives), Block(type.Fields)),
        InterfaceTypeNode type => Definition(
            type, "interface", Implements(type.Interfaces), Directives(type.Directives), Block(type.Fields)),
        UnionTypeNode union => Definition(
            union, "union", Directives(union.Directives), Wrap("= ", Join(union.Types, " | "))),
        EnumTypeNode type => Definition(type, "enum", Directives(type.Directives), Block(type.Values)),
        InputObjectTypeNode type => Definition(type, "input", Directives(type.Directives), Block(type.Fields)),
        FieldDefinitionNode field =>
            $"{Description(field.Description)}{field.Name.Value}{List(field.Arguments, indents: true)}"
            + $": {Type(field.Type)}"
            + Wrap(" ", Directives(field.Directives)),
        InputValueDefinitionNode value => Description(value.Description) + JoinFilled(
            " ",
            $"{value.Name.Value}: {Type(value.Type)}",
            Wrap("= ", value.DefaultValue is null ? null : Value(value.DefaultValue)),
            Directives(value.Directives)),
        EnumValueDefinitionNode value =>
            Description(value.Description) + JoinFilled(" ", value.Name.Value, Directives(value.Directives)),
        DirectiveDefinitionNode directive =>
            $"{Description(directive.Description)}directive @{directive.Name.Value}"
            + List(directive.Arguments, indents: true)
            + (directive.IsRepeatable ? " repeatable" : "")
            + $" on {Join(directive.Locations, " | ")}",
        _ => throw Unknown(node),
    };

    private static string Definition(TypeDefinitionNode node, string keyword, params IEnumerable<string> parts) =>
        Definition(node.Description, node.IsExtension, keyword, [node.Name.Value, .. parts]);

    private static string Definition(
        StringValueNode? description, bool isExtension, string keyword, params IEnumerable<string> parts) =>
        Description(description) + JoinFilled(" ", [isExtension ? "extend" : "", keyword, .. parts]);

    private static string Implements(IReadOnlyList<NamedTypeNode> interfaces) =>
        Wrap("implements ", Join(interfaces, " & "));
}
