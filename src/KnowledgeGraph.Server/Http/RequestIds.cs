using System.Buffers;
using System.Diagnostics;

namespace KnowledgeGraph.Server.Http;

/// <summary>
/// Each request has an id, which its response and the log have too: the one that the client or a proxy sent
/// (`X-Request-Id`), or one of the server's.
/// </summary>
internal static partial class RequestIds
{
    public const string Header = "X-Request-Id";

    private const int LengthMax = 64;

    // What stands in the log as it came must not be able to look like another entry.
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    /// <param name="app">The application.</param>
    /// <param name="log">Gets one entry for each request; null for none.</param>
    public static void UseRequestIds(this WebApplication app, ILogger? log)
    {
        if (log is null)
        {
            app.Use(static (context, next) =>
            {
                Give(context);
                return next(context);
            });
            return;
        }

        app.Use((context, next) => RunAsync(context, next, log));
    }

    /// <summary>Puts the id on the response; to be done again where its headers were cleared.</summary>
    public static void Show(HttpContext context) => context.Response.Headers[Header] = context.TraceIdentifier;

    private static void Give(HttpContext context)
    {
        if (context.Request.Headers[Header] is [{ Length: > 0 and <= LengthMax } given]
            && !given.AsSpan().ContainsAnyExcept(Allowed))
            context.TraceIdentifier = given;
        Show(context);
    }

    private static async Task RunAsync(HttpContext context, RequestDelegate next, ILogger log)
    {
        var began = Stopwatch.GetTimestamp();
        Give(context);
        try
        {
            await next(context);
        }
        finally
        {
            var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            var path = context.Request.Path.Value ?? "";
            RequestDone(
                log, context.TraceIdentifier, context.Request.Method, path, context.Response.StatusCode, milliseconds);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Request {RequestId} {Method} {Path}: {Status} in {Milliseconds:0.0} ms")]
    private static partial void RequestDone(
        ILogger log, string requestId, string method, string path, int status, double milliseconds);
}
