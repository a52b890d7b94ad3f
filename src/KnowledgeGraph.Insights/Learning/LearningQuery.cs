namespace KnowledgeGraph.Insights.Learning;

/// <summary>What is to be learned, and what is known.</summary>
public sealed record LearningQuery
{
    /// <summary>A course, or a topic.</summary>
    public required int Goal { get; init; }

    /// <summary>The learner; null for anybody.</summary>
    public int? Member { get; init; }

    /// <summary>Courses and topics that are known besides what the learner did.</summary>
    public IReadOnlyList<int> Known { get; init; } = [];

    /// <summary>The hours that there are; null for as many as it takes.</summary>
    public double? BudgetHours { get; init; }

    /// <summary>The most alternatives given.</summary>
    public int AlternativesMax { get; init; } = 3;
}
