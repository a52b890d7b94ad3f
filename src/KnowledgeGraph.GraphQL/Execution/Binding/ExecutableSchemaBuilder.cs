using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Takes the row types and the resolvers of a schema. The root types' row is what <see cref="GraphQLRequest.Root"/>
/// holds, or the default value of their row type (<see cref="Root"/> where nothing is needed). Not safe for several
/// threads.
/// </summary>
public sealed class ExecutableSchemaBuilder
{
    internal Dictionary<string, TypeRegistration> Types { get; } = new(StringComparer.Ordinal);

    internal List<(string Type, string Field, FieldResolver Resolver)> Fields { get; } = [];

    internal Dictionary<string, SubscriptionSource> Sources { get; } = new(StringComparer.Ordinal);

    internal List<AbstractRegistration> Abstracts { get; } = [];

    /// <summary>The resolvers of an object type; asking again with the same row type gives the same.</summary>
    public ObjectResolvers<TRow> Object<TRow>(string type) => ResolversOf<TRow>(type, false);

    /// <summary>
    /// Resolvers for fields of an interface, used for those object types that implement it, have the same row type, and
    /// have no resolver of their own for the field.
    /// </summary>
    public ObjectResolvers<TRow> Interface<TRow>(string type) => ResolversOf<TRow>(type, true);

    /// <summary>
    /// Says how rows of an interface or a union are told apart. Each possible type has the same row type, or, where
    /// rows are of reference types, one that derives from it.
    /// </summary>
    /// <param name="type">The name of the interface or union.</param>
    /// <param name="possibleTypes">Object types by name; <paramref name="resolve"/> gives indices into this
    /// list.</param>
    /// <param name="resolve">Fills in the index of each row's type.</param>
    public ExecutableSchemaBuilder Abstract<TRow>(
        string type, IReadOnlyList<string> possibleTypes, TypeBatch<TRow> resolve)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentNullException.ThrowIfNull(possibleTypes);
        ArgumentNullException.ThrowIfNull(resolve);
        Abstracts.Add(new AbstractRegistration(
            type,
            typeof(TRow),
            possibleTypes,
            (named, possible) => new AbstractBinding<TRow>(named, possible, resolve)));
        return this;
    }

    /// <summary>
    /// Says where the events of a field of the subscription root come from. What the field shows of an event is a
    /// resolver of the root type, as with any other.
    /// </summary>
    public ExecutableSchemaBuilder Subscription(string field, SubscriptionSource source)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        ArgumentNullException.ThrowIfNull(source);
        Sources.Add(field, source);
        return this;
    }

    /// <summary>
    /// Joins the resolvers with the schema. Every field that needs a resolver and lacks one, every resolver without a
    /// field, and every row type that does not fit are errors that name the file and line, all at once.
    /// </summary>
    public ExecutableSchemaResult Build(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        IntrospectionResolvers.Register(this, schema);
        return new SchemaBinder(schema, this).Bind();
    }

    private ObjectResolvers<TRow> ResolversOf<TRow>(string type, bool isInterface)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        if (!Types.TryGetValue(type, out var known))
        {
            var resolvers = new ObjectResolvers<TRow>(type, (field, resolver) => Fields.Add((type, field, resolver)));
            known = new TypeRegistration(typeof(TRow), isInterface, resolvers, () => new RowSet<TRow>());
            Types.Add(type, known);
        }

        return known.Resolvers as ObjectResolvers<TRow> ?? throw new InvalidOperationException(
            $"{type} is registered with rows of {known.Row.Name}, and again with rows of {typeof(TRow).Name}.");
    }

    internal sealed record TypeRegistration(Type Row, bool IsInterface, object Resolvers, Func<RowSet> NewRows);

    internal sealed record AbstractRegistration(
        string Type,
        Type Row,
        IReadOnlyList<string> PossibleTypes,
        Func<NamedType, ObjectBinding[], AbstractBinding> Bind);
}
