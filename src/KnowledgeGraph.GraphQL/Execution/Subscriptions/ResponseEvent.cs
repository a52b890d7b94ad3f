namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>One response of a response stream; its reader disposes the result once it is written.</summary>
/// <param name="Result">
/// The response. One that was not executed tells why the stream ended, and is its last.
/// </param>
/// <param name="Id">The id of the event that it answers, where it has one.</param>
public sealed record ResponseEvent(ExecutionResult Result, string? Id);

/// <summary>What came of asking for a subscription: its responses as they come, or why there are none.</summary>
public sealed class SubscriptionResult
{
    internal SubscriptionResult(ExecutionResult refused) => Refused = refused;

    internal SubscriptionResult(IAsyncEnumerable<ResponseEvent> responses) => Responses = responses;

    /// <summary>The errors of the request; null where the stream is there. To be disposed.</summary>
    public ExecutionResult? Refused { get; }

    /// <summary>To be read once; null where the request was refused. Leaving the loop ends the source.</summary>
    public IAsyncEnumerable<ResponseEvent>? Responses { get; }
}
