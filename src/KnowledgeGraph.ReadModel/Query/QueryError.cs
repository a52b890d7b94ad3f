namespace KnowledgeGraph.ReadModel.Query;

/// <summary>What is wrong with a request for a list: the client's mistake, as a value.</summary>
/// <param name="Code">One of <see cref="QueryErrorCodes"/>.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Argument">The argument that is meant.</param>
public sealed record QueryError(string Code, string Message, string Argument);

/// <summary>The codes of what can be wrong with a request for a list. Public: clients switch on them.</summary>
public static class QueryErrorCodes
{
    /// <summary>The cursor is no cursor, or one of a list in another order.</summary>
    public const string InvalidCursor = "INVALID_CURSOR";

    /// <summary>The cursor is one of the log of changes, which no longer reaches back that far.</summary>
    public const string CursorExpired = "CURSOR_EXPIRED";

    /// <summary>The page's bounds contradict each other or are out of range.</summary>
    public const string InvalidPage = "INVALID_PAGE";
}
