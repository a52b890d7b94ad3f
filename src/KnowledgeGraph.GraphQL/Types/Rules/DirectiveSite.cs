using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>A place in a schema where directives are applied.</summary>
/// <param name="Location">Its name in the grammar, as in `FIELD_DEFINITION`.</param>
/// <param name="Owner">What it is one with: a type and its extensions are one, as is the schema.</param>
/// <param name="Directives">What is applied.</param>
/// <param name="Source">Where it stands.</param>
internal sealed record DirectiveSite(
    string Location, object Owner, IReadOnlyList<DirectiveNode> Directives, Source Source)
{
    public static IEnumerable<DirectiveSite> All(SchemaDocument document) =>
        document.Schemas.Concat(document.SchemaExtensions)
            .Select(schema => new DirectiveSite(
                DirectiveLocations.Schema, document, schema.Node.Directives, schema.Source))
            .Concat(document.Types.Concat(document.TypeExtensions).SelectMany(OfType))
            .Concat(document.Directives.SelectMany(directive =>
                OfArguments(directive.Node.Arguments, directive.Source)))
            .Where(site => site.Directives.Count > 0);

    private static IEnumerable<DirectiveSite> OfType(Placed<TypeDefinitionNode> type)
    {
        var (node, source) = type;
        IEnumerable<DirectiveSite> own = [new(LocationOf(node), node.Name.Value, node.Directives, source)];
        return node switch
        {
            EnumTypeNode @enum => own.Concat(@enum.Values.Select(value =>
                new DirectiveSite(DirectiveLocations.EnumValue, value, value.Directives, source))),
            InputObjectTypeNode input => own.Concat(input.Fields.Select(field =>
                new DirectiveSite(DirectiveLocations.InputFieldDefinition, field, field.Directives, source))),
            _ => own.Concat(SyntaxParts.Fields(node).SelectMany(field =>
                OfArguments(field.Arguments, source).Prepend(
                    new DirectiveSite(DirectiveLocations.FieldDefinition, field, field.Directives, source)))),
        };
    }

    private static IEnumerable<DirectiveSite> OfArguments(
        IReadOnlyList<InputValueDefinitionNode> arguments, Source source) =>
        arguments.Select(argument =>
            new DirectiveSite(DirectiveLocations.ArgumentDefinition, argument, argument.Directives, source));

    private static string LocationOf(TypeDefinitionNode node) => node switch
    {
        ScalarTypeNode => DirectiveLocations.Scalar,
        ObjectTypeNode => DirectiveLocations.Object,
        InterfaceTypeNode => DirectiveLocations.Interface,
        UnionTypeNode => DirectiveLocations.Union,
        EnumTypeNode => DirectiveLocations.Enum,
        _ => DirectiveLocations.InputObject,
    };
}
