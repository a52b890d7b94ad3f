using System.Buffers;
using System.IO.Pipelines;
using KnowledgeGraph.GraphQL.Execution;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// `multipart/mixed` with the boundary `-`
/// (https://github.com/graphql/graphql-over-http/blob/main/rfcs/IncrementalDelivery.md). The boundary follows each part
/// at once, so that a client knows the part is whole before there is another.
/// </summary>
internal sealed class MultipartStream(PipeWriter body) : PayloadStream(body)
{
    private bool _isOpen;

    public override void Write(ExecutionResult result, string? eventId)
    {
        Open();
        Body.Write("\r\nContent-Type: application/json; charset=utf-8\r\n\r\n"u8);
        result.WriteTo(Body);
        Body.Write("\r\n---"u8);
    }

    // What clients of Apollo's subscriptions over multipart pass over; others see a payload that says nothing.
    public override void Ping()
    {
        Open();
        Body.Write("\r\nContent-Type: application/json; charset=utf-8\r\n\r\n{}\r\n---"u8);
    }

    public override void End()
    {
        Open();
        Body.Write("--\r\n"u8);
    }

    private void Open()
    {
        if (_isOpen) return;
        _isOpen = true;
        Body.Write("\r\n---"u8);
    }
}
