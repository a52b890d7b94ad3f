using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Protection;
using KnowledgeGraph.GraphQL.Validation;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>How an executor works. Immutable.</summary>
public sealed record ExecutionOptions
{
    public ExecutionLimits Limits { get; init; } = new();

    /// <summary>
    /// How long a request may run; then resolvers' tokens are cancelled and the client gets
    /// <see cref="GraphQLErrorCodes.ExecutionTimeout"/>. <see cref="Timeout.InfiniteTimeSpan"/> for no limit.
    /// </summary>
    public TimeSpan ExecutionTimeMax { get; init; } = TimeSpan.FromSeconds(30);

    public CostOptions Cost { get; init; } = new();

    /// <summary>Decides who may ask for what; null where everybody may ask for everything.</summary>
    public FieldGuard? Guard { get; init; }

    /// <summary>What documents may be like, beyond what the specification says.</summary>
    public DocumentLimits Documents { get; init; } = new();

    public ValidationOptions Validation { get; init; } = ValidationOptions.Default;

    public ParserOptions Parser { get; init; } = ParserOptions.Default;

    /// <summary>
    /// Is told of every internal error, with the id that the client gets; must be quick and thread-safe.
    /// </summary>
    public Action<InternalError>? OnInternalError { get; init; }

    /// <summary>Is told of each operation; null for nobody.</summary>
    public IExecutionObserver? Observer { get; init; }

    internal FieldError InternalError(Exception exception, string place, object? state)
    {
        var id = Guid.NewGuid().ToString("N")[..16];
        OnInternalError?.Invoke(new InternalError(id, place, exception, state));
        return new FieldError(
            $"Something went wrong inside the server. The log has it under {id}.",
            GraphQLErrorCodes.InternalError,
            new Dictionary<string, object?> { ["id"] = id });
    }
}

/// <summary>Something failed that is not the client's doing.</summary>
/// <param name="Id">What the client was told, so that the two can be brought together.</param>
/// <param name="Place">The field's coordinate.</param>
/// <param name="Exception">What was thrown; never shown to the client.</param>
/// <param name="State">The request's state.</param>
public sealed record InternalError(string Id, string Place, Exception Exception, object? State);
