using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Learning;

/// <summary>Why a step is on a path, as a sentence.</summary>
public static class StepText
{
    public static string Of(GraphReader reader, LearningStep step, ReasonLanguage language)
    {
        var later = step.NeededBy is { } node ? Reasons.NameOf(reader, node) : null;
        var unmet = step.Unmet.Select(course => Reasons.NameOf(reader, course)).ToArray();
        return language == ReasonLanguage.Zh ? Chinese(step.Reason, later, unmet) : English(step.Reason, later, unmet);
    }

    private static string English(LearningReason reason, string? later, string[] unmet)
    {
        var said = reason switch
        {
            LearningReason.Goal => "This is where you want to get",
            LearningReason.Prerequisite when later is not null => $"“{later}” needs it",
            LearningReason.Prerequisite => "A topic on the way needs it",
            _ when later is not null => $"“{later}” includes it",
            _ => "It is about the goal",
        };
        return unmet.Length == 0 ? $"{said}." : $"{said}; before it comes “{string.Join("”, “", unmet)}”.";
    }

    private static string Chinese(LearningReason reason, string? later, string[] unmet)
    {
        var said = reason switch
        {
            LearningReason.Goal => "这就是目标",
            LearningReason.Prerequisite when later is not null => $"“{later}”需要它",
            LearningReason.Prerequisite => "途中的主题需要它",
            _ when later is not null => $"“{later}”包含它",
            _ => "它与目标有关",
        };
        return unmet.Length == 0 ? $"{said}。" : $"{said}；先学“{string.Join("”、“", unmet)}”。";
    }
}
