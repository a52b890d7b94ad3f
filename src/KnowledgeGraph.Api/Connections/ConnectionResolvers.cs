using System.Buffers;
using KnowledgeGraph.Api.Edges;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Api.Connections;

/// <summary>
/// Every type of the schema named `...Connection` whose rows are nodes or interactions, its edges, and `PageInfo`: the
/// same code for all of them. Connections to other things bring a <see cref="PlainPage"/>.
/// </summary>
internal static class ConnectionResolvers
{
    private const string Suffix = "Connection";

    public static void Register(ExecutableSchemaBuilder builder, Schema schema)
    {
        foreach (var type in schema.Types.OfType<ObjectType>().Where(IsOfOrdinals))
        {
            builder.Object<ConnectionRow>(type.Name)
                .List<int>("nodes", Nodes)
                .List<EdgeRow>("edges", Edges)
                .Object<PageInfoRow>("pageInfo", PageInfo)
                .Leaf("totalCount", TotalCount);
            RegisterEdge(builder, (ObjectType)type.Field("edges")!.Type.Named);
        }

        PageInfoResolvers.Register(builder);
    }

    private static bool IsOfOrdinals(ObjectType type) => type.Name.EndsWith(Suffix, StringComparison.Ordinal)
        && type.Field("nodes")?.Type.Named.Name is { } name
        && (name is "Interaction" or "Comment" || NodeKinds.TryGet(name, out _));

    private static void RegisterEdge(ExecutableSchemaBuilder builder, ObjectType type)
    {
        var edge = builder.Object<EdgeRow>(type.Name)
            .Leaf("cursor", (rows, results, _) => Cursors.Of(rows, results))
            .Object<int>("node", Node);
        foreach (var field in type.Fields.Where(field => field.Name is not ("cursor" or "node")))
            RegisterProperty(edge, field.Name);
    }

    // What links hold; on lists that are not of links everything is null.
    private static void RegisterProperty(ObjectResolvers<EdgeRow> edge, string name)
    {
        if (name == "at")
        {
            edge.Leaf(name, (rows, results, context) =>
            {
                var edges = RentEdges(rows);
                EdgeLeaves.Times(context.Reader(), edges.AsSpan(0, rows.Length), results);
                ArrayPool<int>.Shared.Return(edges);
            });
            return;
        }

        var property = EdgeProperties.OfLinks.FirstOrDefault(property => property.Name == name)
            ?? throw new InvalidOperationException($"{edge.Type}.{name} is no property of any link.");
        if (property.Type == PropertyType.TextList)
        {
            edge.LeafList(name, (rows, results, context) =>
            {
                var edges = RentEdges(rows);
                EdgeLeaves.TextLists(context.Reader(), property, edges.AsSpan(0, rows.Length), results);
                ArrayPool<int>.Shared.Return(edges);
            });
            return;
        }

        edge.Leaf(name, (rows, results, context) =>
        {
            var edges = RentEdges(rows);
            EdgeLeaves.Property(context.Reader(), property, edges.AsSpan(0, rows.Length), results);
            ArrayPool<int>.Shared.Return(edges);
        });
    }

    private static int[] RentEdges(ReadOnlySpan<EdgeRow> rows)
    {
        var edges = ArrayPool<int>.Shared.Rent(rows.Length);
        for (var row = 0; row < rows.Length; row++) edges[row] = rows[row].Batch.Pages.Edges[rows[row].Item];
        return edges;
    }

    private static void Nodes(ReadOnlySpan<ConnectionRow> rows, ListColumn<int> results, FieldContext context)
    {
        foreach (var row in rows) results.Append(row.Batch.Items[row.Start..row.End]);
    }

    private static void Edges(ReadOnlySpan<ConnectionRow> rows, ListColumn<EdgeRow> results, FieldContext context)
    {
        foreach (var row in rows)
        {
            var start = row.Start;
            var edges = results.Append(row.End - start);
            for (var index = 0; index < edges.Length; index++) edges[index] = new EdgeRow(row.Batch, start + index);
        }
    }

    private static void Node(ReadOnlySpan<EdgeRow> rows, ObjectColumn<int> results, FieldContext context)
    {
        var nodes = results.Rows();
        for (var row = 0; row < rows.Length; row++) nodes[row] = rows[row].Batch.Items[rows[row].Item];
    }

    private static void PageInfo(
        ReadOnlySpan<ConnectionRow> rows, ObjectColumn<PageInfoRow> results, FieldContext context)
    {
        var pages = results.Rows();
        for (var row = 0; row < rows.Length; row++) pages[row] = new PageInfoRow(rows[row], null);
    }

    private static void TotalCount(ReadOnlySpan<ConnectionRow> rows, LeafColumn results, FieldContext context)
    {
        var counts = results.Int32s();
        for (var row = 0; row < rows.Length; row++) counts[row] = rows[row].Batch.Totals[rows[row].List];
    }
}
