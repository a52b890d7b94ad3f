using KnowledgeGraph.Api.Connections;
using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.Api.Relations;

/// <summary>The fields of <see cref="RelationTable"/>: for all parents at once.</summary>
internal static class RelationResolvers
{
    // Pages that are copied on at once need no batch of their own.
    [ThreadStatic]
    private static PageBatch? _scratch;

    public static void Register(ExecutableSchemaBuilder schema)
    {
        foreach (var field in RelationTable.All) Register(schema.Object<int>(NodeKinds.Of(field.Owner).Name), field);
        schema.Object<int>(NodeKinds.Document.Name).Object<int>("acceptedAnswer", AcceptedAnswer);
        schema.Object<int>(NodeKinds.Member.Name).Object<ConnectionRow>("courses", MemberCourses.Connection);
    }

    private static void Register(ObjectResolvers<int> owner, RelationField field)
    {
        switch (field.Shape)
        {
            case RelationShape.Connection:
                owner.Object<ConnectionRow>(
                    field.Name, (nodes, results, context) => Connection(field, nodes, results, context));
                break;
            case RelationShape.List:
                owner.List<int>(field.Name, (nodes, results, context) => List(field.Relation, nodes, results, context));
                break;
            default:
                owner.Object<int>(
                    field.Name, (nodes, results, context) => Single(field.Relation, nodes, results, context));
                break;
        }
    }

    private static void Connection(
        RelationField field, ReadOnlySpan<int> nodes, ObjectColumn<ConnectionRow> results, FieldContext context)
    {
        var query = ListInput.Prepare(field.Target, context);
        var batch = new ConnectionBatch(query, itemsAreEdges: false);
        var reader = context.Reader();
        if (ListInput.WantsPage(context)) reader.Page(field.Relation, nodes, query, batch.Pages);
        if (ListInput.WantsTotal(context))
        {
            batch.Totals = new int[nodes.Length];
            reader.Count(field.Relation, nodes, query, batch.Totals);
        }

        batch.FillRows(results);
    }

    private static void List(
        Relation relation, ReadOnlySpan<int> nodes, ListColumn<int> results, FieldContext context)
    {
        var pages = Scratch();
        context.Reader().List(relation, nodes, pages);
        var items = pages.Nodes;
        var offsets = pages.Offsets;
        for (var list = 0; list < pages.ListCount; list++)
            results.Append(items[offsets[list]..offsets[list + 1]]);
    }

    private static void Single(
        Relation relation, ReadOnlySpan<int> nodes, ObjectColumn<int> results, FieldContext context)
    {
        var pages = Page(relation, nodes, new PageArguments(First: 1), context.Reader());
        var found = results.Rows();
        for (var list = 0; list < pages.ListCount; list++)
        {
            if (pages.Offsets[list] < pages.Offsets[list + 1]) found[list] = pages.Nodes[pages.Offsets[list]];
            else results.SetNull(list);
        }
    }

    private static void AcceptedAnswer(ReadOnlySpan<int> nodes, ObjectColumn<int> results, FieldContext context)
    {
        var reader = context.Reader();
        var accepted = reader.EdgeBooleans(EdgeType.Answers, "accepted");
        var answers = ReadModel.Relations.Of(EdgeType.Answers, EdgeDirection.In, NodeKind.Document);
        var pages = Page(answers, nodes, new PageArguments(), reader);
        var found = results.Rows();
        for (var list = 0; list < pages.ListCount; list++)
        {
            var item = pages.Offsets[list];
            while (item < pages.Offsets[list + 1] && accepted[pages.Edges[item]] != 1) item++;
            if (item < pages.Offsets[list + 1]) found[list] = pages.Nodes[item];
            else results.SetNull(list);
        }
    }

    private static PageBatch Page(Relation relation, ReadOnlySpan<int> nodes, PageArguments page, GraphReader reader)
    {
        if (!reader.TryPrepare(relation.Neighbour!.Value, null, null, page, out var query, out var error))
            throw PageInput.ToException(error);
        var pages = Scratch();
        reader.Page(relation, nodes, query, pages);
        return pages;
    }

    private static PageBatch Scratch()
    {
        var pages = _scratch ??= new PageBatch();
        pages.Clear();
        return pages;
    }
}
