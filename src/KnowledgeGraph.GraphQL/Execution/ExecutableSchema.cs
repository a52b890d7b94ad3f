using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>A schema with a resolver for every field that needs one. Immutable; to be shared between threads.</summary>
public sealed class ExecutableSchema
{
    internal ExecutableSchema(Schema schema) => Schema = schema;

    public Schema Schema { get; }
}

/// <summary>What came of building: the executable schema, or all the reasons why it is none.</summary>
public sealed record ExecutableSchemaResult(ExecutableSchema? Schema, IReadOnlyList<GraphQLError> Errors);
