using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// Traces and counts operations by the names of OpenTelemetry's conventions for GraphQL
/// (https://opentelemetry.io/docs/specs/semconv/graphql/graphql-spans/). A span is named after the kind of operation
/// alone; names of operations are labels only where they come from trusted documents or from a set that the owner
/// gave, everything else is `other`: what clients make up must not become series of a metric. Thread-safe.
/// </summary>
public sealed class GraphQLTelemetry : IExecutionObserver, IDisposable
{
    /// <summary>The name of the source of spans and of the meter.</summary>
    public const string Name = "KnowledgeGraph.GraphQL";

    private const string OtherName = "other";

    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _errors;
    private readonly UpDownCounter<long> _subscriptions;
    private readonly HashSet<string> _names;

    /// <param name="operationNames">Names that may be labels beside those of trusted documents.</param>
    public GraphQLTelemetry(IEnumerable<string> operationNames)
    {
        _names = new HashSet<string>(operationNames, StringComparer.Ordinal);
        _duration = _meter.CreateHistogram(
            "graphql.server.operation.duration", "s", "How long requests took to be executed.", null,
            new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries =
                    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
            });
        _errors = _meter.CreateCounter<long>(
            "graphql.server.errors", "{error}", "Errors of responses, by their code.");
        _subscriptions = _meter.CreateUpDownCounter<long>(
            "graphql.server.active_subscriptions", "{subscription}", "Subscriptions that are open.");
    }

    /// <inheritdoc/>
    public object? OnStarted(GraphQLRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!_source.HasListeners() && !_duration.Enabled && !_errors.Enabled) return null;
        return new Started(request, _source.StartActivity("graphql"), Stopwatch.GetTimestamp());
    }

    /// <inheritdoc/>
    public void OnEnded(object? started, in ExecutionSummary summary)
    {
        if (started is not Started start) return;
        var name = NameOf(start.Request, summary);
        var type = TypeOf(summary.Operation);
        if (_duration.Enabled)
        {
            _duration.Record(
                Stopwatch.GetElapsedTime(start.Timestamp).TotalSeconds,
                new("graphql.operation.type", type),
                new("graphql.operation.name", name),
                new("graphql.outcome", OutcomeOf(summary)));
        }

        if (_errors.Enabled)
        {
            foreach (var error in summary.Errors)
                _errors.Add(1, new("error.type", error.Code ?? OtherName), new("graphql.operation.type", type));
        }

        if (start.Activity is { } activity) End(activity, start.Request, summary, type, name);
    }

    /// <inheritdoc/>
    public void OnSubscriptionOpened() => _subscriptions.Add(1);

    /// <inheritdoc/>
    public void OnSubscriptionClosed() => _subscriptions.Add(-1);

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    private static void End(
        Activity activity, GraphQLRequest request, in ExecutionSummary summary, string type, string name)
    {
        activity.DisplayName = type;
        if (activity.IsAllDataRequested)
        {
            activity.SetTag("graphql.operation.type", type);
            if (name != OtherName) activity.SetTag("graphql.operation.name", name);
            activity.SetTag("graphql.document.hash", $"sha256:{Convert.ToHexStringLower(
                SHA256.HashData(request.Query.Span))}");
            activity.SetTag("graphql.outcome", OutcomeOf(summary));
            if (summary.Errors.Count > 0)
            {
                activity.SetTag("graphql.error.count", summary.Errors.Count);
                activity.SetTag("error.type", summary.Errors[0].Code ?? OtherName);
            }
        }

        if (summary.Outcome is ExecutionOutcome.ServerFailed or ExecutionOutcome.TimedOut)
            activity.SetStatus(ActivityStatusCode.Error);
        activity.Dispose();
    }

    private string NameOf(GraphQLRequest request, in ExecutionSummary summary) =>
        summary.OperationName is { } name && (request.IsTrusted || _names.Contains(name)) ? name : OtherName;

    private static string TypeOf(OperationType? operation) => operation switch
    {
        OperationType.Query => "query",
        OperationType.Mutation => "mutation",
        OperationType.Subscription => "subscription",
        _ => OtherName,
    };

    private static string OutcomeOf(in ExecutionSummary summary) => summary.Outcome switch
    {
        null => "cancelled",
        ExecutionOutcome.Executed => summary.Errors.Count == 0 ? "ok" : "partial",
        ExecutionOutcome.ParseFailed => "parse_failed",
        ExecutionOutcome.RequestFailed => "refused",
        ExecutionOutcome.ServerFailed => "failed",
        ExecutionOutcome.TimedOut => "timed_out",
        _ => "priced",
    };

    private sealed record Started(GraphQLRequest Request, Activity? Activity, long Timestamp);
}
