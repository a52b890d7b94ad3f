using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>
/// How values of a scalar come in (https://spec.graphql.org/September2025/#sec-Scalars.Input-Coercion). Immutable.
/// How they go out is decided by the column that a resolver fills: <c>Execution.LeafColumn</c>.
/// </summary>
/// <param name="FromLiteral">
/// Coerces a literal (never a variable or null). Where it does not fit, the second result says why in the words of the
/// scalar, as in `Int cannot represent non-integer value: 1.5`.
/// </param>
/// <param name="FromJson">Coerces a value of the request's JSON (never null).</param>
public sealed record ScalarCoercion(
    Func<ValueNode, (InputValue? Value, string? Error)> FromLiteral,
    Func<InputValue, (InputValue? Value, string? Error)> FromJson)
{
    /// <summary>Takes whatever comes (a scalar that nobody said more of, and `JSON`).</summary>
    public static ScalarCoercion Any { get; } = new(
        literal => (InputValue.FromLiteral(literal), null),
        value => (value, null));
}
