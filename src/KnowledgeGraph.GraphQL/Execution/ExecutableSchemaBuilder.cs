using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Takes the row types and the resolvers of a schema. The root types' row is what <see cref="GraphQLRequest.Root"/>
/// holds, or the default value of their row type (<see cref="Root"/> where nothing is needed). Not safe for several
/// threads.
/// </summary>
public sealed class ExecutableSchemaBuilder
{
    private readonly Dictionary<string, (Type Row, bool IsInterface, object Resolvers)> _types = [];
    private readonly List<(string Type, string Field, FieldResolver Resolver)> _fields = [];
    private readonly List<(string Type, Type Row, string[] PossibleTypes, Delegate Resolve)> _abstracts = [];

    /// <summary>The resolvers of an object type; asking again with the same row type gives the same.</summary>
    public ObjectResolvers<TRow> Object<TRow>(string type) => ResolversOf<TRow>(type, false);

    /// <summary>
    /// Resolvers for a field of an interface, used for those object types that implement it, have the same row type, and
    /// have no resolver of their own for the field.
    /// </summary>
    public ObjectResolvers<TRow> Interface<TRow>(string type) => ResolversOf<TRow>(type, true);

    /// <summary>
    /// Says how rows of an interface or a union are told apart. Each possible type has the same row type, or, where
    /// rows are of reference types, one that derives from it.
    /// </summary>
    /// <param name="type">The name of the interface or union.</param>
    /// <param name="possibleTypes">
    /// Object types by name; <paramref name="resolve"/> gives indices into this list.
    /// </param>
    /// <param name="resolve">Fills in the index of each row's type.</param>
    public ExecutableSchemaBuilder Abstract<TRow>(
        string type, IReadOnlyList<string> possibleTypes, TypeBatch<TRow> resolve)
    {
        ArgumentNullException.ThrowIfNull(possibleTypes);
        _abstracts.Add((type, typeof(TRow), [.. possibleTypes], resolve));
        return this;
    }

    /// <summary>
    /// Joins the resolvers with the schema. Every field that needs a resolver and lacks one, every resolver without a
    /// field, and every row type that does not fit are errors that name the file and line.
    /// </summary>
    public ExecutableSchemaResult Build(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var errors = new List<GraphQLError>();
        foreach (var (type, field, _) in _fields)
        {
            if (schema.Type(type) is not FieldedType fielded || fielded.Field(field) is null)
                errors.Add(new GraphQLError($"The resolver {type}.{field} has no field in the schema."));
        }

        return new ExecutableSchemaResult(errors.Count == 0 ? new ExecutableSchema(schema) : null, errors);
    }

    private ObjectResolvers<TRow> ResolversOf<TRow>(string type, bool isInterface)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        if (!_types.TryGetValue(type, out var known))
        {
            var resolvers = new ObjectResolvers<TRow>(type, (field, resolver) => _fields.Add((type, field, resolver)));
            known = (typeof(TRow), isInterface, resolvers);
            _types.Add(type, known);
        }

        return known.Resolvers as ObjectResolvers<TRow> ?? throw new InvalidOperationException(
            $"{type} is registered with rows of {known.Row.Name}, and again with rows of {typeof(TRow).Name}.");
    }
}
