using KnowledgeGraph.Api.Contribution;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Finding;
using KnowledgeGraph.Insights.Sedimentation.Distillation;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Api.Sedimentation;

/// <summary>`distillationCandidates`: threads to write documents from.</summary>
internal static class DistillationResolvers
{
    private const char List = 'T';
    private const int RelatedMax = 5;

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query")
            .EachObject<PlainConnection<Candidate>>("distillationCandidates", (_, context) => Read(context));
        schema.Object<Candidate>("DistillationCandidate")
            .EachObject<int>("thread", (it, _) => it.Thread)
            .Each("score", (it, _) => it.Score)
            .EachObjects("reasons", (it, _) => it.All.Explain(it.Thread))
            .EachObjects<int>("sources", (it, _) => it.All.SourcesOf(it.Thread))
            .EachObjects("outline", (it, context) => Outline.Of(context.Reader(), it.Thread))
            .EachObjects<int>("related", Related);
        schema.Object<OutlinePoint>("OutlinePoint")
            .Each("section", (point, _) => EnumNames.Of(point.Section))
            .Each("text", (point, _) => point.Text)
            .EachObject<int>("source", (point, _) => point.Source)
            .Each("sourceId", (point, _) => point.SourceId)
            .EachObject<int>("author", (point, _) => point.Author);
        ReceiptResolvers.RegisterConnection<Candidate>(schema, "DistillationCandidate");
    }

    private static PlainConnection<Candidate> Read(FieldContext context)
    {
        var all = DistillationCandidates.Of(context.Reader());
        return RankedPage.Read(
            context, List, all.Within(context.Reader(), ContributionArguments.Topic(context)),
            it => new Candidate(all, it.Node, it.Score));
    }

    // What is of the thread itself is no news.
    private static List<int> Related(Candidate candidate, FieldContext context)
    {
        var own = candidate.All.SourcesOf(candidate.Thread);
        return
        [
            .. Similar.To(context.Reader(), candidate.Thread, [NodeKind.Document], RelatedMax + own.Count)
                .Select(it => it.Node).Except(own).Take(RelatedMax),
        ];
    }

    private sealed record Candidate(DistillationCandidates All, int Thread, double Score);
}
