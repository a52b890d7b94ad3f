using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Api.Nodes;

/// <summary>`node`, `nodes`, each kind by its id, and how rows of the interface `Node` are told apart.</summary>
internal static class NodeResolvers
{
    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Abstract<int>("Node", [.. NodeKinds.All.Select(kind => kind.Name)], Kinds);
        var query = schema.Object<Root>("Query")
            .Object<int>("node", (parents, results, context) => Node(null, results, context))
            .List<int>("nodes", Nodes);
        foreach (var kind in NodeKinds.All)
        {
            query.Object<int>(
                FieldNames.Singular(kind), (parents, results, context) => Node(kind.Kind, results, context));
        }
    }

    private static void Kinds(ReadOnlySpan<int> nodes, Span<int> types, FieldContext context)
    {
        var reader = context.Reader();
        for (var row = 0; row < nodes.Length; row++) types[row] = (int)reader.KindOf(nodes[row]);
    }

    private static void Node(NodeKind? kind, ObjectColumn<int> results, FieldContext context)
    {
        var reader = context.Reader();
        var found = reader.TryFind(context.String("id")!, out var node) &&
            (kind is null || reader.KindOf(node) == kind);
        results.Rows().Fill(node);
        for (var row = 0; !found && row < results.Count; row++) results.SetNull(row);
    }

    private static void Nodes(ReadOnlySpan<Root> parents, ListColumn<int> results, FieldContext context)
    {
        var ids = context.List("ids")!;
        if (ids.Count > Limits.NodesPerRequestMax)
        {
            throw new GraphQLException(
                $"`ids` of {context.Field} has {ids.Count} ids: at most {Limits.NodesPerRequestMax} are taken at once.",
                GraphQLErrorCodes.LimitExceeded);
        }

        var reader = context.Reader();
        for (var parent = 0; parent < parents.Length; parent++)
        {
            var nodes = results.Append(ids.Count);
            for (var index = 0; index < nodes.Length; index++)
            {
                if (!reader.TryFind(ids[index].AsString(), out nodes[index])) results.SetItemNull(index);
            }
        }
    }
}
