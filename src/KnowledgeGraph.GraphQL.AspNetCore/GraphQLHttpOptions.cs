using Microsoft.AspNetCore.Http;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>How requests over HTTP are taken. Immutable.</summary>
public sealed record GraphQLHttpOptions
{
    /// <summary>Bytes of a request's body. Larger ones are refused (413) before they are parsed.</summary>
    public int BodyLengthMax { get; init; } = 1024 * 1024;

    /// <summary>Objects and lists within one another in a request's body.</summary>
    public int BodyNestingMax { get; init; } = 128;

    /// <summary>
    /// Requests that come as one list, or sets of variables for one request. More are refused (413); with 0 or 1 there
    /// are no batches.
    /// </summary>
    public int BatchCountMax { get; init; } = 10;

    /// <summary>
    /// A GET needs what makes a browser ask first: the header `GraphQL-Require-Preflight`, or a content type that no
    /// form has. (A POST needs `application/json` anyhow.) So no page of another site can have a browser ask.
    /// </summary>
    public bool RequirePreflight { get; init; } = true;

    /// <summary>
    /// A well-formed request that cannot be executed (failed validation, unknown operation, wrong variables) is
    /// answered with 422, as the newest draft has it, instead of 400, as all released clients and audits have it. Only
    /// with `application/graphql-response+json`.
    /// </summary>
    public bool UseUnprocessableContent { get; init; }

    /// <summary>
    /// A response with data and errors is answered with 294, as the newest draft recommends, instead of 200. Only with
    /// `application/graphql-response+json`.
    /// </summary>
    public bool UsePartialSuccess { get; init; }

    /// <summary>Says what a client's request may cost; null, or where it says null, for the executor's limit.</summary>
    public Func<HttpContext, double?>? CostMaxOf { get; init; }

    /// <summary>What clients of some roles may, by the role's name.</summary>
    public IReadOnlyDictionary<string, RoleLimits> RoleLimits { get; init; } = new Dictionary<string, RoleLimits>();

    /// <summary>The roles of a client; null where nobody has any.</summary>
    public Func<HttpContext, IEnumerable<string>>? RolesOf { get; init; }

    /// <summary>
    /// Cancelled when the client's right to be connected ends: its WebSocket is closed with 4403 and its streams end,
    /// so that it comes back with a new one. Null, or a token that is never cancelled, where it does not end.
    /// </summary>
    public Func<HttpContext, CancellationToken>? ConnectionEnd { get; init; }

    /// <summary>
    /// Spends what a request costs for the client, and says how long to wait where it has no more; null lets all
    /// through.
    /// </summary>
    public Func<HttpContext, double, TimeSpan?>? Spend { get; init; }

    /// <summary>The documents that are asked for by `documentId`, by their hash, or by their address.</summary>
    public TrustedDocuments? TrustedDocuments { get; init; }

    /// <summary>Which documents are executed.</summary>
    public DocumentMode DocumentMode { get; init; }

    /// <summary>
    /// What the header `GraphQL-Developer-Key` has to be for documents that are not trusted, with
    /// <see cref="DocumentMode.TrustedWithDeveloperKey"/>; where empty, nobody may.
    /// </summary>
    public string? DeveloperKey { get; init; }

    /// <summary>
    /// Documents that clients may register by their hash (Apollo's automatic persisted queries), each of up to 64 KiB;
    /// with more, those longest not asked for go. 0 for none.
    /// </summary>
    public int PersistedQueriesMax { get; init; } = 1000;

    /// <summary>The `Cache-Control` of answers without errors to GETs of trusted documents.</summary>
    public string TrustedCacheControl { get; init; } = "no-cache";

    /// <summary>How connections over WebSocket are held.</summary>
    public GraphQLWebSocketOptions WebSockets { get; init; } = new();

    /// <summary>A stream of server-sent events with nothing to tell says that it is alive after so long.</summary>
    public TimeSpan EventPingInterval { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Makes what resolvers get by `FieldContext.State`, once for each request.</summary>
    public Func<HttpContext, object?>? CreateState { get; init; }
}
