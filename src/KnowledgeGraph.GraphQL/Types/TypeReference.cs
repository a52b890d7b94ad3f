using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>Types as documents write them.</summary>
internal static class TypeReference
{
    /// <summary>
    /// The type that is meant, or null where the schema has none of that name. As deep as the text is nested.
    /// </summary>
    public static SchemaType? Find(Schema schema, TypeNode type) => type switch
    {
        NamedTypeNode named => schema.Type(named.Name.Value),
        ListTypeNode list => Find(schema, list.Type)?.List,
        NonNullTypeNode nonNull => Find(schema, nonNull.Type)?.NonNull,
        _ => null,
    };
}
