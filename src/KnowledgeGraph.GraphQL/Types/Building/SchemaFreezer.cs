using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types.Building;

/// <summary>
/// The last step of building: defaults are coerced, what nobody refers to is left out, the schema is made.
/// </summary>
internal static class SchemaFreezer
{
    public static Schema Freeze(SchemaDocument document, TypeFactory factory, RootTypes roots)
    {
        IReadOnlyList<DirectiveDefinition> directives = [.. factory.Directives.Values];
        var used = UsedBuiltInScalars(factory.Types.Values, directives);
        var types = factory.Types.Values
            .Where(type => !type.IsBuiltIn || type is not ScalarType || used.Contains(type))
            .ToArray();
        foreach (var value in InputValues(types, directives))
        {
            if (value.DefaultValue is { } literal) value.Default = InputCoercion.FromLiteral(literal, value.Type);
        }

        var definitions = document.Schemas.Take(1).Concat(document.SchemaExtensions).ToArray();
        var schema = new Schema(
            document.Schemas.FirstOrDefault()?.Node.Description?.Value,
            TypeFactory.Applied(definitions.SelectMany(definition => definition.Node.Directives)),
            (ObjectType)roots[OperationType.Query]!,
            (ObjectType?)roots[OperationType.Mutation],
            (ObjectType?)roots[OperationType.Subscription],
            types,
            directives);
        _ = schema.MetaFields;
        return schema;
    }

    /// <summary>
    /// Only the built-in scalars that something refers to are part of a schema (#sec-Scalars.Built-in-Scalars).
    /// </summary>
    private static HashSet<NamedType> UsedBuiltInScalars(
        IEnumerable<NamedType> types, IReadOnlyList<DirectiveDefinition> directives) =>
        [.. types.OfType<FieldedType>().SelectMany(type => type.Fields).Select(field => field.Type.Named)
            .Concat(InputValues(types, directives).Select(value => value.Type.Named))];

    private static IEnumerable<InputValueDefinition> InputValues(
        IEnumerable<NamedType> types, IEnumerable<DirectiveDefinition> directives) =>
        types.OfType<FieldedType>().SelectMany(type => type.Fields).SelectMany(field => field.Arguments)
            .Concat(types.OfType<InputObjectType>().SelectMany(type => type.Fields))
            .Concat(directives.SelectMany(directive => directive.Arguments));
}
