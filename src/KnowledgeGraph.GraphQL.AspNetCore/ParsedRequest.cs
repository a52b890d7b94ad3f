using KnowledgeGraph.GraphQL.Execution;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>A request, a batch of them, or why it is neither.</summary>
internal readonly struct ParsedRequest
{
    public ParsedRequest(GraphQLRequest request) => Request = request;

    public ParsedRequest(GraphQLRequest[] batch) => Batch = batch;

    public ParsedRequest(Refusal refusal) => Refusal = refusal;

    public GraphQLRequest? Request { get; }

    public GraphQLRequest[]? Batch { get; }

    public Refusal? Refusal { get; }
}
