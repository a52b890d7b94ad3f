using KnowledgeGraph.Api.Contribution;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Sedimentation.Links;
using KnowledgeGraph.Insights.Sedimentation.Staleness;

namespace KnowledgeGraph.Api.Sedimentation;

/// <summary>`stale` and `brokenLinks`: documents that need care.</summary>
internal static class StaleResolvers
{
    private const char StaleList = 'S', LinksList = 'B';

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query")
            .EachObject<PlainConnection<StaleRow>>("stale", (_, context) => Stale(context))
            .EachObject<PlainConnection<BrokenLinks>>("brokenLinks", (_, context) => Links(context));
        schema.Object<StaleRow>("StaleDocument")
            .EachObject<int>("document", (row, _) => row.Document)
            .Each("score", (row, _) => row.Score)
            .EachObjects("reasons", (row, _) => row.Reasons);
        schema.Object<StaleReason>("StaleReason")
            .Each("kind", (reason, _) => EnumNames.Of(reason.Kind))
            .Each("weight", (reason, _) => reason.Weight)
            .Each("value", (reason, _) => reason.Value)
            .EachObjects<int>("nodes", (reason, _) => reason.Nodes)
            .Each("text", (reason, _) => reason.Text)
            .Each("at", (reason, _) => reason.At is { } at ? new DateTime(at, DateTimeKind.Utc) : (DateTime?)null);
        ReceiptResolvers.RegisterConnection<StaleRow>(schema, "StaleDocument");
        schema.Object<BrokenLinks>("DocumentLinks")
            .EachObject<int>("document", (row, _) => row.Document)
            .EachObjects("links", (row, _) => row.Links);
        schema.Object<BrokenLink>("BrokenLink")
            .Each("kind", (link, _) => EnumNames.Of(link.Kind))
            .Each("target", (link, _) => link.Target)
            .Each("offset", (link, _) => link.Offset);
        ReceiptResolvers.RegisterConnection<BrokenLinks>(schema, "DocumentLinks");
    }

    private static PlainConnection<StaleRow> Stale(FieldContext context)
    {
        var reader = context.Reader();
        var stale = StaleDocuments.Of(reader, context.State<CommunityContext>().Clock.GetUtcNow().UtcTicks);
        StaleReasonKind? because = context.String("because") is { } name ? EnumNames.Read<StaleReasonKind>(name) : null;
        return RankedPage.Read(
            context, StaleList, stale.Within(reader, ContributionArguments.Topic(context), because),
            it => new StaleRow(it.Node, it.Score, stale.Explain(it.Node)));
    }

    private static PlainConnection<BrokenLinks> Links(FieldContext context)
    {
        var links = LinkCheck.Of(context.Reader());
        return RankedPage.Read(
            context, LinksList, links.Within(context.Reader(), ContributionArguments.Topic(context)),
            it => links.Explain(it.Node));
    }

    private sealed record StaleRow(int Document, double Score, IReadOnlyList<StaleReason> Reasons);
}
