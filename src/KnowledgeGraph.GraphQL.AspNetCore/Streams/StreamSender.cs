using System.IO.Pipelines;
using KnowledgeGraph.GraphQL.Execution;
using Microsoft.AspNetCore.Http;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>Answers one request with a stream: of the responses of a subscription, or of what was put off.</summary>
internal static class StreamSender
{
    /// <summary>Opens a subscription and sends its responses as they come.</summary>
    public static Task SubscribeAsync(
        HttpContext context, GraphQLExecutor executor, GraphQLRequest request, GraphQLHttpOptions options,
        ResponseFormat format, CancellationToken stopping)
    {
        if (context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } id])
            request = request with { LastEventId = id };
        return SendAsync(context, format, WriteAsync, stopping, options.ConnectionEnd?.Invoke(context) ?? default);

        async Task WriteAsync(PayloadStream stream, CancellationToken cancellation)
        {
            var body = context.Response.BodyWriter;
            var subscription = await executor.SubscribeAsync(request, cancellation).ConfigureAwait(false);
            if (subscription.Refused is { } refused)
            {
                using (refused) stream.Write(refused, null);
                return;
            }

            // At once, so that the client knows that it is heard, and proxies that it goes on.
            stream.Ping();
            await body.FlushAsync(cancellation).ConfigureAwait(false);
            await using var responses = subscription.Responses!.GetAsyncEnumerator(cancellation);
            while (true)
            {
                var next = responses.MoveNextAsync().AsTask();
                await WaitAsync(stream, body, next, options, cancellation).ConfigureAwait(false);
                if (!await next.ConfigureAwait(false)) return;
                using (var result = responses.Current.Result) stream.Write(result, responses.Current.Id);
                await body.FlushAsync(cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sends a result with all payloads that follow.</summary>
    public static Task SendAsync(
        HttpContext context, ExecutionResult result, GraphQLHttpOptions options, ResponseFormat format,
        CancellationToken stopping)
    {
        return SendAsync(context, format, WriteAsync, stopping, options.ConnectionEnd?.Invoke(context) ?? default);

        async Task WriteAsync(PayloadStream stream, CancellationToken cancellation)
        {
            var body = context.Response.BodyWriter;
            stream.Write(result, null);
            while (result.HasNext)
            {
                await body.FlushAsync(cancellation).ConfigureAwait(false);
                var next = result.MoveNextAsync().AsTask();
                await WaitAsync(stream, body, next, options, cancellation).ConfigureAwait(false);
                await next.ConfigureAwait(false);
                stream.Write(result, null);
            }
        }
    }

    private static async Task SendAsync(
        HttpContext context, ResponseFormat format, Func<PayloadStream, CancellationToken, Task> write,
        CancellationToken stopping, CancellationToken connectionEnd = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, stopping, connectionEnd);
        context.Response.ContentType = ResponseFormats.ContentTypeOf(format);
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var body = context.Response.BodyWriter;
        var stream = PayloadStream.Of(format, body);
        try
        {
            await write(stream, end.Token).ConfigureAwait(false);
            stream.End();
            await body.FlushAsync(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (
            connectionEnd.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            stream.End();
            await body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client has gone; or the server stops: without an end the client comes back.
        }
    }

    /// <summary>Waits for what is next, and says now and then that it goes on.</summary>
    private static async ValueTask WaitAsync(
        PayloadStream stream, PipeWriter body, Task next, GraphQLHttpOptions options, CancellationToken cancellation)
    {
        while (!await IsDoneAsync(next, options.EventPingInterval).ConfigureAwait(false))
        {
            try
            {
                stream.Ping();
                await body.FlushAsync(cancellation).ConfigureAwait(false);
            }
            catch
            {
                // What works on its next payload must not be left.
                await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }
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
}
