using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Protection;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.GraphQL.Validation;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Executes requests against one schema (https://spec.graphql.org/September2025/#sec-Execution). Documents are parsed,
/// validated and compiled once and kept, also those with errors. Thread-safe.
/// </summary>
public sealed partial class GraphQLExecutor
{
    private readonly ExecutableSchema _schema;
    private readonly ExecutionOptions _options;
    private readonly ValidationOptions _validation;
    private readonly DocumentCache<PreparedDocument> _documents;
    private readonly DocumentCache<PreparedDocument> _invalidDocuments;

    public GraphQLExecutor(ExecutableSchema schema, ExecutionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        _options = options ?? new ExecutionOptions();
        // One switch: who may not read the schema must not guess it from errors either.
        _validation = _options.Validation with
        {
            GivesSuggestions = _options.Validation.GivesSuggestions && _options.Documents.AllowsIntrospection,
        };
        _documents = new DocumentCache<PreparedDocument>(_options.Limits.DocumentsKeptMax);
        _invalidDocuments = new DocumentCache<PreparedDocument>(_options.Limits.InvalidDocumentsKeptMax);
    }

    public Schema Schema => _schema.Schema;

    /// <summary>
    /// Says which kind of operation the request asks for, or null where that cannot be told (its errors come when it is
    /// executed). For transports that allow only some kinds.
    /// </summary>
    public OperationType? OperationTypeOf(GraphQLRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Prepare(request.Query).Operation(request.OperationName, out _)?.Definition.Operation;
    }

    /// <summary>
    /// Executes a request. What is wrong with it is in the result, which the caller must dispose when it is written.
    /// </summary>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    public ValueTask<ExecutionResult> ExecuteAsync(
        GraphQLRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _options.Observer is { } observer
            ? ObserveAsync(observer, request, cancellationToken)
            : ExecuteGuarded(request, cancellationToken);
    }

    private ValueTask<ExecutionResult> ExecuteGuarded(GraphQLRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return Execute(request, cancellationToken);
        }
        catch (Exception exception)
        {
            return new ValueTask<ExecutionResult>(Failed(exception, _options, request.State));
        }
    }

    private ValueTask<ExecutionResult> Execute(GraphQLRequest request, CancellationToken cancellationToken)
    {
        var document = Prepare(request.Query);
        if (document.Errors.Count > 0) return Result(document.Outcome, document.Errors);
        if (document.Operation(request.OperationName, out var missing) is not { } operation)
            return Result(ExecutionOutcome.RequestFailed, [missing!]);
        if (operation.Definition.Operation == OperationType.Subscription) return Result(Subscriptions(operation));

        var (variables, errors) = operation.Variables.Coerce(request.Variables);
        if (variables is null) return Result(ExecutionOutcome.RequestFailed, errors);
        try
        {
            var plan = operation.PlanFor(variables, request.Incremental);
            var refusals = plan.Guards.Check(variables, request.State);
            if (refusals.Count > 0) return Result(ExecutionOutcome.NotAllowed, refusals);
            var error = CostGate.Check(plan.Cost, variables, request, _options.Cost.CostMax, out var priced);
            if (error is not null || request.CostMode == CostMode.Validate)
            {
                return new ValueTask<ExecutionResult>(new ExecutionResult(
                    error is null ? ExecutionOutcome.Priced : ExecutionOutcome.RequestFailed,
                    error is null ? [] : [error]) { Priced = priced });
            }

            if (request.Spend?.Invoke(priced.Total) is { } wait) return new ValueTask<ExecutionResult>(TooMuch(wait));
            var run = plan.RentRun();
            var time = request.ExecutionTimeMax ?? _options.ExecutionTimeMax;
            var token = run.Deadline.Start(time, cancellationToken);
            var input = new RunInput(variables, request.State, request.Root, _options, token)
            {
                OnError = request.OnError,
                TimeMax = time,
            };
            return RunAsync(run, input, priced);
        }
        catch (GraphQLException exception)
        {
            return Result(ToError(exception, operation));
        }
    }

    private static async ValueTask<ExecutionResult> RunAsync(
        OperationRun run, RunInput input, PricedRequest priced)
    {
        try
        {
            await run.ExecuteAsync(input).ConfigureAwait(false);
            var errors = run.Finish(input);
            if (!run.Root.HasFailed(0) && ResponseLength.IsOver(run, input.Options.Limits.ResponseBytesMax))
            {
                run.Deadline.Stop();
                run.Clear();
                var isMutation = run.Plan.Operation.Operation == OperationType.Mutation;
                run.Plan.ReturnRun(run);
                return new ExecutionResult(ExecutionOutcome.RequestFailed, [TooLong(input, isMutation)])
                {
                    Priced = priced,
                };
            }

            var incremental = run.Plan.Format == IncrementalFormat.None ? null : IncrementalRun.Begin(run, input);
            // What comes later has to come in the same time.
            if (incremental is null) run.Deadline.Stop();
            return new ExecutionResult(run, errors, incremental) { Priced = priced };
        }
        catch (OperationCanceledException) when (input.CancellationToken.IsCancellationRequested)
        {
            run.Clear();
            var hasPassed = run.Deadline.HasPassed;
            run.Deadline.Stop();
            if (!hasPassed) throw;
            return new ExecutionResult(ExecutionOutcome.TimedOut, [TimeIsUp(input.TimeMax)]);
        }
        catch (Exception exception)
        {
            // The run is not used again: nobody knows what state it is in.
            return Failed(exception, input.Options, input.State);
        }
    }

    private static ExecutionResult TooMuch(TimeSpan wait)
    {
        var seconds = Math.Ceiling(wait.TotalSeconds);
        var error = new GraphQLError(
            $"Too much was asked for in a short time: ask again in {seconds:0} s, or for less.")
        {
            Code = GraphQLErrorCodes.RateLimited,
            Extensions = new Dictionary<string, object?> { ["retryAfterSeconds"] = seconds },
        };
        return new ExecutionResult(ExecutionOutcome.RateLimited, [error]) { RetryAfter = wait };
    }

    internal static GraphQLError TooLong(RunInput input, bool isMutation = false)
    {
        var max = input.Options.Limits.ResponseBytesMax;
        var done = isMutation ? " The mutation was executed all the same." : "";
        return new GraphQLError($"The answer would have more than {max} bytes. Ask for less in one request.{done}")
        {
            Code = GraphQLErrorCodes.LimitExceeded,
            Extensions = new Dictionary<string, object?> { ["limit"] = "ResponseBytesMax", ["max"] = max },
        };
    }

    internal static GraphQLError TimeIsUp(TimeSpan time) => new(
        $"The request took longer than {time.TotalSeconds:0.###} s and was stopped. Ask for less.")
    {
        Code = GraphQLErrorCodes.ExecutionTimeout,
    };

    private static ExecutionResult Failed(Exception exception, ExecutionOptions options, object? state)
    {
        return new ExecutionResult(
            ExecutionOutcome.ServerFailed, [ToError(options.InternalError(exception, "", state))]);
    }

    internal static GraphQLError ToError(FieldError error) =>
        new(error.Message) { Code = error.Code, Extensions = error.Extensions };

    private static ValueTask<ExecutionResult> Result(ExecutionOutcome outcome, IReadOnlyList<GraphQLError> errors) =>
        new(new ExecutionResult(outcome, errors));

    private static ValueTask<ExecutionResult> Result(GraphQLError error) =>
        Result(ExecutionOutcome.RequestFailed, [error]);

    private static GraphQLError ToError(GraphQLException exception, PreparedOperation operation) =>
        new(exception.Message, [operation.Document.Source.LocationAt(operation.Definition.Span.Start)])
        {
            Code = exception.Error.Code,
        };

    private static GraphQLError Subscriptions(PreparedOperation operation) => new(
        "A subscription has to be asked for over a transport that can carry many results.",
        [operation.Document.Source.LocationAt(operation.Definition.Span.Start)])
    {
        Code = GraphQLErrorCodes.OperationNotFound,
    };

    private PreparedDocument Prepare(ReadOnlyMemory<byte> text)
    {
        var key = new DocumentKey(text);
        if (_documents.Find(key) is { } known) return known;
        if (_invalidDocuments.Find(key) is { } invalid) return invalid;
        key = key.Copy();
        var prepared = Prepare(new Source(key.Text));
        if (text.Length <= _options.Limits.DocumentKeptLengthMax)
            (prepared.Errors.Count == 0 ? _documents : _invalidDocuments).Add(key, prepared);
        return prepared;
    }

    private PreparedDocument Prepare(Source source)
    {
        var parsed = Parser.Parse(source, _options.Parser);
        if (parsed.Document is not { } document)
            return new PreparedDocument(ExecutionOutcome.ParseFailed, [parsed.Error!]);
        var errors = DocumentValidator.Validate(Schema, document, _validation);
        if (errors.Count == 0) errors = DocumentLimitsCheck.Check(Schema, document, _options.Documents);
        return errors.Count > 0
            ? new PreparedDocument(ExecutionOutcome.RequestFailed, errors)
            : new PreparedDocument(_schema, document, _options);
    }
}
