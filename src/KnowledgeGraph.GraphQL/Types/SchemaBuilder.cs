namespace KnowledgeGraph.GraphQL.Types;

/// <summary>What came of building a schema: the schema, or all the reasons why it is none.</summary>
public sealed record SchemaResult(Schema? Schema, IReadOnlyList<GraphQLError> Errors);

/// <summary>Builds a <see cref="Schema"/> from the sources of a type system.</summary>
public static class SchemaBuilder;
