using KnowledgeGraph.GraphQL.Execution;
using Microsoft.AspNetCore.Http;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>Takes connections over WebSocket at the path of the endpoint. Thread-safe.</summary>
internal static class WebSocketEndpoint
{
    public const string Subprotocol = "graphql-transport-ws";

    public static async Task HandleAsync(
        HttpContext context, GraphQLExecutor executor, DocumentResolver documents, GraphQLHttpOptions options,
        CancellationToken stopping)
    {
        if (!IsOriginAllowed(context.Request, options.WebSockets))
        {
            var refusal = Refusals.OriginNotAllowed;
            await ResponseSender.SendAsync(context, refusal, ResponseFormat.Json).ConfigureAwait(false);
            return;
        }

        var isKnown = context.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = isKnown ? Subprotocol : null,
            KeepAliveInterval = options.WebSockets.KeepAliveInterval,
            KeepAliveTimeout = options.WebSockets.KeepAliveTimeout,
        }).ConfigureAwait(false);
        if (!isKnown)
        {
            using var channel = new WebSocketChannel(socket, options.WebSockets);
            await channel.CloseAsync(CloseReason.SubprotocolNotAcceptable).ConfigureAwait(false);
            await channel.DrainAsync().ConfigureAwait(false);
            return;
        }

        using var connection = new WebSocketConnection(context, socket, executor, documents, options);
        await connection.RunAsync(stopping).ConfigureAwait(false);
    }

    // No preflight comes before a WebSocket, and cookies go with it: the Origin is all there is against other pages.
    private static bool IsOriginAllowed(HttpRequest request, GraphQLWebSocketOptions options)
    {
        if (request.Headers.Origin is not [{ Length: > 0 } origin]) return request.Headers.Origin.Count == 0;
        return options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)
            || (Uri.TryCreate(origin, UriKind.Absolute, out var page)
                && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
