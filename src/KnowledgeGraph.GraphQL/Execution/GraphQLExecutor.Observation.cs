using System.Runtime.CompilerServices;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>What an observer is told; none of it runs where there is none.</summary>
public sealed partial class GraphQLExecutor
{
    private async ValueTask<ExecutionResult> ObserveAsync(
        IExecutionObserver observer, GraphQLRequest request, CancellationToken cancellationToken)
    {
        var started = observer.OnStarted(request);
        ExecutionResult? result = null;
        try
        {
            result = await ExecuteGuarded(request, cancellationToken).ConfigureAwait(false);
            return result;
        }
        finally
        {
            observer.OnEnded(started, Summary(request, result));
        }
    }

    private async ValueTask<SubscriptionResult> ObserveSubscriptionAsync(
        IExecutionObserver observer, GraphQLRequest request, CancellationToken cancellationToken)
    {
        var started = observer.OnStarted(request);
        SubscriptionResult? result = null;
        try
        {
            result = await OpenAsync(request, cancellationToken).ConfigureAwait(false);
            return result.Responses is { } responses
                ? new SubscriptionResult(Observed(observer, responses, cancellationToken))
                : result;
        }
        finally
        {
            var summary = Summary(request, result?.Refused);
            observer.OnEnded(started, result?.Responses is null
                ? summary
                : summary with { Outcome = ExecutionOutcome.Executed });
        }
    }

    private static async IAsyncEnumerable<ResponseEvent> Observed(
        IExecutionObserver observer, IAsyncEnumerable<ResponseEvent> responses,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        observer.OnSubscriptionOpened();
        try
        {
            await foreach (var response in responses.WithCancellation(cancellationToken).ConfigureAwait(false))
                yield return response;
        }
        finally
        {
            observer.OnSubscriptionClosed();
        }
    }

    private ExecutionSummary Summary(GraphQLRequest request, ExecutionResult? result)
    {
        // Kept since it was executed, so that this is a look-up; a document with errors has no operation.
        var operation = Prepare(request.Query).Operation(request.OperationName, out _)?.Definition;
        return new ExecutionSummary(
            operation?.Operation, operation?.Name?.Value, result?.Outcome, result?.Errors ?? []);
    }
}
