using KnowledgeGraph.Api.Contribution;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Sedimentation;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Api.Sedimentation;

/// <summary>What became knowledge, what is missing or no longer holds, and what there is to do.</summary>
internal static class SedimentationResolvers
{
    private const int DaysByDefault = 90;

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query")
            .EachObject<SedimentationFigures>("sedimentation", (_, context) => SedimentationFigures.Of(
                context.Reader(), ContributionArguments.Window(context, DaysByDefault),
                ContributionArguments.Topic(context)))
            .EachObject<PlainConnection<TopicCoverage>>("coverage", (_, context) => CoveragePage.All(context))
            .EachObject<PlainConnection<TopicCoverage>>("gaps", (_, context) => CoveragePage.Gaps(context));
        RegisterFigures(schema);
        RegisterCoverage(schema);
        OrphanResolvers.Register(schema);
        LineageResolvers.Register(schema);
        StaleResolvers.Register(schema);
        DuplicateResolvers.Register(schema);
        DistillationResolvers.Register(schema);
        InboxResolvers.Register(schema);
    }

    private static void RegisterFigures(ExecutableSchemaBuilder schema)
    {
        schema.Object<SedimentationFigures>("Sedimentation")
            .EachObject<CountedWindow>("window", (it, _) => new CountedWindow(it.Window))
            .Each("documentCount", (it, _) => it.Documents)
            .Each("undatedCount", (it, _) => it.Undated)
            .EachObjects("counts", (it, _) => it.Counts)
            .EachObject<Funnel>("funnel", (it, _) => new Funnel(it))
            .Each("talkCount", (it, _) => it.Talk)
            .Each("distilledTalkCount", (it, _) => it.DistilledTalk)
            .Each("distillationRate", (it, _) => SedimentationFigures.Rate(it.DistilledTalk, it.Talk))
            .Each("medianDaysToDocument", (it, _) => it.MedianDaysToDocument)
            .Each("reusedCount", (it, _) => it.Reused)
            .Each("useCount", (it, _) => it.Uses)
            .Each("reuseRate", (it, _) => SedimentationFigures.Rate(it.Reused, it.Knowledge))
            .Each("questionCount", (it, _) => it.Questions)
            .Each("answeredRate", (it, _) => SedimentationFigures.Rate(it.Answered, it.Questions))
            .Each("acceptedRate", (it, _) => SedimentationFigures.Rate(it.Accepted, it.Questions))
            .EachObjects("growth", (it, _) => it.Growth);
        schema.Object<MaturityCount>("MaturityCount")
            .Each("format", (it, _) => NodeKinds.DocumentFormatValues[it.Format])
            .Each("maturity", (it, _) => NodeKinds.MaturityValues[it.Maturity])
            .Each("count", (it, _) => it.Count);
        schema.Object<Funnel>("SedimentationFunnel")
            .Each("raw", (it, _) => it.Figures.Documents)
            .Each("distilled", (it, _) => it.Figures.Knowledge)
            .Each("verified", (it, _) => it.Figures.Verified)
            .Each("distilledShare", (it, _) => SedimentationFigures.Rate(it.Figures.Knowledge, it.Figures.Documents))
            .Each("verifiedShare", (it, _) => SedimentationFigures.Rate(it.Figures.Verified, it.Figures.Knowledge));
        schema.Object<GrowthWeek>("SedimentationWeek")
            .Each("weekOf", (week, _) => new DateTime(week.FirstDay * TimeSpan.TicksPerDay, DateTimeKind.Utc))
            .Each("raw", (week, _) => week.Raw)
            .Each("distilled", (week, _) => week.Distilled)
            .Each("verified", (week, _) => week.Verified);
    }

    private static void RegisterCoverage(ExecutableSchemaBuilder schema)
    {
        schema.Object<TopicCoverage>("TopicCoverage")
            .EachObject<int>("topic", (it, _) => it.Topic)
            .Each("score", (it, _) => it.Score)
            .Each("demand", (it, _) => it.Demand)
            .EachObjects("demandParts", (it, _) => it.DemandParts)
            .Each("supply", (it, _) => it.Supply)
            .EachObjects("supplyParts", (it, _) => it.SupplyParts)
            .Each("hasFreshKnowledge", (it, _) => it.HasFreshKnowledge)
            .Each("questionsLately", (it, _) => it.QuestionsLately)
            .Each("questionsBefore", (it, _) => it.QuestionsBefore)
            .EachObjects<int>("threads", (it, _) => it.Threads);
        schema.Object<CoveragePart>("CoveragePart")
            .Each("name", (part, _) => part.Name)
            .Each("count", (part, _) => (int)Math.Min(int.MaxValue, part.Count))
            .Each("weight", (part, _) => part.Weight)
            .Each("value", (part, _) => part.Value);
        ReceiptResolvers.RegisterConnection<TopicCoverage>(schema, "TopicCoverage");
    }

    private sealed record Funnel(SedimentationFigures Figures);
}
