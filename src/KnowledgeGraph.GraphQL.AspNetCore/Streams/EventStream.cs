using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using KnowledgeGraph.GraphQL.Execution;
using Microsoft.AspNetCore.Http;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// Server-sent events in the distinct connections mode of
/// https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md: `next` for each payload, then `complete`. Each
/// event has the id with which a client that was cut off comes back (`Last-Event-ID`).
/// </summary>
internal sealed class EventStream(PipeWriter body) : PayloadStream(body)
{
    /// <summary>
    /// A page of the server's own asks, as the browser says. `EventSource` can send no header that a preflight wants.
    /// </summary>
    public static bool IsOfOwnPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is ["same-origin"];

    // JSON as it is written here has no line breaks, which would end the data.
    public override void Write(ExecutionResult result, string? eventId)
    {
        Body.Write("event: next\n"u8);
        if (eventId is not null) Body.Write(Encoding.UTF8.GetBytes($"id: {eventId}\n"));
        Body.Write("data: "u8);
        result.WriteTo(Body);
        Body.Write("\n\n"u8);
    }

    public override void Ping() => Body.Write(":\n\n"u8);

    // A native EventSource does not see an event without data.
    public override void End() => Body.Write("event: complete\ndata:\n\n"u8);
}
