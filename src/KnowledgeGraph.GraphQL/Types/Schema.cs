using System.Diagnostics.CodeAnalysis;
using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>
/// A type system: valid, complete with the specification's own types and directives, frozen, and to be shared between
/// threads. It knows nothing of resolvers. Made by <see cref="SchemaBuilder"/>.
/// </summary>
public sealed class Schema
{
    private readonly Dictionary<string, NamedType> _types;
    private readonly Dictionary<string, DirectiveDefinition> _directives;
    private readonly Dictionary<NamedType, ObjectType[]> _possibleTypes;
    private MetaFields? _metaFields;

    internal Schema(
        string? description,
        IReadOnlyList<AppliedDirective> appliedDirectives,
        ObjectType queryType,
        ObjectType? mutationType,
        ObjectType? subscriptionType,
        IReadOnlyList<NamedType> types,
        IReadOnlyList<DirectiveDefinition> directives)
    {
        Description = description;
        AppliedDirectives = appliedDirectives;
        QueryType = queryType;
        MutationType = mutationType;
        SubscriptionType = subscriptionType;
        Types = types;
        Directives = directives;
        _types = types.ToDictionary(type => type.Name, StringComparer.Ordinal);
        _directives = directives.ToDictionary(directive => directive.Name, StringComparer.Ordinal);
        _possibleTypes = types.Where(type => type.IsAbstract).ToDictionary(type => type, FindPossibleTypes);
    }

    public string? Description { get; }

    /// <summary>The directives applied to the schema itself.</summary>
    public IReadOnlyList<AppliedDirective> AppliedDirectives { get; }

    public ObjectType QueryType { get; }
    public ObjectType? MutationType { get; }
    public ObjectType? SubscriptionType { get; }

    /// <summary>All named types: those of the definition in its order, then the specification's.</summary>
    public IReadOnlyList<NamedType> Types { get; }

    public IReadOnlyList<DirectiveDefinition> Directives { get; }

    public NamedType? Type(string name) => _types.GetValueOrDefault(name);

    public bool TryGetType(string name, [NotNullWhen(true)] out NamedType? type) => _types.TryGetValue(name, out type);

    /// <summary>The type that a reference names, or null where the schema has none of that name.</summary>
    public SchemaType? Resolve(TypeNode reference) => reference switch
    {
        NamedTypeNode named => Type(named.Name.Value),
        ListTypeNode list => Resolve(list.Type)?.List,
        NonNullTypeNode nonNull => Resolve(nonNull.Type)?.NonNull,
        _ => throw new ArgumentException($"Not a type reference: {reference?.GetType().Name}.", nameof(reference)),
    };

    public DirectiveDefinition? Directive(string name) => _directives.GetValueOrDefault(name);

    /// <summary>`__typename`, `__schema` and `__type`.</summary>
    public MetaFields MetaFields => _metaFields ??= new MetaFields(this);

    /// <summary>
    /// The field that a selection of that name on <paramref name="parent"/> means, meta fields included, or null.
    /// </summary>
    public FieldDefinition? Field(NamedType parent, string name) =>
        (parent as FieldedType)?.Field(name) ?? MetaFields.On(parent, name);

    /// <summary>The root type of a kind of operation, or null where the schema has none.</summary>
    public ObjectType? RootType(OperationType operation) => operation switch
    {
        OperationType.Query => QueryType,
        OperationType.Mutation => MutationType,
        _ => SubscriptionType,
    };

    /// <summary>
    /// The object types that a value of this type can be: itself, a union's members, an interface's implementations.
    /// </summary>
    public IReadOnlyList<ObjectType> PossibleTypes(NamedType type) =>
        type is ObjectType own ? [own] : _possibleTypes.TryGetValue(type, out var possible) ? possible : [];

    /// <summary>A value of <paramref name="type"/> is always also one of <paramref name="of"/>.</summary>
    public static bool IsSubtype(SchemaType type, SchemaType of)
    {
        if (ReferenceEquals(type, of)) return true;
        if (of is NonNullType nonNullOf) return type is NonNullType nonNull && IsSubtype(nonNull.Of, nonNullOf.Of);
        if (type is NonNullType inner) return IsSubtype(inner.Of, of);
        if (of is ListType listOf) return type is ListType list && IsSubtype(list.Of, listOf.Of);
        if (type is ListType) return false;
        return of switch
        {
            UnionType union => type is ObjectType member && union.Types.Contains(member),
            InterfaceType @interface => type is FieldedType fielded && fielded.Interfaces.Contains(@interface),
            _ => false,
        };
    }

    private ObjectType[] FindPossibleTypes(NamedType type) => type is UnionType union
        ? [.. union.Types]
        : [.. Types.OfType<ObjectType>().Where(candidate => candidate.Interfaces.Contains((InterfaceType)type))];
}
