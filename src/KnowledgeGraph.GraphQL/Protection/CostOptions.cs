namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>What a request may cost. Immutable.</summary>
public sealed record CostOptions
{
    /// <summary>
    /// The most that a request may cost: its field cost and its type cost together. One number, because a client has
    /// one budget, and because both grow with the same pages; the report shows the two apart.
    /// </summary>
    public double CostMax { get; init; } = 200_000;

    /// <summary>How many items a list is taken to have where the schema says nothing with `@listSize`.</summary>
    public int ListSizeDefault { get; init; } = 10;

    /// <summary>How many coordinates a report names, the dearest first.</summary>
    public int ReportedFieldsMax { get; init; } = 20;
}
