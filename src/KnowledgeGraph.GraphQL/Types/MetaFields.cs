namespace KnowledgeGraph.GraphQL.Types;

/// <summary>
/// The fields that every schema has beside its own (https://spec.graphql.org/September2025/#sec-Introspection):
/// `__typename` on every composite type, `__schema` and `__type` on the query type. Immutable.
/// </summary>
public sealed class MetaFields
{
    private readonly Schema _schema;

    internal MetaFields(Schema schema)
    {
        _schema = schema;
        var text = Existing("String");
        TypeName = new FieldDefinition("__typename")
        {
            Description = "The name of the current Object type at runtime.",
            Type = text.NonNull,
        };
        Schema = new FieldDefinition("__schema")
        {
            Description = "Access the current type schema of this server.",
            Type = Existing("__Schema").NonNull,
        };
        Type = new FieldDefinition("__type")
        {
            Description = "Request the type information of a single type.",
            Type = Existing("__Type"),
            Arguments = [new InputValueDefinition("name") { Type = text.NonNull }],
        };
    }

    public FieldDefinition TypeName { get; }

    public FieldDefinition Schema { get; }

    public FieldDefinition Type { get; }

    /// <summary>The meta field of that name that may be selected on <paramref name="parent"/>, or null.</summary>
    public FieldDefinition? On(NamedType parent, string name)
    {
        if (!name.StartsWith("__", StringComparison.Ordinal)) return null;
        if (name == TypeName.Name) return parent.IsComposite ? TypeName : null;
        if (parent != _schema.QueryType) return null;
        return name == Schema.Name ? Schema : name == Type.Name ? Type : null;
    }

    private NamedType Existing(string name) =>
        _schema.Type(name) ?? throw new InvalidOperationException($"The schema lacks the specification's type {name}.");
}
