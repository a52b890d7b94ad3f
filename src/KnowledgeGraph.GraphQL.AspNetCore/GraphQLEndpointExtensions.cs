using KnowledgeGraph.GraphQL.Execution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>Puts GraphQL over HTTP into an application.</summary>
public static class GraphQLEndpointExtensions
{
    /// <summary>
    /// Answers GraphQL requests at a path: GET for queries, POST for queries and mutations, server-sent events where
    /// the client accepts them, and WebSocket connections; and trusted documents by GET at `/d/{id}` below it. The
    /// executor is the one given, or the application's service.
    /// </summary>
    public static IEndpointConventionBuilder MapGraphQL(
        this IEndpointRouteBuilder endpoints,
        string pattern = "/graphql",
        GraphQLHttpOptions? options = null,
        GraphQLExecutor? executor = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var endpoint = new GraphQLEndpoint(
            executor ?? endpoints.ServiceProvider.GetRequiredService<GraphQLExecutor>(),
            options ?? new GraphQLHttpOptions(),
            endpoints.ServiceProvider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default);
        if (options?.TrustedDocuments is not null)
            endpoints.Map($"{pattern.TrimEnd('/')}/d/{{id}}", endpoint.HandleDocumentAsync);
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(endpoint.HandleAsync);
        return endpoints.Map(pattern, pipeline.Build());
    }
}
