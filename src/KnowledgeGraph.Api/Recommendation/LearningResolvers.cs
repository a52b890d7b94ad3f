using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Learning;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Api.Recommendation;

/// <summary>`learningPath`, `readyNext` and `prerequisiteCycles`.</summary>
internal static class LearningResolvers
{
    private const int AlternativesMax = 10;

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query")
            .EachObject("learningPath", (_, context) => Find(context))
            .EachObjects("readyNext", (_, context) => Ready(context))
            .EachObjects<CycleRow>("prerequisiteCycles", (_, context) =>
                [.. LearningPaths.Cycles(context.Reader()).Select(members => new CycleRow(members))]);
        schema.Object<PathRow>("LearningPath")
            .EachObject<int>("goal", (row, _) => row.Goal)
            .EachObjects("steps", (row, _) => row.Path.Steps)
            .Each("isKnown", (row, _) => row.Path.IsKnown)
            .Each("hours", (row, _) => row.Path.Hours)
            .Each("fitsBudget", (row, _) => row.Path.FitsBudget)
            .EachObjects<CycleRow>("cycles", (row, _) =>
                [.. row.Path.Cycles.Select(members => new CycleRow(members))])
            .EachObjects<PathRow>("alternatives", (row, _) =>
                [.. row.Path.Alternatives.Select(path => new PathRow(row.Goal, path))]);
        schema.Object<LearningStep>("LearningStep")
            .EachObject<int>("node", (step, _) => step.Node)
            .Each("reason", (step, _) => FieldNames.EnumValue(step.Reason.ToString()).TrimStart('_'))
            .Each("text", (step, context) =>
                StepText.Of(context.Reader(), step, ReasonText.Language(context)))
            .EachObject<int>("neededBy", (step, _) => step.NeededBy)
            .EachObjects<int>("unmet", (step, _) => step.Unmet)
            .Each("hours", (step, _) => step.Hours)
            .Each("hoursBefore", (step, _) => step.HoursBefore)
            .Each("fitsBudget", (step, _) => step.FitsBudget);
        schema.Object<ReadyRow>("ReadyCourse")
            .EachObject<int>("course", (row, _) => row.Course)
            .Each("opens", (row, _) => row.Opens);
        schema.Object<CycleRow>("PrerequisiteCycle").EachObjects<int>("members", (row, _) => row.Members);
    }

    private static PathRow? Find(FieldContext context)
    {
        var reader = context.Reader();
        if (!reader.TryFind(context.String("goal")!, out var goal) ||
            reader.KindOf(goal) is not (NodeKind.Course or NodeKind.Topic))
        {
            return null;
        }

        return new PathRow(goal, LearningPaths.Find(reader, new LearningQuery
        {
            Goal = goal,
            Member = MemberOf(context),
            Known = RecommendationInput.Nodes(reader, context.List("known"), null, "known"),
            BudgetHours = context.Double("budget"),
            AlternativesMax = Math.Clamp(context.Int32("alternatives") ?? 0, 0, AlternativesMax),
        }));
    }

    private static IReadOnlyList<ReadyRow> Ready(FieldContext context)
    {
        var known = RecommendationInput.Nodes(context.Reader(), context.List("known"), null, "known");
        return
        [
            .. LearningPaths.ReadyNext(context.Reader(), MemberOf(context), known)
                .Take(Math.Clamp(context.Int32("first") ?? Limits.PageSizeDefault, 0, Limits.PageSizeMax))
                .Select(ready => new ReadyRow(ready.Course, ready.Opens)),
        ];
    }

    private static int? MemberOf(FieldContext context) =>
        context.String("member") is { } id && context.Reader().TryFind(id, NodeKind.Member, out var member)
            ? member
            : null;

    private sealed record PathRow(int Goal, LearningPath Path);

    private readonly record struct ReadyRow(int Course, int Opens);

    private readonly record struct CycleRow(IReadOnlyList<int> Members);
}
