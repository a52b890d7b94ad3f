using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>
/// Objects and interfaces have fields of output types, with arguments of input types; what is required is not
/// deprecated (https://spec.graphql.org/September2025/#sec-Objects.Type-Validation).
/// </summary>
internal static class FieldRules
{
    public static void Check(SchemaContext context, FieldedType type)
    {
        if (type.Fields.Count == 0)
        {
            context.Errors.Add($"Type {type} must define one or more fields.", SyntaxParts.Places(type));
        }

        foreach (var field in type.Fields)
        {
            if (!field.Type.IsOutput)
            {
                context.Errors.Add(
                    $"The type of {type}.{field.Name} must be Output Type but got: {field.Type}.",
                    new Place(field.Source, field.Syntax!.Type));
            }

            foreach (var argument in field.Arguments)
            {
                CheckArgument(context, argument, $"{type}.{field.Name}({argument.Name}:)", argument.Syntax!.Type);
            }
        }
    }

    /// <param name="context">Where errors go.</param>
    /// <param name="argument">Of a field or a directive.</param>
    /// <param name="coordinate">As in `Type.field(argument:)`.</param>
    /// <param name="place">What an error of its type points at.</param>
    public static void CheckArgument(
        SchemaContext context, InputValueDefinition argument, string coordinate, Language.SyntaxNode place)
    {
        if (!argument.Type.IsInput)
        {
            context.Errors.Add(
                $"The type of {coordinate} must be Input Type but got: {argument.Type}.",
                new Place(argument.Source, place));
        }

        if (argument is { IsRequired: true, DeprecationReason: not null })
        {
            context.Errors.Add(
                $"Required argument {coordinate} cannot be deprecated.",
                new Place(argument.Source, SyntaxParts.Deprecated(argument.Syntax)),
                new Place(argument.Source, argument.Syntax!.Type));
        }
    }
}
