using KnowledgeGraph.GraphQL.Protection;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// A request as any transport gives it (https://spec.graphql.org/September2025/#sec-Executing-Requests).
/// </summary>
public sealed record GraphQLRequest
{
    /// <summary>The document as UTF-8. The executor copies it if it keeps it.</summary>
    public required ReadOnlyMemory<byte> Query { get; init; }

    /// <summary>Which operation of the document; may be absent where there is only one.</summary>
    public string? OperationName { get; init; }

    /// <summary>
    /// The document is one of the server's owner, so that the names in it are bounded and may be labels.
    /// </summary>
    public bool IsTrusted { get; init; }

    /// <summary>The variables as JSON gave them: an object or null.</summary>
    public InputValue? Variables { get; init; }

    /// <summary>The request's `extensions`: an object or null.</summary>
    public InputValue? Extensions { get; init; }

    /// <summary>What becomes of the data where there is an error.</summary>
    public ErrorBehavior OnError { get; init; }

    /// <summary>
    /// How the caller can deliver what `@defer` and `@stream` put off; with
    /// <see cref="IncrementalFormat.None"/> all comes at once.
    /// </summary>
    public IncrementalFormat Incremental { get; init; }

    /// <summary>What the request wants to know of its cost.</summary>
    public CostMode CostMode { get; init; }

    /// <summary>What it may cost, for this client; null for the executor's limit.</summary>
    public double? CostMax { get; init; }

    /// <summary>What of that is spent already: by the requests before it in a batch.</summary>
    public double CostSpent { get; init; }

    /// <summary>How long it may take, for this client; null for the executor's limit.</summary>
    public TimeSpan? ExecutionTimeMax { get; init; }

    /// <summary>
    /// Is told what the request costs before it is executed, and says how long to wait where the client has no more to
    /// spend; the request is then refused. Null lets all through.
    /// </summary>
    public Func<double, TimeSpan?>? Spend { get; init; }

    /// <summary>
    /// For a subscription: the id of the last event that the client has had, where it comes back after a break.
    /// </summary>
    public string? LastEventId { get; init; }

    /// <summary>What resolvers get by <see cref="FieldContext.State{T}"/>.</summary>
    public object? State { get; init; }

    /// <summary>The row of the root type; where null, the default of its row type.</summary>
    public object? Root { get; init; }
}
