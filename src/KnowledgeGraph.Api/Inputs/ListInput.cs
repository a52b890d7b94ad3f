using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.Api.Inputs;

/// <summary>The arguments of a connection as one prepared query, and what of the connection is asked for.</summary>
internal static class ListInput
{
    /// <summary>`first after last before filter orderBy` of a connection to nodes of a kind.</summary>
    /// <exception cref="GraphQLException">They cannot be, or not together.</exception>
    public static ListQuery Prepare(NodeKind kind, FieldContext context)
    {
        var filter = FilterInput.Read(kind, context);
        var order = OrderInput.Read(kind, context.List("orderBy"));
        return context.Reader().TryPrepare(kind, filter, order, PageInput.Read(context), out var query, out var error)
            ? query
            : throw PageInput.ToException(error);
    }

    /// <summary>`first after last before` of a connection to interactions.</summary>
    /// <exception cref="GraphQLException">They cannot be, or not together.</exception>
    public static ListQuery PrepareInteractions(InteractionFilter? filter, FieldContext context) =>
        context.Reader().TryPrepare(filter, PageInput.Read(context), out var query, out var error)
            ? query
            : throw PageInput.ToException(error);

    /// <summary>More than the count is asked for.</summary>
    public static bool WantsPage(FieldContext context) =>
        context.Selects("nodes") || context.Selects("edges") || context.Selects("pageInfo");

    /// <summary>The count is asked for.</summary>
    public static bool WantsTotal(FieldContext context) => context.Selects("totalCount");
}
