using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>
/// Names with two underscores at the start belong to introspection
/// (https://spec.graphql.org/September2025/#sec-Names.Reserved-Names).
/// </summary>
internal static class ReservedNames
{
    public static void Check(SchemaContext context)
    {
        foreach (var type in context.Document.Types)
        {
            Check(context, type.Node.Name, type.Place);
        }

        foreach (var type in context.Document.Types.Concat(context.Document.TypeExtensions))
        {
            if (type.Node is EnumTypeNode @enum)
            {
                foreach (var value in @enum.Values) Check(context, value.Name, type.At(value));
            }

            if (type.Node is InputObjectTypeNode input) Check(context, input.Fields, type.Source);
            foreach (var field in SyntaxParts.Fields(type.Node))
            {
                Check(context, field.Name, type.At(field));
                Check(context, field.Arguments, type.Source);
            }
        }

        foreach (var directive in context.Document.Directives)
        {
            Check(context, directive.Node.Name, directive.Place);
            Check(context, directive.Node.Arguments, directive.Source);
        }
    }

    private static void Check(SchemaContext context, IReadOnlyList<InputValueDefinitionNode> values, Source source)
    {
        foreach (var value in values) Check(context, value.Name, new Place(source, value));
    }

    private static void Check(SchemaContext context, NameNode name, Place place)
    {
        if (!name.Value.StartsWith("__", StringComparison.Ordinal)) return;
        context.Errors.Add(
            $"Name \"{name.Value}\" must not begin with \"__\", which is reserved by GraphQL introspection.", place);
    }
}
