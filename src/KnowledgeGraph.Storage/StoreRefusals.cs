using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Storage;

/// <summary>What a store refuses because of what it holds: the same words from every store.</summary>
internal static class StoreRefusals
{
    public static Refusal NodeExists(string id) => new(ErrorCodes.NodeExists,
        $"There is a node `{id}` already. Update that one, or choose another id.", "id");

    /// <param name="id">The node that is not there.</param>
    /// <param name="property">`id`, `from` or `to`.</param>
    public static Refusal NodeNotFound(string id, string property) => new(ErrorCodes.NodeNotFound,
        $"There is no node `{id}`. Check the id, or create the node first.", property);

    public static Refusal InteractionIdTaken(string id) => new(ErrorCodes.InteractionIdTaken,
        $"The interaction `{id}` was recorded before with another content. Give each event an id of its own.", "id");

    public static Refusal TooLarge(long bytesMax) => new(ErrorCodes.TooLarge,
        $"The request holds more than {bytesMax} bytes of changes. Send it in several requests.");
}
