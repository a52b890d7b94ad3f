using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>
/// Root types are object types, a query type is there, and no two are the same
/// (https://spec.graphql.org/September2025/#sec-Root-Operation-Types).
/// </summary>
internal static class RootTypeRules
{
    public static void Check(SchemaContext context)
    {
        var roots = context.Roots;
        if (roots[OperationType.Query] is null)
        {
            context.Errors.Add(
                "Query root type must be provided.",
                context.Document.Schemas.Select(schema => schema.Place).FirstOrDefault());
        }

        foreach (var operation in Enum.GetValues<OperationType>())
        {
            if (roots[operation] is null or ObjectType) continue;
            var condition = operation == OperationType.Query ? "" : " if provided";
            context.Errors.Add(
                $"{operation} root type must be Object type{condition}, it cannot be {roots[operation]}.",
                roots.PlaceOf(operation));
        }

        var shared = Enum.GetValues<OperationType>()
            .Where(operation => roots[operation] is not null)
            .GroupBy(operation => roots[operation]!)
            .Where(group => group.Count() > 1);
        foreach (var group in shared)
        {
            var operations = string.Join(" and ", group.Select(operation => operation.ToString().ToLowerInvariant()));
            context.Errors.Add(
                $"All root types must be different, \"{group.Key}\" type is used as {operations} root types.",
                [.. group.Select(roots.PlaceOf)]);
        }
    }
}
