using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>What went wrong with a value; the engine adds the path and the locations.</summary>
/// <param name="Message">What was wrong and what to do; the client sees it.</param>
/// <param name="Code">A stable code for `extensions.code`.</param>
/// <param name="Extensions">What else `extensions` shall hold: strings, numbers, booleans, or lists of them.</param>
public sealed record FieldError(
    string Message,
    string? Code = null,
    IReadOnlyDictionary<string, object?>? Extensions = null)
{
    /// <summary>Where in the document, where that is not the field itself.</summary>
    internal SourceSpan? Span { get; init; }

    /// <summary>The element that it is about, where that is not the field itself.</summary>
    internal string? Coordinate { get; init; }

    /// <summary>The argument that does not fit, and where in it: see <see cref="GraphQLError.InputPath"/>.</summary>
    public IReadOnlyList<object>? InputPath { get; init; }
}
