using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>A schema with a resolver for every field that needs one. Immutable; to be shared between threads.</summary>
public sealed class ExecutableSchema
{
    private readonly Dictionary<ObjectType, ObjectBinding> _objects;
    private readonly Dictionary<NamedType, AbstractBinding> _abstracts;
    private readonly Dictionary<FieldDefinition, SubscriptionSource> _sources;

    internal ExecutableSchema(
        Schema schema,
        Dictionary<ObjectType, ObjectBinding> objects,
        Dictionary<NamedType, AbstractBinding> abstracts,
        Dictionary<FieldDefinition, SubscriptionSource> sources)
    {
        _sources = sources;
        Schema = schema;
        _objects = objects;
        _abstracts = abstracts;
    }

    public Schema Schema { get; }

    internal ObjectBinding Binding(ObjectType type) => _objects[type];

    /// <summary>Where the events of a field of the subscription root come from.</summary>
    internal SubscriptionSource? SourceOf(FieldDefinition field) => _sources.GetValueOrDefault(field);

    internal AbstractBinding AbstractBinding(NamedType type) => _abstracts[type];
}

/// <summary>What came of building: the executable schema, or all the reasons why it is none.</summary>
public sealed record ExecutableSchemaResult(ExecutableSchema? Schema, IReadOnlyList<GraphQLError> Errors)
{
    /// <summary>All errors, one a line, each with file, line and column where it has them.</summary>
    public string Report() => new SchemaResult(null, Errors).Report();
}
