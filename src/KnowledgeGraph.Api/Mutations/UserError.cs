using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Api.Mutations;

/// <summary>A row of `UserError`.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">What is wrong, where, and what to do.</param>
/// <param name="Path">Where in the arguments, from `input` on.</param>
internal sealed record UserError(string Code, string Message, IReadOnlyList<string> Path)
{
    /// <summary>A refusal of the command that came from the part of the input at <paramref name="path"/>.</summary>
    public static UserError From(Refusal refusal, params ReadOnlySpan<string> path) =>
        new(refusal.Code, refusal.Message, refusal.Property is { } property ? [.. path, property] : [.. path]);
}
