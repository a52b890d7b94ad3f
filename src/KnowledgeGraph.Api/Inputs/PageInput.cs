using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.Api.Inputs;

/// <summary>
/// Reads the arguments of a connection (https://relay.dev/graphql/connections.htm#sec-Arguments) and holds pages to
/// their limit; what contradicts itself is found when the list is prepared.
/// </summary>
internal static class PageInput
{
    /// <exception cref="GraphQLException">The page would be larger than <see cref="Limits.PageSizeMax"/>.</exception>
    public static PageArguments Read(FieldContext context)
    {
        var first = Limited(context, "first");
        var last = Limited(context, "last");
        if (first is null && last is null) first = Limits.PageSizeDefault;
        return new PageArguments(first, context.String("after"), last, context.String("before"));
    }

    /// <summary>`first` and `after` of a connection that is only read forwards.</summary>
    /// <exception cref="GraphQLException">The page cannot be, or would be too large.</exception>
    public static PageArguments ReadForward(FieldContext context)
    {
        var first = Limited(context, "first") ?? Limits.PageSizeDefault;
        if (first >= 0) return new PageArguments(first, context.String("after"));
        throw ToException(new QueryError(
            QueryErrorCodes.InvalidPage, $"`first` is {first}; it is 0 or more.", "first"));
    }

    /// <summary>What is wrong with a list's arguments, as the error of its field.</summary>
    public static GraphQLException ToException(QueryError error) => new(
        error.Message, error.Code, new Dictionary<string, object?> { ["argument"] = error.Argument });

    private static int? Limited(FieldContext context, string argument)
    {
        var count = context.Int32(argument);
        return count is null or <= Limits.PageSizeMax
            ? count
            : throw new GraphQLException(
                $"`{argument}` of {context.Field} is {count}: a page has at most {Limits.PageSizeMax}. " +
                "Ask for the next one with `after` or `before`.",
                GraphQLErrorCodes.LimitExceeded,
                new Dictionary<string, object?> { ["argument"] = argument, ["limit"] = Limits.PageSizeMax });
    }
}
