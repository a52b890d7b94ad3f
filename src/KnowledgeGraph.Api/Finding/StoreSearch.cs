using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Finding;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Api.Finding;

/// <summary>
/// `search`, answered by the store's own index of words: what that does not know is said, not passed over.
/// </summary>
internal static class StoreSearch
{
    /// <exception cref="GraphQLException">Something is asked for that the store's index cannot say.</exception>
    /// <exception cref="StoreException">The store failed.</exception>
    public static async ValueTask<FindResult> FindAsync(
        IGraphQueries queries, FindRequest request, FieldContext context)
    {
        foreach (var argument in new[] { "where", "near", "within" })
            if (context.Argument(argument) is { IsNull: false }) throw NotSupported(context, argument);
        if (request.Facets.Count > 0) throw NotSupported(context, "facets");
        if (request.Order is not FindOrder.Relevance) throw NotSupported(context, "orderBy");
        if (context.Boolean("explain") == true) throw NotSupported(context, "explain");

        var reader = context.Reader();
        var terms = FoundElsewhere.TermsOf(reader, request.Text) ?? throw NotSupported(context, "query",
            "it takes words, phrases in quotes and excluded words, and one word at least");
        var skip = request.After?.Rank + 1 ?? 0;
        var page = await queries.SearchAsync(
            [.. terms.Select(term => new QueryTerm(term.Text, term.IsExcluded, term.IsLast && request.IsTyping))],
            request.Where.Kinds, context.State<CommunityContext>().Viewer.AccessSeen, skip, request.First,
            context.CancellationToken).ConfigureAwait(false);
        return FoundElsewhere.Of(reader, terms, page.Ids, skip, page.TotalCount);
    }

    private static GraphQLException NotSupported(FieldContext context, string argument, string? why = null)
    {
        var message = $"`{argument}` of {context.Field} is not supported: the store answers searches here, by its own "
            + (why is null ? "index." : $"index; {why}.");
        return new GraphQLException(
            message, "NOT_SUPPORTED", new Dictionary<string, object?> { ["argument"] = argument });
    }
}
