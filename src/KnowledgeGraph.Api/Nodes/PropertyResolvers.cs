using System.Text;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Api.Nodes;

/// <summary>
/// The leaf fields of nodes, whose rows are ordinals: one gather of a column of the read model for all parents, and
/// texts as slices that are copied into the response as they stand.
/// </summary>
internal static class PropertyResolvers
{
    public static void Register(ExecutableSchemaBuilder schema)
    {
        foreach (var kind in NodeKinds.All)
        {
            var type = schema.Object<int>(kind.Name);
            foreach (var field in NodeFields.All(kind.Kind)) Register(type, field);
        }
    }

    private static void Register(ObjectResolvers<int> type, NodeField field)
    {
        if (field.Type == PropertyType.TextList)
        {
            type.LeafList(field.Name, (nodes, results, context) =>
                Leaves.TextLists(context.Reader().TextLists(field), nodes, results));
            return;
        }

        if (field.Name == "documentCount")
        {
            var documents = ReadModel.Relations.Of(EdgeType.About, EdgeDirection.In, NodeKind.Document);
            type.Leaf(field.Name, (nodes, results, context) =>
                context.Reader().Degrees(documents, nodes, results.Int32s()));
            return;
        }

        var tokens = field.Type == PropertyType.Enumeration ? TokensOf(field) : [];
        type.Leaf(field.Name, field.Type switch
        {
            PropertyType.Text => (nodes, results, context) =>
                Leaves.Texts(context.Reader().Texts(field), nodes, results),
            PropertyType.Integer => (nodes, results, context) =>
                Leaves.Integers(context.Reader().Integers(field), nodes, results),
            PropertyType.Number => (nodes, results, context) =>
                Leaves.Numbers(context.Reader().Numbers(field), nodes, results),
            PropertyType.Instant => (nodes, results, context) =>
                Leaves.Instants(context.Reader().Instants(field), nodes, results),
            PropertyType.Enumeration => (nodes, results, context) =>
                Leaves.Enumerations(context.Reader().Bytes(field), tokens, nodes, results),
            _ => throw new InvalidOperationException($"No resolver for {field} of type {field.Type}."),
        });
    }

    private static byte[][] TokensOf(NodeField field) =>
        [.. NodeKinds.Of(field.Kind)[field.Name].Values.Select(value => Encoding.UTF8.GetBytes($"\"{value}\""))];
}
