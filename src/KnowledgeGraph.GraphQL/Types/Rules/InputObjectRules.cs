using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>
/// Input objects have fields of input types; those of a OneOf are nullable and without a default
/// (https://spec.graphql.org/September2025/#sec-Input-Objects.Type-Validation).
/// </summary>
internal static class InputObjectRules
{
    public static void Check(SchemaContext context, InputObjectType type)
    {
        if (type.Fields.Count == 0)
        {
            context.Errors.Add(
                $"Input Object type {type} must define one or more fields.", SyntaxParts.Places(type));
        }

        foreach (var field in type.Fields)
        {
            var typePlace = new Place(field.Source, field.Syntax!.Type);
            if (!field.Type.IsInput)
            {
                context.Errors.Add(
                    $"The type of {type}.{field.Name} must be Input Type but got: {field.Type}.", typePlace);
            }

            if (field is { IsRequired: true, DeprecationReason: not null })
            {
                context.Errors.Add(
                    $"Required input field {type}.{field.Name} cannot be deprecated.",
                    new Place(field.Source, SyntaxParts.Deprecated(field.Syntax)),
                    typePlace);
            }

            if (!type.IsOneOf) continue;
            if (field.Type.IsNonNull)
            {
                context.Errors.Add($"OneOf input field {type}.{field.Name} must be nullable.", typePlace);
            }

            if (field.DefaultValue is not null)
            {
                context.Errors.Add(
                    $"OneOf input field {type}.{field.Name} cannot have a default value.",
                    new Place(field.Source, field.Syntax));
            }
        }
    }
}
