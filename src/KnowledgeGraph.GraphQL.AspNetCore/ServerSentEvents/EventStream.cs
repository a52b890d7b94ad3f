using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// Answers one request with server-sent events, in the distinct connections mode of
/// https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md: `next` for each response, then `complete`. Each
/// event has the id with which a client that was cut off comes back (`Last-Event-ID`).
/// </summary>
internal static class EventStream
{
    public const string MediaType = "text/event-stream";

    /// <summary>The client asks for events rather than for one answer.</summary>
    public static bool IsWanted(StringValues accept)
    {
        if (accept is [MediaType]) return true;
        if (!accept.ToString().Contains(MediaType, StringComparison.OrdinalIgnoreCase)) return false;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges)) return false;
        // Where several are named, events are for clients that name them first or alone.
        var best = ranges.OrderByDescending(range => range.Quality ?? 1).First();
        return best.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase) && best.Quality is not 0;
    }

    /// <summary>
    /// A page of the server's own asks, as the browser says. `EventSource` can send no header that a preflight wants.
    /// </summary>
    public static bool IsOfOwnPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is ["same-origin"];

    public static async Task SendAsync(
        HttpContext context, GraphQLExecutor executor, GraphQLRequest request, GraphQLHttpOptions options,
        CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        if (context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } id])
            request = request with { LastEventId = id };
        context.Response.ContentType = $"{MediaType}; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var body = context.Response.BodyWriter;
        try
        {
            if (executor.OperationTypeOf(request) is OperationType.Subscription)
                await SubscribeAsync(body, executor, request, options, end.Token).ConfigureAwait(false);
            else
                Next(body, await executor.ExecuteAsync(request, end.Token).ConfigureAwait(false), null);
            // A native EventSource does not see an event without data.
            body.Write("event: complete\ndata:\n\n"u8);
            await body.FlushAsync(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client has gone; or the server stops: without a `complete` the client comes back.
        }
    }

    private static async Task SubscribeAsync(
        PipeWriter body, GraphQLExecutor executor, GraphQLRequest request, GraphQLHttpOptions options,
        CancellationToken cancellation)
    {
        var subscription = await executor.SubscribeAsync(request, cancellation).ConfigureAwait(false);
        if (subscription.Refused is { } refused)
        {
            Next(body, refused, null);
            return;
        }

        // At once, so that the client knows that it is heard, and proxies that it goes on.
        await PingAsync(body, cancellation).ConfigureAwait(false);
        await using var responses = subscription.Responses!.GetAsyncEnumerator(cancellation);
        while (true)
        {
            var next = responses.MoveNextAsync().AsTask();
            while (!await IsDoneAsync(next, options.EventPingInterval).ConfigureAwait(false))
                await PingAsync(body, next, cancellation).ConfigureAwait(false);
            if (!await next.ConfigureAwait(false)) return;
            Next(body, responses.Current.Result, responses.Current.Id);
            await body.FlushAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static async ValueTask<bool> IsDoneAsync(Task next, TimeSpan interval)
    {
        if (next.IsCompleted) return true;
        try
        {
            await next.WaitAsync(interval).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return next.IsCompleted;
        }
        catch (OperationCanceledException)
        {
            // Whoever awaits the task itself meets it.
        }

        return true;
    }

    // A stream must not be left while it works on its next event.
    private static async ValueTask PingAsync(PipeWriter body, Task next, CancellationToken cancellation)
    {
        try
        {
            await PingAsync(body, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private static async ValueTask PingAsync(PipeWriter body, CancellationToken cancellation)
    {
        body.Write(":\n\n"u8);
        await body.FlushAsync(cancellation).ConfigureAwait(false);
    }

    // JSON as it is written here has no line breaks, which would end the data.
    private static void Next(PipeWriter body, ExecutionResult result, string? id)
    {
        using (result)
        {
            body.Write("event: next\n"u8);
            if (id is not null) body.Write(Encoding.UTF8.GetBytes($"id: {id}\n"));
            body.Write("data: "u8);
            result.WriteTo(body);
            body.Write("\n\n"u8);
        }
    }
}
