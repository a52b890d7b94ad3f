namespace KnowledgeGraph.Api.Mutations;

/// <summary>A row of the payloads of create, update and delete.</summary>
/// <param name="Node">The node's ordinal in the version that the request reads now; null where not done.</param>
/// <param name="DeletedId">The id of what was deleted; null where nothing was.</param>
/// <param name="Errors">Why it was not done.</param>
internal sealed record NodePayload(int? Node, string? DeletedId, IReadOnlyList<UserError> Errors);
