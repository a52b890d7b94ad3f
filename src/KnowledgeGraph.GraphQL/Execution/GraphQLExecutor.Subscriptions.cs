using System.Runtime.CompilerServices;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Protection;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>https://spec.graphql.org/September2025/#sec-Subscription</summary>
public sealed partial class GraphQLExecutor
{
    /// <summary>
    /// Opens the stream of a subscription. Each event of its source is executed by itself, when the reader asks for
    /// it.
    /// </summary>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    public ValueTask<SubscriptionResult> SubscribeAsync(
        GraphQLRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _options.Observer is { } observer
            ? ObserveSubscriptionAsync(observer, request, cancellationToken)
            : OpenAsync(request, cancellationToken);
    }

    private async ValueTask<SubscriptionResult> OpenAsync(GraphQLRequest request, CancellationToken cancellationToken)
    {
        var document = Prepare(request.Query);
        if (document.Errors.Count > 0) return Refused(document.Outcome, document.Errors);
        if (document.Operation(request.OperationName, out var missing) is not { } operation)
            return Refused(ExecutionOutcome.RequestFailed, [missing!]);
        var (variables, errors) = operation.Variables.Coerce(request.Variables);
        if (variables is null) return Refused(ExecutionOutcome.RequestFailed, errors);
        try
        {
            var refusals = operation.PlanFor(variables).Guards.Check(variables, request.State);
            if (refusals.Count > 0) return Refused(ExecutionOutcome.NotAllowed, refusals);
            if (Price(request, operation, variables) is { } priced) return new SubscriptionResult(priced);
            var source = await OpenSourceAsync(request, operation, variables, cancellationToken).ConfigureAwait(false);
            return new SubscriptionResult(
                RespondAsync(source, operation, variables, request, cancellationToken));
        }
        catch (GraphQLException exception)
        {
            return Refused(ExecutionOutcome.RequestFailed, [SourceError(exception, operation, variables)]);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new SubscriptionResult(Failed(exception, _options, request.State));
        }
    }

    /// <summary>What an event may cost is what a request may: the result where nothing is to be executed.</summary>
    private ExecutionResult? Price(GraphQLRequest request, PreparedOperation operation, VariableValues variables)
    {
        var plan = operation.PlanFor(variables).Cost;
        var error = CostGate.Check(plan, variables, request, _options.Cost.CostMax, out var priced);
        if (error is not null) return new ExecutionResult(ExecutionOutcome.RequestFailed, [error]) { Priced = priced };
        if (request.CostMode != CostMode.Validate && request.Spend?.Invoke(priced.Total) is { } wait)
            return TooMuch(wait);
        return request.CostMode == CostMode.Validate
            ? new ExecutionResult(ExecutionOutcome.Priced, []) { Priced = priced }
            : null;
    }

    /// <summary>https://spec.graphql.org/September2025/#CreateSourceEventStream()</summary>
    private async ValueTask<IAsyncEnumerable<SourceEvent>> OpenSourceAsync(
        GraphQLRequest request, PreparedOperation operation, VariableValues variables,
        CancellationToken cancellationToken)
    {
        if (operation.Definition.Operation != OperationType.Subscription)
            throw new GraphQLException("The operation is no subscription.", GraphQLErrorCodes.OperationNotFound);
        // Validation sees to it that there is one field, and no condition on it.
        var field = operation.PlanFor(variables).Root.Fields[0];
        if (_schema.SourceOf(field.Field) is not { } source)
        {
            throw new GraphQLException(
                $"{field.Field} has no source of events.", GraphQLErrorCodes.OperationNotFound);
        }

        var context = new FieldContext(field);
        context.Start(request.State, field.Arguments.Coerce(variables), cancellationToken);
        return await source(context, request.LastEventId).ConfigureAwait(false);
    }

    /// <summary>https://spec.graphql.org/September2025/#MapSourceToResponseEvent()</summary>
    private async IAsyncEnumerable<ResponseEvent> RespondAsync(
        IAsyncEnumerable<SourceEvent> source, PreparedOperation operation, VariableValues variables,
        GraphQLRequest request, CancellationToken opened, [EnumeratorCancellation] CancellationToken read = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(opened, read);
        var cancellation = either.Token;
        await using var events = source.GetAsyncEnumerator(cancellation);
        while (true)
        {
            ExecutionResult? failed = null;
            try
            {
                if (!await events.MoveNextAsync().ConfigureAwait(false)) yield break;
            }
            catch (GraphQLException exception)
            {
                failed = new ExecutionResult(
                    ExecutionOutcome.RequestFailed, [SourceError(exception, operation, variables)]);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                failed = Failed(exception, _options, state: null);
            }

            if (failed is not null)
            {
                yield return new ResponseEvent(failed, null);
                yield break;
            }

            var current = events.Current;
            var run = operation.PlanFor(variables).RentRun();
            var time = request.ExecutionTimeMax ?? _options.ExecutionTimeMax;
            var token = run.Deadline.Start(time, cancellation);
            var input = new RunInput(variables, current.State, current.Root, _options, token)
            {
                OnError = request.OnError,
                TimeMax = time,
            };
            var result = await RunAsync(run, input, default).ConfigureAwait(false);
            yield return new ResponseEvent(result, current.Id);
            // Of an event that took too long the client is told, and its stream is over: the next may take as long.
            if (result.Outcome != ExecutionOutcome.Executed) yield break;
        }
    }

    private static SubscriptionResult Refused(ExecutionOutcome outcome, IReadOnlyList<GraphQLError> errors) =>
        new(new ExecutionResult(outcome, errors));

    private static GraphQLError SourceError(
        GraphQLException exception, PreparedOperation operation, VariableValues variables)
    {
        var error = ToError(exception, operation) with { Extensions = exception.Error.Extensions };
        if (operation.Definition.Operation != OperationType.Subscription) return error;
        var field = operation.PlanFor(variables).Root.Fields[0];
        return error with { Locations = field.Locations(exception.Error.Span), Path = [field.ResponseKey] };
    }
}
