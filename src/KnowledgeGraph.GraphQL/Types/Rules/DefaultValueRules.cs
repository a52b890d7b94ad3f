using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>Defaults fit their types (https://spec.graphql.org/September2025/#sec-Values-of-Correct-Type).</summary>
internal static class DefaultValueRules
{
    public static void Check(SchemaContext context, bool checksValues)
    {
        foreach (var type in context.Factory.Types.Values)
        {
            if (type is InputObjectType input)
            {
                foreach (var field in input.Fields) Check(context, field, $"{type}.{field.Name}", checksValues);
            }

            if (type is not FieldedType fielded) continue;
            foreach (var field in fielded.Fields)
            {
                foreach (var argument in field.Arguments)
                {
                    Check(context, argument, $"{field}({argument.Name}:)", checksValues);
                }
            }
        }

        foreach (var directive in context.Factory.Directives.Values)
        {
            foreach (var argument in directive.Arguments)
            {
                Check(context, argument, $"@{directive.Name}({argument.Name}:)", checksValues);
            }
        }
    }

    private static void Check(
        SchemaContext context, InputValueDefinition definition, string coordinate, bool checksValue)
    {
        if (definition.DefaultValue is not { } literal) return;
        UniqueInputFields.Check(context, literal, definition.Source!);
        if (!checksValue || !definition.Type.IsInput) return;
        var errors = new InputErrors();
        InputCoercion.FromLiteral(literal, definition.Type, null, errors);
        foreach (var error in errors.All)
        {
            context.Errors.Add(
                $"{coordinate} has invalid default value: {error.Message}", new Place(definition.Source, literal));
        }
    }
}
