using System.Buffers;
using System.IO.Pipelines;
using KnowledgeGraph.GraphQL.Execution;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// JSON lines (https://jsonlines.org): a payload a line. A line with a space alone says that it goes on.
/// </summary>
internal sealed class JsonLineStream(PipeWriter body) : PayloadStream(body)
{
    public override void Write(ExecutionResult result, string? eventId)
    {
        result.WriteTo(Body);
        Body.Write("\n"u8);
    }

    public override void Ping() => Body.Write(" \n"u8);

    public override void End()
    {
    }
}
