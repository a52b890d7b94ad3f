namespace KnowledgeGraph.Server.Http;

/// <summary>`GET /`: where to go from here.</summary>
internal static class HomeEndpoint
{
    public static void MapHome(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/", (RequestDelegate)Answer);

    private static Task Answer(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            FirstSteps.Text($"http://{context.Request.Host}") + "\n", context.RequestAborted);
    }
}
