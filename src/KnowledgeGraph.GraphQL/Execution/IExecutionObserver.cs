using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Is told when operations begin and end, so that they can be traced and counted. Must be quick and thread-safe. Where
/// an executor has none, nothing is done and nothing allocated for it.
/// </summary>
public interface IExecutionObserver
{
    /// <summary>
    /// A request begins: nothing of it has been looked at. What is returned comes back when it ends.
    /// </summary>
    object? OnStarted(GraphQLRequest request);

    /// <summary>The request has been executed, or refused; its response is not written yet.</summary>
    void OnEnded(object? started, in ExecutionSummary summary);

    /// <summary>A subscription was opened; <see cref="OnSubscriptionClosed"/> is called once for it.</summary>
    void OnSubscriptionOpened();

    /// <summary>A subscription ended: by its source, its client, or an error.</summary>
    void OnSubscriptionClosed();
}

/// <summary>What became of a request.</summary>
/// <param name="Operation">Which kind of operation; null where the document does not say.</param>
/// <param name="OperationName">
/// The operation's name as the document has it. A label only where <see cref="GraphQLRequest.IsTrusted"/>, or where it
/// is one of a set that is bounded: clients can send as many names as they like.
/// </param>
/// <param name="Outcome">Null where nobody waited for the answer any more.</param>
/// <param name="Errors">All errors of the response.</param>
public readonly record struct ExecutionSummary(
    OperationType? Operation, string? OperationName, ExecutionOutcome? Outcome, IReadOnlyList<GraphQLError> Errors);
