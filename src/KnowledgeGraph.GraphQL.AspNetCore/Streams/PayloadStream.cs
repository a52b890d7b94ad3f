using System.IO.Pipelines;
using KnowledgeGraph.GraphQL.Execution;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>How one media type carries one payload after the other. One thread at a time.</summary>
/// <param name="body">Where to.</param>
internal abstract class PayloadStream(PipeWriter body)
{
    protected PipeWriter Body { get; } = body;

    public static PayloadStream Of(ResponseFormat format, PipeWriter body) => format switch
    {
        ResponseFormat.EventStream => new EventStream(body),
        ResponseFormat.JsonLines => new JsonLineStream(body),
        _ => new MultipartStream(body),
    };

    /// <summary>Writes the payload that is due.</summary>
    /// <param name="result">What to write.</param>
    /// <param name="eventId">The id with which a client that was cut off comes back, or null.</param>
    public abstract void Write(ExecutionResult result, string? eventId);

    /// <summary>Says that it goes on.</summary>
    public abstract void Ping();

    /// <summary>Says that nothing more comes.</summary>
    public abstract void End();
}
