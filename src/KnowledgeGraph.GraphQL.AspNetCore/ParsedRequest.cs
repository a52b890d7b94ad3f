using KnowledgeGraph.GraphQL.Execution;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>A request, or why it is none.</summary>
internal readonly struct ParsedRequest
{
    public ParsedRequest(GraphQLRequest request) => Request = request;

    public ParsedRequest(Refusal refusal) => Refusal = refusal;

    public GraphQLRequest? Request { get; }

    public Refusal? Refusal { get; }
}
