using KnowledgeGraph.Model;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>What is asked for.</summary>
public sealed record RecommendationQuery
{
    /// <summary>The kinds wanted; empty for all that the question allows.</summary>
    public IReadOnlyList<NodeKind> Kinds { get; init; } = [];

    /// <summary>Topics that answers have to be about; walks begin there too.</summary>
    public IReadOnlyList<int> Topics { get; init; } = [];

    /// <summary>Nodes that are not wanted.</summary>
    public IReadOnlyList<int> Exclude { get; init; } = [];

    /// <summary>
    /// 0 for the best by score alone, up to 1: how much less an answer counts that shares its topics and authors with
    /// those before it.
    /// </summary>
    public double Diversity { get; init; } = 0.2;

    /// <summary>UTC ticks.</summary>
    public required long Now { get; init; }

    /// <summary>After so many days what somebody did counts half.</summary>
    public double HalfLifeDays { get; init; } = ReaderRows.NotedHalfLifeDays;

    /// <summary>The most starts of a member, the strongest of them.</summary>
    public int StartsMax { get; init; } = 24;

    /// <summary>The most entries of a row that are followed; longer ones are sampled.</summary>
    public int EntriesMax { get; init; } = 40;

    /// <summary>Draws the samples.</summary>
    public ulong Seed { get; init; }
}
