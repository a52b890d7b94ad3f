using KnowledgeGraph.Model;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>What an edge says about what its member wants, in the order of how much it cost the member.</summary>
public static class InteractionWeights
{
    /// <summary>Of an edge of that type; 0 where it says nothing for its target.</summary>
    public static float Of(EdgeType type) => type switch
    {
        EdgeType.Viewed or EdgeType.Interacted => 1,
        EdgeType.Liked or EdgeType.Commented => 2,
        EdgeType.Shared or EdgeType.Bookmarked or EdgeType.Edited or EdgeType.Answered => 3,
        EdgeType.Enrolled or EdgeType.Attended or EdgeType.Reviewed => 3,
        EdgeType.Rated => 4,
        EdgeType.Completed => 5,
        EdgeType.Authored or EdgeType.ContributedTo => 4,
        EdgeType.InterestedIn => 4,
        EdgeType.Follows => 3,
        _ => 0,
    };

    /// <summary>The weight with the edge's value: a vote against or a rating below 3 says nothing for it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="value">The value; not a number where there is none.</param>
    public static float Of(EdgeType type, double value) => type switch
    {
        EdgeType.Liked when value <= 0 => 0,
        EdgeType.Rated when value < 3 => 0,
        EdgeType.Rated => (float)(Of(type) * (value - 2) / 2),
        _ => Of(type),
    };
}
