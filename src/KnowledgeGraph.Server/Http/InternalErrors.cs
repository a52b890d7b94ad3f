using System.Text.Json;

namespace KnowledgeGraph.Server.Http;

/// <summary>
/// The last resort for a request that failed by a fault of ours: the log gets the reason with the request's id, the
/// client the id alone.
/// </summary>
internal static partial class InternalErrors
{
    public static void UseInternalErrors(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("KnowledgeGraph.Http");
        app.Use((context, next) => RunAsync(context, next, log));
    }

    private static async Task RunAsync(HttpContext context, RequestDelegate next, ILogger log)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, exception.StatusCode, exception.Message, "BAD_REQUEST");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has left: there is nobody to answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            RequestFailed(log, context.TraceIdentifier, context.Request.Method, context.Request.Path, exception);
            await AnswerAsync(context, StatusCodes.Status500InternalServerError,
                $"Internal error; the log says more under {context.TraceIdentifier}.", "INTERNAL_ERROR");
        }
    }

    private static async Task AnswerAsync(HttpContext context, int status, string message, string code)
    {
        context.Response.Clear();
        RequestIds.Show(context);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.Body);
        writer.WriteStartObject();
        writer.WriteStartArray("errors");
        writer.WriteStartObject();
        writer.WriteString("message", message);
        writer.WriteStartObject("extensions");
        writer.WriteString("code", code);
        writer.WriteString("requestId", context.TraceIdentifier);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} {Method} {Path} failed.")]
    private static partial void RequestFailed(
        ILogger log, string requestId, string method, string path, Exception exception);
}
