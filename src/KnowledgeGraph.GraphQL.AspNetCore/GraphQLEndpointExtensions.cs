using KnowledgeGraph.GraphQL.Execution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>Puts GraphQL over HTTP into an application.</summary>
public static class GraphQLEndpointExtensions
{
    /// <summary>
    /// Answers GraphQL requests (GET for queries, POST for queries and mutations) at a path, and trusted documents by
    /// GET at `/d/{id}` below it. The executor is the one given, or the application's service.
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
            options ?? new GraphQLHttpOptions());
        if (options?.TrustedDocuments is not null)
            endpoints.Map($"{pattern.TrimEnd('/')}/d/{{id}}", endpoint.HandleDocumentAsync);
        return endpoints.Map(pattern, endpoint.HandleAsync);
    }
}
