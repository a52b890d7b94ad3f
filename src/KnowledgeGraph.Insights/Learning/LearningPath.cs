namespace KnowledgeGraph.Insights.Learning;

/// <summary>An order in which the goal can be learned.</summary>
public sealed record LearningPath
{
    /// <summary>What to do, in order; empty where the goal is known, or nothing leads to it.</summary>
    public required IReadOnlyList<LearningStep> Steps { get; init; }

    /// <summary>The goal is known already.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>The hours of all steps of which they are known.</summary>
    public required double Hours { get; init; }

    /// <summary>All steps fit in the budget; true where there is none.</summary>
    public required bool FitsBudget { get; init; }

    /// <summary>Courses that are prerequisites of each other: no order is right for them.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Cycles { get; init; }

    /// <summary>Other courses that lead to the goal, each with its own path, the shortest first.</summary>
    public required IReadOnlyList<LearningPath> Alternatives { get; init; }
}

/// <summary>Why a step is on a path.</summary>
public enum LearningReason
{
    /// <summary>It is the goal, or about it.</summary>
    Goal,

    /// <summary>A later step needs it: <see cref="LearningStep.NeededBy"/>.</summary>
    Prerequisite,

    /// <summary>A document that a course of the path includes, or that is about the goal where no course is.</summary>
    Material,
}

/// <summary>A step of a path.</summary>
/// <param name="Node">A course or a document.</param>
/// <param name="Reason">Why it is there.</param>
/// <param name="NeededBy">The later step that needs it, or the course that includes it; null for the goal.</param>
/// <param name="Unmet">Its prerequisites that were not known before the path; they are earlier steps.</param>
/// <param name="Hours">How long it takes; null where nobody says.</param>
/// <param name="HoursBefore">The hours of the steps before it.</param>
/// <param name="FitsBudget">It ends within the budget.</param>
public sealed record LearningStep(
    int Node, LearningReason Reason, int? NeededBy, IReadOnlyList<int> Unmet, double? Hours, double HoursBefore,
    bool FitsBudget);
