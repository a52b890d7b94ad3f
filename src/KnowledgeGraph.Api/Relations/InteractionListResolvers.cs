using KnowledgeGraph.Api.Connections;
using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.Api.Relations;

/// <summary>Connections to interactions: what a member did, and what was done with a node.</summary>
internal static class InteractionListResolvers
{
    // Fields that give the interactions of one type.
    private static readonly (NodeKind Owner, string Field, EdgeType Type)[] OfOneType =
    [
        (NodeKind.Document, "comments", EdgeType.Commented),
        (NodeKind.Course, "enrollments", EdgeType.Enrolled),
        (NodeKind.Course, "completions", EdgeType.Completed),
        (NodeKind.Course, "ratings", EdgeType.Rated),
        (NodeKind.Activity, "invitations", EdgeType.Invited),
        (NodeKind.Activity, "attendances", EdgeType.Attended),
    ];

    public static void Register(ExecutableSchemaBuilder schema)
    {
        foreach (var (owner, name, type) in OfOneType)
        {
            var relation = ReadModel.Relations.Of(type, EdgeDirection.In);
            schema.Object<int>(NodeKinds.Of(owner).Name).Object<ConnectionRow>(
                name, (nodes, results, context) => Connection(relation, null, nodes, results, context));
        }

        foreach (var kind in NodeKinds.All)
        {
            schema.Object<int>(kind.Name).Object<ConnectionRow>(
                "interactions", kind.Kind == NodeKind.Member ? OfMember : OfNode);
        }
    }

    private static void OfMember(
        ReadOnlySpan<int> members, ObjectColumn<ConnectionRow> results, FieldContext context)
    {
        EdgeType[]? types = context.List("types") is { } names
            ? [.. names.Select(name => TypeOf(name.AsString())).Distinct()]
            : null;
        // The interactions of one type stand in a list of their own.
        if (types is [var only])
            Connection(ReadModel.Relations.Of(only, EdgeDirection.Out), null, members, results, context);
        else
            Connection(ReadModel.Relations.Interactions, types, members, results, context);
    }

    private static void OfNode(ReadOnlySpan<int> nodes, ObjectColumn<ConnectionRow> results, FieldContext context)
    {
        var relation = ReadModel.Relations.Of(TypeOf(context.String("type")!), EdgeDirection.In);
        Connection(relation, null, nodes, results, context);
    }

    private static void Connection(
        Relation relation, EdgeType[]? types,
        ReadOnlySpan<int> nodes, ObjectColumn<ConnectionRow> results, FieldContext context)
    {
        var filter = types is null ? null : new InteractionFilter { Types = types };
        var query = ListInput.PrepareInteractions(filter, context);
        var batch = new ConnectionBatch(query, itemsAreEdges: true);
        var reader = context.Reader();
        if (ListInput.WantsPage(context)) reader.Page(relation, nodes, query, batch.Pages);
        if (ListInput.WantsTotal(context))
        {
            batch.Totals = new int[nodes.Length];
            reader.Count(relation, nodes, query, batch.Totals);
        }

        batch.FillRows(results);
    }

    private static EdgeType TypeOf(string name) => EdgeTypes.TryGet(name, out var type)
        ? type.Type
        : throw new InvalidOperationException($"The schema has the interaction type {name}; the table has not.");
}
