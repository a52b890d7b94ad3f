using KnowledgeGraph.GraphQL.Execution;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>A request, a batch of them, or why it is neither.</summary>
internal readonly struct ParsedRequest
{
    public ParsedRequest(GraphQLRequest request) => Request = request;

    public ParsedRequest(ParsedRequest[] batch) => Batch = batch;

    public ParsedRequest(Refusal refusal) => Refusal = refusal;

    public GraphQLRequest? Request { get; }

    /// <summary>What is asked for by an id; its text is not known yet.</summary>
    public string? DocumentId { get; init; }

    /// <summary>The text is that of a trusted document, asked for by its id or its hash.</summary>
    public bool IsTrusted { get; init; }

    public ParsedRequest[]? Batch { get; }

    public Refusal? Refusal { get; }
}
