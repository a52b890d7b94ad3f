namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// One event of a source stream (https://spec.graphql.org/September2025/#sec-Source-Stream): what the subscription's
/// selection is executed on.
/// </summary>
/// <param name="Root">The row of the subscription's root type.</param>
/// <param name="State">What resolvers get by <see cref="FieldContext.State{T}"/> for this event alone.</param>
/// <param name="Id">Where a client that comes back may go on after; null where that cannot be said.</param>
public sealed record SourceEvent(object? Root, object? State, string? Id = null);

/// <summary>
/// Opens the source stream of a field of the subscription root. What it throws is the request's error, and no stream
/// begins; what the stream throws later ends it. Cancellation of the enumeration ends the source.
/// </summary>
/// <param name="context">The field's arguments and the request's state; valid until the task ends.</param>
/// <param name="lastEventId">The id of the last event that the client has had, where it comes back.</param>
public delegate ValueTask<IAsyncEnumerable<SourceEvent>> SubscriptionSource(
    FieldContext context, string? lastEventId);
