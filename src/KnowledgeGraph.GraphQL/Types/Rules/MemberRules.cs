using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>
/// Unions have members that are object types, each once; enums have values
/// (https://spec.graphql.org/September2025/#sec-Unions.Type-Validation, #sec-Enums.Type-Validation).
/// </summary>
internal static class MemberRules
{
    public static void Check(SchemaContext context, UnionType union)
    {
        var references = union.Syntax.OfType<UnionTypeNode>().SelectMany(node => node.Types).ToArray();
        if (references.Length == 0)
        {
            context.Errors.Add(
                $"Union type {union} must define one or more member types.", SyntaxParts.Places(union));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in references.Select(reference => reference.Name.Value))
        {
            if (!context.Factory.Types.TryGetValue(name, out var member)) continue;
            if (!seen.Add(name))
            {
                context.Errors.Add(
                    $"Union type {union} can only include type {name} once.", SyntaxParts.Mentions(union, name));
            }
            else if (member is not ObjectType)
            {
                context.Errors.Add(
                    $"Union type {union} can only include Object types, it cannot include {name}.",
                    SyntaxParts.Mentions(union, name));
            }
        }
    }

    public static void Check(SchemaContext context, EnumType type)
    {
        if (type.Values.Count > 0) return;
        context.Errors.Add($"Enum type {type} must define one or more values.", SyntaxParts.Places(type));
    }
}
