using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>All rules of a type system (https://spec.graphql.org/September2025/#sec-Type-System).</summary>
internal static class SchemaRules
{
    public static void Check(SchemaContext context)
    {
        KnownTypes.Check(context);
        RootTypeRules.Check(context);
    }
}
