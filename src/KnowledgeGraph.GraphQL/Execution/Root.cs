namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// The row of a root type that needs none: there is one object, and all it has comes from the request.
/// </summary>
public readonly record struct Root;
