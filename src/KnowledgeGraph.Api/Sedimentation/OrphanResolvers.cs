using KnowledgeGraph.Api.Connections;
using KnowledgeGraph.Api.Contribution;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Sedimentation;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Api.Sedimentation;

/// <summary>`orphans`: what hangs loose, by id. A cursor is an id.</summary>
internal static class OrphanResolvers
{
    private const char List = 'O';

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query").EachObject<OrphanRows>("orphans", (_, context) => new(Read(context)));
        schema.Object<OrphanRows>("OrphanConnection")
            .EachObjects<int>("nodes", (it, _) => it.Page.Rows)
            .EachObjects("edges", (it, _) => it.Page.Edges)
            .EachObject<PageInfoRow>("pageInfo", (it, _) => new PageInfoRow(default, it.Page.Page))
            .Each("totalCount", (it, _) => it.Page.TotalCount);
        schema.Object<PlainEdge<int>>("OrphanEdge")
            .Each("cursor", (edge, _) => edge.Cursor)
            .EachObject<int>("node", (edge, _) => edge.Row);
    }

    private static PlainConnection<int> Read(FieldContext context)
    {
        var reader = context.Reader();
        var first = ContributionArguments.First(context);
        var name = context.String("kind");
        var kind = NodeKinds.All.First(it => FieldNames.EnumValue(it.Name).TrimStart('_') == name).Kind;
        var rows = Orphans.Of(reader, kind).Select(node => (Node: node, Id: reader.Ids.String(node)!)).ToList();
        rows.Sort((one, other) => string.CompareOrdinal(one.Id, other.Id));
        var skip = 0;
        if (context.String("after") is { } after)
        {
            var (_, _, id) = PlainCursor.Read(List, after);
            skip = rows.Count(row => string.CompareOrdinal(row.Id, id) <= 0);
        }

        return PlainConnection<int>.Of(
            rows, skip, first, row => row.Node, row => PlainCursor.Write(List, 0, 0, row.Id));
    }

    private sealed record OrphanRows(PlainConnection<int> Page);
}
