using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>What is extended is defined, and of the same kind (graphql-js: PossibleTypeExtensionsRule).</summary>
internal static class PossibleExtensions
{
    public static void Check(SchemaContext context)
    {
        var defined = context.Document.Types
            .GroupBy(type => type.Node.Name.Value)
            .ToDictionary(group => group.Key, group => group.First());
        foreach (var extension in context.Document.TypeExtensions)
        {
            var name = extension.Node.Name.Value;
            if (!defined.TryGetValue(name, out var definition))
            {
                context.Errors.Add(
                    $"Cannot extend type \"{name}\" because it is not defined."
                    + Suggestions.DidYouMean(name, defined.Keys),
                    extension.At(extension.Node.Name));
            }
            else if (definition.Node.GetType() != extension.Node.GetType())
            {
                context.Errors.Add(
                    $"Cannot extend non-{Kind(extension.Node)} type \"{name}\".", definition.Place, extension.Place);
            }
        }
    }

    private static string Kind(TypeDefinitionNode node) => node switch
    {
        ScalarTypeNode => "scalar",
        ObjectTypeNode => "object",
        InterfaceTypeNode => "interface",
        UnionTypeNode => "union",
        EnumTypeNode => "enum",
        _ => "input object",
    };
}
