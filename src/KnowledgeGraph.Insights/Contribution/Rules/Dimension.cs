namespace KnowledgeGraph.Insights.Contribution.Rules;

/// <summary>What a member can add to a community. The numbers index arrays of three.</summary>
public enum Dimension : byte
{
    /// <summary>Taking part: comments, likes, reviews, attendance (y).</summary>
    Interaction = 0,

    /// <summary>Making things: questions, answers, articles, code (z).</summary>
    Content = 1,

    /// <summary>Making things last: distilling, verifying, linking, and what others build on (w).</summary>
    Sedimentation = 2,
}

/// <summary>About <see cref="Dimension"/>.</summary>
public static class Dimensions
{
    /// <summary>How many there are.</summary>
    public const int Count = 3;

    /// <summary>All of them, in the order of their numbers.</summary>
    public static IReadOnlyList<Dimension> All { get; } =
        [Dimension.Interaction, Dimension.Content, Dimension.Sedimentation];

    /// <summary>The names in the GraphQL schema and in rule sets, by number.</summary>
    public static IReadOnlyList<string> Names { get; } = ["INTERACTION", "CONTENT", "SEDIMENTATION"];
}
