using System.Text.Json;
using KnowledgeGraph.Server.Configuration;
using Microsoft.AspNetCore.Authentication;

namespace KnowledgeGraph.Server.SignIn;

/// <summary>
/// Finds out who each request comes from. One with a token that is not taken goes no further, whatever it asks for;
/// why it is not taken stands in the log alone.
/// </summary>
internal static partial class SignInMiddleware
{
    private static readonly object Key = new();

    public static void UseSignIn(this WebApplication app, Settings settings)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("KnowledgeGraph.SignIn");
        app.Use((context, next) => RunAsync(context, next, settings, log));
    }

    /// <summary>Who the request comes from.</summary>
    public static Caller CallerOf(HttpContext context) =>
        context.Items.TryGetValue(Key, out var caller) ? (Caller)caller! : Caller.Anonymous;

    /// <summary>A connection says later who it comes from.</summary>
    public static void Set(HttpContext context, Caller caller) => context.Items[Key] = caller;

    /// <summary>Cancelled when whoever asks is no longer known.</summary>
    public static CancellationToken EndOf(HttpContext context)
    {
        if (CallerOf(context).ExpiresAt is not { } expiresAt) return default;
        var left = expiresAt - DateTimeOffset.UtcNow;
        if (left <= TimeSpan.Zero) return new CancellationToken(canceled: true);
        // Timers reach 49 days; nobody stays connected for so long.
        var longest = TimeSpan.FromDays(30);
        var end = new CancellationTokenSource(left < longest ? left : longest);
        context.Response.RegisterForDispose(end);
        return end.Token;
    }

    private static async Task RunAsync(HttpContext context, RequestDelegate next, Settings settings, ILogger log)
    {
        if (context.Request.Headers.Authorization.Count == 0)
        {
            // A WebSocket says who it is in its first message.
            var isClosed = !settings.Access.AnonymousReads && context.Request.Path.StartsWithSegments("/graphql")
                && !context.Request.Headers.Connection.ToString()
                    .Contains("upgrade", StringComparison.OrdinalIgnoreCase);
            if (isClosed) await RefuseAsync(context, "This service answers nobody without a token.", "Bearer");
            else await next(context);
            return;
        }

        var result = await context.AuthenticateAsync();
        if (!result.Succeeded)
        {
            var reason = TokenCheck.Reason(result.Failure);
            TokenRefused(log, context.TraceIdentifier, reason);
            await RefuseAsync(
                context, "The token is not taken. Get a new one.", "Bearer error=\"invalid_token\"");
            return;
        }

        context.User = result.Principal;
        Set(context, Caller.Of(result.Principal, result.Properties?.ExpiresUtc, settings.SignIn));
        await next(context);
    }

    private static async Task RefuseAsync(HttpContext context, string message, string challenge)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = challenge;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json";
        await context.Response.BodyWriter.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new
        {
            errors = new[] { new { message, extensions = new { code = "UNAUTHENTICATED" } } },
        }));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Token of {RequestId} refused: {Reason}")]
    private static partial void TokenRefused(ILogger log, string requestId, string reason);
}
