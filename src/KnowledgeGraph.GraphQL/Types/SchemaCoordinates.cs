using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>
/// Finds what schema coordinates name (https://spec.graphql.org/September2025/#sec-Schema-Coordinates).
/// </summary>
public static class SchemaCoordinates
{
    /// <summary>
    /// A <see cref="NamedType"/>, <see cref="FieldDefinition"/>, <see cref="EnumValueDefinition"/>,
    /// <see cref="InputValueDefinition"/> (an argument or an input field) or <see cref="DirectiveDefinition"/>; null
    /// where the schema has no such element. Meta fields have no coordinates.
    /// </summary>
    public static object? Find(Schema schema, SchemaCoordinateNode coordinate)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(coordinate);
        var argument = coordinate.ArgumentName?.Value;
        if (coordinate.IsDirective)
        {
            var directive = schema.Directive(coordinate.Name.Value);
            return argument is null ? directive : directive?.Argument(argument);
        }

        var type = schema.Type(coordinate.Name.Value);
        if (coordinate.MemberName is not { Value: var member }) return type;
        return type switch
        {
            EnumType @enum when argument is null => @enum.Value(member),
            InputObjectType input when argument is null => input.Field(member),
            FieldedType fielded when argument is null => fielded.Field(member),
            FieldedType fielded => fielded.Field(member)?.Argument(argument),
            _ => null,
        };
    }
}
