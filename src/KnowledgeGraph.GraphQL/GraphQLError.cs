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

    /// <summary>
    /// The element of the schema that it is about, as a coordinate (`Type.field`, `Type.field(argument:)`).
    /// </summary>
    public string? Coordinate { get; init; }

    /// <summary>
    /// Where in an argument or a variable: its name, then field names (`string`) and list positions (`int`).
    /// </summary>
    public IReadOnlyList<object>? InputPath { get; init; }

    /// <summary>The names that were perhaps meant, the likeliest first; the message has them in words.</summary>
    public IReadOnlyList<string>? Suggestions { get; init; }

    /// <summary>What else `extensions` holds; values are strings, numbers, booleans, or lists of them.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }
}
