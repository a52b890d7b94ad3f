using System.Buffers;
using System.Text.Json;
using KnowledgeGraph.GraphQL.Execution;
using Microsoft.AspNetCore.Http;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// Sends a response: with its length where it is small, else in chunks, so that no more than a part of it waits in
/// memory.
/// </summary>
internal static class ResponseSender
{
    /// <summary>Responses up to this length are sent whole.</summary>
    private const int WholeLengthMax = 16 * 1024;

    /// <param name="context">The request; its response's status is already set.</param>
    /// <param name="result">What to send.</param>
    /// <param name="format">As what.</param>
    public static async Task SendAsync(HttpContext context, ExecutionResult result, ResponseFormat format)
    {
        var response = context.Response;
        response.ContentType = ResponseFormats.ContentTypeOf(format);
        if (result.ExpectedLength > WholeLengthMax)
        {
            // What is written before the head is sent would be copied once more behind it.
            await response.StartAsync(context.RequestAborted).ConfigureAwait(false);
            await result.WriteToAsync(response.BodyWriter, context.RequestAborted).ConfigureAwait(false);
            return;
        }

        using var buffer = new PooledBuffer(result.ExpectedLength);
        var isWhole = result.WriteSome(buffer, WholeLengthMax);
        if (isWhole) response.ContentLength = buffer.Written.Length;
        await response.BodyWriter.WriteAsync(buffer.Written, context.RequestAborted).ConfigureAwait(false);
        if (!isWhole) await result.WriteToAsync(response.BodyWriter, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>
    /// Sends a response whole with its tag, or 304 where the client has it. One with errors is not to be kept.
    /// </summary>
    public static async Task SendTaggedAsync(
        HttpContext context, ExecutionResult result, ResponseFormat format, string cacheControl)
    {
        using var buffer = new PooledBuffer(result.ExpectedLength);
        result.WriteTo(buffer);
        var response = context.Response;
        // What one reader may see is not for another.
        response.Headers.Vary = "Accept, Authorization";
        if (result.Errors.Count > 0 || !result.HasData)
        {
            response.Headers.CacheControl = "no-store";
        }
        else
        {
            var tag = EntityTags.Of(buffer.Written.Span, format);
            response.Headers.CacheControl =
                context.Request.Headers.Authorization.Count == 0 ? cacheControl : $"private, {cacheControl}";
            response.Headers.ETag = tag;
            if (EntityTags.IsKnown(context.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        response.ContentType = ResponseFormats.ContentTypeOf(format);
        response.ContentLength = buffer.Written.Length;
        await response.BodyWriter.WriteAsync(buffer.Written, context.RequestAborted).ConfigureAwait(false);
    }

    public static Task SendAsync(HttpContext context, Refusal refusal, ResponseFormat format)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, refusal);
        var response = context.Response;
        response.StatusCode = refusal.StatusCode;
        response.ContentType = ResponseFormats.ContentTypeOf(format);
        response.ContentLength = buffer.WrittenCount;
        response.Headers.CacheControl = "no-store";
        if (refusal.Allow is { } allow) response.Headers.Allow = allow;
        return response.BodyWriter.WriteAsync(buffer.WrittenMemory, context.RequestAborted).AsTask();
    }

    public static void Write(IBufferWriter<byte> target, Refusal refusal)
    {
        using var json = new Utf8JsonWriter(target);
        json.WriteStartObject();
        json.WriteStartArray("errors"u8);
        json.WriteStartObject();
        json.WriteString("message"u8, refusal.Message);
        json.WriteStartObject("extensions"u8);
        json.WriteString("code"u8, refusal.Code);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
