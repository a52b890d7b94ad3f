namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// What becomes of the data where there is an error: the request's `onError`
/// (https://github.com/graphql/graphql-spec/pull/1163).
/// </summary>
public enum ErrorBehavior
{
    /// <summary>
    /// A null that may not be goes up to the nearest place where one may. What requests get that say nothing.
    /// </summary>
    Propagate,

    /// <summary>The place of the error becomes null, also where its type is non-null; nothing else is lost.</summary>
    Null,

    /// <summary>Nothing more is executed; the data is null and there is one error.</summary>
    Halt,
}

/// <summary>The words of <see cref="ErrorBehavior"/> in requests.</summary>
public static class ErrorBehaviors
{
    /// <summary>All words, for whoever has to name them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["PROPAGATE", "NULL", "HALT"];

    /// <summary>Reads a word; false where it is none of them.</summary>
    public static bool TryParse(string? word, out ErrorBehavior behavior)
    {
        behavior = word switch
        {
            "NULL" => ErrorBehavior.Null,
            "HALT" => ErrorBehavior.Halt,
            _ => ErrorBehavior.Propagate,
        };
        return word is "PROPAGATE" || behavior != ErrorBehavior.Propagate;
    }
}
