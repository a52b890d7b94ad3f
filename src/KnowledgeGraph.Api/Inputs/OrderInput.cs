using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.Api.Inputs;

/// <summary>Reads `orderBy`, a list of `{ field direction }`, whose fields are named after the nodes'.</summary>
internal static class OrderInput
{
    private static readonly Dictionary<string, NodeField>[] Fields = [.. NodeKinds.All.Select(FieldsOf)];

    /// <summary>The order; null, which is the kind's own, where none is given.</summary>
    public static NodeOrder? Read(NodeKind kind, IReadOnlyList<InputValue>? keys) =>
        keys is null or []
            ? null
            : new NodeOrder(kind, [.. keys.Select(key => ReadKey(kind, key)).DistinctBy(key => key.Field)]);

    private static NodeOrderKey ReadKey(NodeKind kind, InputValue key) => new(
        Fields[(int)kind][key.Field("field")!.AsString()],
        key.Field("direction")!.AsString() == "DESC");

    private static Dictionary<string, NodeField> FieldsOf(NodeKindDefinition kind) => NodeFields.All(kind.Kind)
        .Where(field => field.Type != PropertyType.TextList)
        .ToDictionary(field => FieldNames.EnumValue(field.Name), StringComparer.Ordinal);
}
