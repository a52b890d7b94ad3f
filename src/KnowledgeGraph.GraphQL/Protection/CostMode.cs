namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>What a request wants to know of its cost.</summary>
public enum CostMode
{
    /// <summary>Nothing, unless it is refused.</summary>
    Silent,

    /// <summary>The cost beside the answer.</summary>
    Report,

    /// <summary>The cost instead of the answer: nothing is executed.</summary>
    Validate,
}
