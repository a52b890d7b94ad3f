using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL;

/// <summary>
/// An error as the response shows it (https://spec.graphql.org/September2025/#sec-Errors). A value: parsing and
/// validation return all of them, execution collects them. Immutable.
/// </summary>
/// <param name="Message">What was wrong, where, and what to do.</param>
/// <param name="Locations">Where in the document.</param>
public sealed record GraphQLError(string Message, IReadOnlyList<SourceLocation> Locations)
{
    public GraphQLError(string message)
        : this(message, [])
    {
    }

    /// <summary>
    /// Response keys (`string`) and list positions (`int`) from the root to the field; null before execution.
    /// </summary>
    public IReadOnlyList<object>? Path { get; init; }

    /// <summary>
    /// A stable code for clients to switch on, one of <see cref="GraphQLErrorCodes"/> or the application's.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>What else `extensions` holds; values are strings, numbers, booleans, or lists of them.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }
}
