using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Api;

/// <summary>The fields that the store answers in the place of the read model.</summary>
/// <param name="Queries">The store.</param>
/// <param name="Search">`search`.</param>
/// <param name="Neighbours">`neighbours`.</param>
/// <param name="ShortestPath">`shortestPath`.</param>
public sealed record StoreAnswers(IGraphQueries Queries, bool Search, bool Neighbours, bool ShortestPath);
