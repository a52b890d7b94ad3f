using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types.Building;

/// <summary>
/// All definitions of all sources, by what they define, each kind in the order written. Immutable once read.
/// </summary>
internal sealed class SchemaDocument
{
    public SchemaDocument(IEnumerable<DocumentNode> documents)
    {
        foreach (var document in documents)
        {
            foreach (var definition in document.Definitions) Add(definition, document.Source);
        }

        ExtensionsByName = TypeExtensions.ToLookup(extension => extension.Node.Name.Value, StringComparer.Ordinal);
    }

    public List<Placed<SchemaNode>> Schemas { get; } = [];
    public List<Placed<SchemaNode>> SchemaExtensions { get; } = [];
    public List<Placed<TypeDefinitionNode>> Types { get; } = [];
    public List<Placed<TypeDefinitionNode>> TypeExtensions { get; } = [];
    public List<Placed<DirectiveDefinitionNode>> Directives { get; } = [];

    /// <summary>What has no place in a schema.</summary>
    public List<Placed<ExecutableDefinitionNode>> Executables { get; } = [];

    public ILookup<string, Placed<TypeDefinitionNode>> ExtensionsByName { get; }

    private void Add(DefinitionNode definition, Source source)
    {
        switch (definition)
        {
            case SchemaNode schema:
                (schema.IsExtension ? SchemaExtensions : Schemas).Add(new(schema, source));
                break;
            case TypeDefinitionNode type:
                (type.IsExtension ? TypeExtensions : Types).Add(new(type, source));
                break;
            case DirectiveDefinitionNode directive:
                Directives.Add(new(directive, source));
                break;
            case ExecutableDefinitionNode executable:
                Executables.Add(new(executable, source));
                break;
        }
    }
}
