namespace KnowledgeGraph.Insights.Recommendation.Evaluation;

/// <summary>Gives each item a score for a member. To be shared between threads.</summary>
internal interface IRanker
{
    string Name { get; }

    /// <summary>Writes the score of every item; 0 for one that it has nothing to say about.</summary>
    /// <param name="member">The member.</param>
    /// <param name="scores">All 0 when it is called.</param>
    void Score(int member, Span<float> scores);
}
