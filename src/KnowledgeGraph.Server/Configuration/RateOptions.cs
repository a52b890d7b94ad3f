namespace KnowledgeGraph.Server.Configuration;

/// <summary>
/// How much each reader may ask for: a member by its token, everybody else by address. 0 sets no limit.
/// </summary>
internal sealed class RateOptions
{
    /// <summary>Requests a minute, 0 to 1,000,000,000; a quarter of them may come at once.</summary>
    public int RequestsPerMinute { get; set; } = 6_000;

    /// <summary>The cost of requests a minute, 0 to 2,000,000,000; a quarter of it may come at once.</summary>
    public int CostPerMinute { get; set; } = 20_000_000;
}
