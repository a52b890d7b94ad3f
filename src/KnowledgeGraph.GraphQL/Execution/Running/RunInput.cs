using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>What a run gets from its request. Immutable.</summary>
internal sealed record RunInput(
    VariableValues Variables,
    object? State,
    object? Root,
    ExecutionOptions Options,
    CancellationToken CancellationToken)
{
    public ErrorBehavior OnError { get; init; }

    /// <summary>How long it may take.</summary>
    public TimeSpan TimeMax { get; init; }

    public static RunInput None { get; } = new(VariableValues.None, null, null, new ExecutionOptions(), default);

    /// <summary>What the client is told of an exception that a resolver threw.</summary>
    public FieldError ErrorOf(Exception exception, FieldPlan field) => exception is GraphQLException told
        ? told.Error
        : Options.InternalError(exception, field.Field.ToString(), State);
}
