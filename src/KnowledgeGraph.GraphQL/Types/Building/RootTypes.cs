using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types.Building;

/// <summary>
/// The root types of a document (https://spec.graphql.org/September2025/#sec-Root-Operation-Types): what `schema` and
/// its extensions name, and, where there is no `schema`, the types called `Query`, `Mutation` and `Subscription`.
/// </summary>
internal sealed class RootTypes
{
    private readonly Dictionary<OperationType, (NamedType Type, Place Place)> _roots = [];

    public RootTypes(SchemaDocument document, IReadOnlyDictionary<string, NamedType> types)
    {
        if (document.Schemas.Count == 0)
        {
            foreach (var operation in Enum.GetValues<OperationType>())
            {
                if (!types.TryGetValue(operation.ToString(), out var type) || type.IsBuiltIn) continue;
                _roots[operation] = (type, new Place(type.Sources[0], type.Syntax[0]));
            }
        }

        foreach (var schema in document.Schemas.Take(1).Concat(document.SchemaExtensions))
        {
            foreach (var root in schema.Node.OperationTypes)
            {
                if (!types.TryGetValue(root.Type.Name.Value, out var type)) continue;
                _roots.TryAdd(root.Operation, (type, schema.At(root.Type)));
            }
        }
    }

    public NamedType? this[OperationType operation] => _roots.TryGetValue(operation, out var root) ? root.Type : null;

    /// <summary>Where it is said.</summary>
    public Place PlaceOf(OperationType operation) => _roots[operation].Place;
}
