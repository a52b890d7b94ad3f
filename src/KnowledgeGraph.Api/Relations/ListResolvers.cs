using KnowledgeGraph.Api.Connections;
using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Api.Relations;

/// <summary>`members`, `documents` and so on: all nodes of a kind.</summary>
internal static class ListResolvers
{
    public static void Register(ExecutableSchemaBuilder schema)
    {
        var query = schema.Object<Root>("Query");
        foreach (var kind in NodeKinds.All)
        {
            query.Object<ConnectionRow>(
                FieldNames.Plural(kind), (roots, results, context) => Connection(kind.Kind, results, context));
        }
    }

    private static void Connection(NodeKind kind, ObjectColumn<ConnectionRow> results, FieldContext context)
    {
        var query = ListInput.Prepare(kind, context);
        var batch = new ConnectionBatch(query, itemsAreEdges: false);
        var reader = context.Reader();
        for (var root = 0; root < results.Count && ListInput.WantsPage(context); root++)
            reader.Page(kind, query, batch.Pages);
        if (ListInput.WantsTotal(context))
        {
            batch.Totals = new int[results.Count];
            Array.Fill(batch.Totals, reader.Count(kind, query));
        }

        batch.FillRows(results);
    }
}
