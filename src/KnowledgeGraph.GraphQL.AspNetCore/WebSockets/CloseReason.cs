using System.Net.WebSockets;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>Why a connection is closed: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md.</summary>
/// <param name="Code">The code.</param>
/// <param name="Reason">At most 123 bytes.</param>
internal sealed record CloseReason(int Code, string Reason)
{
    public static CloseReason GoingAway { get; } = new((int)WebSocketCloseStatus.EndpointUnavailable, "Going away");

    public static CloseReason MessageTooBig { get; } = new(
        (int)WebSocketCloseStatus.MessageTooBig, "The message is larger than this server takes");

    public static CloseReason Unauthorized { get; } = new(4401, "Unauthorized");

    public static CloseReason Forbidden { get; } = new(4403, "Forbidden");

    public static CloseReason SubprotocolNotAcceptable { get; } = new(4406, "Subprotocol not acceptable");

    public static CloseReason InitTimeout { get; } = new(4408, "Connection initialisation timeout");

    public static CloseReason TooManyInits { get; } = new(4429, "Too many initialisation requests");

    public static CloseReason Invalid(string why) => new(4400, why);

    public static CloseReason SubscriberExists(string id) =>
        new(4409, $"Subscriber for {(id.Length > 24 ? id[..24] + "..." : id)} already exists");
}
