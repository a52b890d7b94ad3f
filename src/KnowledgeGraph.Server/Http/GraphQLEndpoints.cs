using KnowledgeGraph.Api;
using KnowledgeGraph.GraphQL.AspNetCore;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;

namespace KnowledgeGraph.Server.Http;

/// <summary>`/graphql`: the community's schema over its newest version.</summary>
internal static partial class GraphQLEndpoints
{
    // Who changes things, as the log of changes names it; there is no sign-in yet.
    private const string Actor = "graphql";

    public static void MapCommunity(
        this IEndpointRouteBuilder endpoints, Community community, Settings settings, Telemetry? telemetry,
        ILogger log)
    {
        var executor = new GraphQLExecutor(CommunityApi.Build(), EngineOptions.Of(settings.Limits) with
        {
            Observer = telemetry?.Observer,
            OnInternalError = error => FieldFailed(
                log, error.Id, (error.State as CommunityContext)?.RequestId, error.Place, error.Exception),
        });
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
            WebSockets = EngineOptions.SocketsOf(settings.Limits),
            RoleLimits = EngineOptions.RolesOf(settings.Limits),
            CreateState = http => new CommunityContext(
                community.Follower, community.Commands, Viewer.Program, Actor, TimeProvider.System)
            {
                AcceptLanguage = http.Request.Headers.AcceptLanguage,
                RequestId = http.TraceIdentifier,
            },
        });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Trusted document {Price}")]
    private static partial void DocumentPriced(ILogger log, string price);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "Internal error {ErrorId} of the request {RequestId} at {Place}")]
    private static partial void FieldFailed(
        ILogger log, string errorId, string? requestId, string place, Exception exception);
}
