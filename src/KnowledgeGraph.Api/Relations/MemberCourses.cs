using KnowledgeGraph.Api.Connections;
using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.Api.Relations;

/// <summary>
/// `Member.courses`, which follows no links but what the member did: each course enrolled in or completed, once.
/// </summary>
internal static class MemberCourses
{
    private static readonly Relation[] Sources =
    [
        ReadModel.Relations.Of(EdgeType.Enrolled, EdgeDirection.Out),
        ReadModel.Relations.Of(EdgeType.Completed, EdgeDirection.Out),
    ];

    public static void Connection(
        ReadOnlySpan<int> members, ObjectColumn<ConnectionRow> results, FieldContext context)
    {
        var reader = context.Reader();
        var query = ListInput.Prepare(NodeKind.Course, context);
        var batch = new ConnectionBatch(query, itemsAreEdges: false);
        if (ListInput.WantsTotal(context)) batch.Totals = new int[members.Length];
        var done = Page(reader, members);
        var courses = new HashSet<int>();
        for (var row = 0; row < members.Length; row++)
        {
            courses.Clear();
            foreach (var pages in done) AddCourses(reader, pages, row, courses);
            int[] list = [.. courses];
            GraphReader.Page(list, query, batch.Pages);
            if (batch.Totals.Length > 0) batch.Totals[row] = GraphReader.Count(list, query);
        }

        batch.FillRows(results);
    }

    private static PageBatch[] Page(GraphReader reader, ReadOnlySpan<int> members)
    {
        if (!reader.TryPrepare(null, new PageArguments(), out var everything, out var error))
            throw PageInput.ToException(error);
        var batches = new PageBatch[Sources.Length];
        for (var source = 0; source < batches.Length; source++)
        {
            batches[source] = new PageBatch();
            reader.Page(Sources[source], members, everything, batches[source]);
        }

        return batches;
    }

    // A document can be completed too.
    private static void AddCourses(GraphReader reader, PageBatch pages, int list, HashSet<int> courses)
    {
        foreach (var node in pages.Nodes[pages.Offsets[list]..pages.Offsets[list + 1]])
        {
            if (node != GraphReader.NoNode && reader.KindOf(node) == NodeKind.Course) courses.Add(node);
        }
    }
}
