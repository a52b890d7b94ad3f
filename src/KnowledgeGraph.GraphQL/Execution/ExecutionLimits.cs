namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>What a request may cost the engine, and what the engine may keep. Immutable.</summary>
public sealed record ExecutionLimits
{
    /// <summary>Valid documents whose plans are kept.</summary>
    public int DocumentsKeptMax { get; init; } = 1_000;

    /// <summary>Documents whose errors are kept, so that a client that repeats a bad one costs little.</summary>
    public int InvalidDocumentsKeptMax { get; init; } = 200;

    /// <summary>Bytes of a document that is kept; longer ones are parsed anew each time.</summary>
    public int DocumentKeptLengthMax { get; init; } = 100_000;

    /// <summary>Plans kept for each operation, one for each outcome of its `@skip` and `@include` conditions.</summary>
    public int PlansPerOperationMax { get; init; } = 32;

    /// <summary>Fields of an operation once its fragments are expanded for each type that was met.</summary>
    public int PlanStepsMax { get; init; } = 10_000;

    /// <summary>
    /// Fields within one another once fragments are expanded: a chain of fragments is as deep as the document is long.
    /// </summary>
    public int PlanDepthMax { get; init; } = 200;

    /// <summary>
    /// Bytes of a response's data; one that would be longer is refused before its first byte. Of what comes later as
    /// many again.
    /// </summary>
    public long ResponseBytesMax { get; init; } = 64 * 1024 * 1024;

    /// <summary>Errors of one response; when there are more, the last one says so.</summary>
    public int ErrorsMax { get; init; } = 100;
}
