using KnowledgeGraph.GraphQL.Types;
using Microsoft.AspNetCore.Http;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>How connections over WebSocket are held. Immutable.</summary>
public sealed record GraphQLWebSocketOptions
{
    /// <summary>How long a client may take to say `connection_init`; then it is closed with 4408.</summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A ping goes out after so long without traffic; zero for never.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>A client that does not answer a ping for so long is taken for gone.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may take to answer a close before the connection is cut.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Operations that one connection may have running; more are answered with an error.</summary>
    public int OperationsMax { get; init; } = 100;

    /// <summary>Bytes of one message; a larger one closes the connection with 1009.</summary>
    public int MessageLengthMax { get; init; } = 1024 * 1024;

    /// <summary>
    /// Origins of pages that may connect besides the server's own, such as `https://app.example.org`. Clients that
    /// send no Origin are no pages, and may.
    /// </summary>
    public IReadOnlyCollection<string> AllowedOrigins { get; init; } = [];

    /// <summary>
    /// Is given the payload of `connection_init` and finds out who it is, before anything is executed for the
    /// connection; false closes it with 4403. Null lets everybody in.
    /// </summary>
    public Func<HttpContext, InputValue?, ValueTask<bool>>? Admit { get; init; }

    /// <summary>
    /// Is asked before each operation; false refuses it with the code `RATE_LIMITED`. Null lets all through.
    /// </summary>
    public Func<HttpContext, bool>? MayAsk { get; init; }
}
