using System.Text.Json;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Server.Data;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Server.Http;

/// <summary>`GET /healthz`: the process answers. `GET /readyz`: it can do its work, with what says so.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(2);

    // Changes nothing, yet goes the whole way through the store's writer.
    private static readonly CommitRequest NoChange = new(Array.Empty<Command>(), "readyz");

    public static void MapHealth(this IEndpointRouteBuilder endpoints, Community community)
    {
        endpoints.MapGet("/healthz", (RequestDelegate)(context => context.Response.WriteAsync("ok\n")));
        endpoints.MapGet("/readyz", (RequestDelegate)(context => AnswerReadinessAsync(context, community)));
    }

    private static async Task AnswerReadinessAsync(HttpContext context, Community community)
    {
        var status = community.Follower.Status;
        var problem = status.Failure is not null
            ? "The store cannot be read; its reason is in the log."
            : await FindProblemAsync(community.Store, context.RequestAborted);
        context.Response.StatusCode =
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.Body);
        writer.WriteStartObject();
        writer.WriteBoolean("ready", problem is null);
        if (problem is not null) writer.WriteString("problem", problem);
        writer.WriteNumber("storeSequence", status.StoreSequence);
        writer.WriteNumber("publishedSequence", status.PublishedSequence);
        writer.WriteNumber("lag", status.Lag);
        writer.WriteEndObject();
    }

    private static async Task<string?> FindProblemAsync(IGraphStore store, CancellationToken aborted)
    {
        try
        {
            await store.CommitAsync(NoChange, aborted).AsTask().WaitAsync(StoreTimeout, aborted);
            return null;
        }
        catch (StoreException)
        {
            return "The store takes no changes; its reason is in the log.";
        }
        catch (TimeoutException)
        {
            return $"The store has not answered for {StoreTimeout.TotalSeconds:0} s.";
        }
    }
}
