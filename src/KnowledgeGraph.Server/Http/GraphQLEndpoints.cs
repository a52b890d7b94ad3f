using KnowledgeGraph.Api;
using KnowledgeGraph.Api.Access;
using KnowledgeGraph.GraphQL.AspNetCore;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;
using KnowledgeGraph.Server.SignIn;
using KnowledgeGraph.Storage.People;

namespace KnowledgeGraph.Server.Http;

/// <summary>`/graphql`: the community's schema over its newest version.</summary>
internal static partial class GraphQLEndpoints
{
    public static void MapCommunity(
        this IEndpointRouteBuilder endpoints, Community community, Settings settings, Telemetry? telemetry,
        ILogger log)
    {
        var executor = new GraphQLExecutor(CommunityApi.Build(), EngineOptions.Of(settings.Limits) with
        {
            Guard = AccessRules.Guard,
            Observer = telemetry?.Observer,
            OnInternalError = error => FieldFailed(
                log, error.Id, (error.State as CommunityContext)?.RequestId, error.Place, error.Exception),
        });
        var synonyms = SynonymFile.Load(settings.Search.SynonymsFile);
        var trusted = TrustedFolder.Load(settings.Documents.Folder, executor);
        foreach (var price in (trusted?.PriceReport() ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            DocumentPriced(log, price);
        endpoints.MapGraphQL("/graphql", executor: executor, options: new GraphQLHttpOptions
        {
            BodyLengthMax = settings.Http.RequestBytesMax,
            BatchCountMax = settings.Http.BatchMax,
            RequirePreflight = settings.Http.RequirePreflight,
            UsePartialSuccess = settings.Http.PartialSuccess,
            TrustedDocuments = trusted,
            DocumentMode = settings.Documents.Mode,
            DeveloperKey = settings.Documents.DeveloperKey,
            PersistedQueriesMax = settings.Documents.PersistedQueriesMax,
            CreateState = context => StateOf(context, community, synonyms),
            RoleLimits = EngineOptions.RolesOf(settings.Limits),
            RolesOf = context => [SignInMiddleware.CallerOf(context).Viewer.Role.ToString()],
            ConnectionEnd = SignInMiddleware.EndOf,
            Spend = endpoints.ServiceProvider.GetRequiredService<RateLimits>().Spend,
            WebSockets = EngineOptions.SocketsOf(settings.Limits) with
            {
                AllowedOrigins = settings.Http.AllowedOrigins.Split(
                    ';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                Admit = (context, payload) => AdmitAsync(context, payload, settings),
            },
        });
    }

    private static CommunityContext StateOf(
        HttpContext context, Community community, IReadOnlyList<IReadOnlyList<string>> synonyms)
    {
        var caller = SignInMiddleware.CallerOf(context);
        return new CommunityContext(
            community.Follower, community.Commands, caller.Viewer, caller.Actor, TimeProvider.System)
        {
            AcceptLanguage = context.Request.Headers.AcceptLanguage,
            RequestId = context.TraceIdentifier,
            ExpiresAt = caller.ExpiresAt,
            Audit = new AuditStamp("mutation", caller.Subject, context.TraceIdentifier),
            Records = community.Store as IMemberRecords,
            StoreAnswers = community.StoreAnswers,
            Synonyms = synonyms,
        };
    }

    // A token in the header of the upgrade counts where the first message has none.
    private static async ValueTask<bool> AdmitAsync(HttpContext context, InputValue? payload, Settings settings)
    {
        var check = context.RequestServices.GetRequiredService<TokenCheck>();
        var caller = await check.CheckAsync(payload, context.TraceIdentifier, context.RequestAborted);
        if (caller is null) return false;
        if (caller == Caller.Anonymous) caller = SignInMiddleware.CallerOf(context);
        if (caller == Caller.Anonymous && !settings.Access.AnonymousReads) return false;
        SignInMiddleware.Set(context, caller);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Trusted document {Price}")]
    private static partial void DocumentPriced(ILogger log, string price);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "Internal error {ErrorId} of the request {RequestId} at {Place}")]
    private static partial void FieldFailed(
        ILogger log, string errorId, string? requestId, string place, Exception exception);
}
