namespace KnowledgeGraph.Model.Commands;

/// <summary>Why a command was not carried out: a value, since it is the caller's mistake.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">What is wrong, where, and what to do.</param>
/// <param name="Property">The property, `from`, `to` or `id` that is meant; null where it is the whole command.</param>
public sealed record Refusal(string Code, string Message, string? Property = null);
