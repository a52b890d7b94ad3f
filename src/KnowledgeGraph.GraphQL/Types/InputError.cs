namespace KnowledgeGraph.GraphQL.Types;

/// <summary>Why a value does not fit its type.</summary>
/// <param name="Message">In the words of graphql-js.</param>
/// <param name="Path">
/// Field names (`string`) and list positions (`int`) from the whole value to what does not fit.
/// </param>
/// <param name="Value">What does not fit, as JSON gave it; null for a literal.</param>
public sealed record InputError(string Message, IReadOnlyList<object> Path, InputValue? Value = null);
