namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>Where walks begin.</summary>
/// <param name="Node">The node.</param>
/// <param name="Weight">How much it counts; above 0.</param>
/// <param name="Edge">The edge that leads from the member to it; -1 where it was given and not found.</param>
internal readonly record struct WalkStart(int Node, double Weight, int Edge);
