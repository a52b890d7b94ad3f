using KnowledgeGraph.Api.Connections;
using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using Found = KnowledgeGraph.Insights.Recommendation.Recommendation;

namespace KnowledgeGraph.Api.Recommendation;

/// <summary>The fields that recommend, and what they give.</summary>
internal static class RecommendationResolvers
{
    private delegate RecommendationList Recommend(GraphReader reader, int node, RecommendationQuery query);

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query")
            .EachObject("recommendations", (_, context) => From(context))
            .EachObject("whyNot", (_, context) => WhyNotOf(context))
            .EachObjects("connections", (_, context) => ConnectionPaths.Find(context));
        RegisterField(schema, NodeKind.Member, "recommendations", Recommendations.ForMember);
        RegisterField(
            schema, NodeKind.Document, "related", (reader, node, query) => Recommendations.From(reader, [node], query));
        RegisterField(schema, NodeKind.Course, "nextCourses", Recommendations.NextCourses);
        RegisterField(schema, NodeKind.Topic, "experts", Recommendations.Experts);
        RegisterField(schema, NodeKind.CodeRepository, "suggestedContributors", Recommendations.Contributors);
        RegisterConnection(schema);
        RegisterRecommendation(schema);
        ConnectionPaths.Register(schema);
    }

    private static void RegisterField(
        ExecutableSchemaBuilder schema, NodeKind owner, string field, Recommend recommend) =>
        schema.Object<int>(NodeKinds.Of(owner).Name).EachObject(field, (node, context) =>
            Page(recommend(context.Reader(), node, RecommendationInput.Query(context)), context));

    private static void RegisterConnection(ExecutableSchemaBuilder schema)
    {
        schema.Object<RecommendationPage>("RecommendationConnection")
            .EachObjects("nodes", (page, _) => page.Rows)
            .EachObjects<RecommendationEdgeRow>("edges", (page, _) =>
                [.. page.Rows.Select((_, row) => new RecommendationEdgeRow(page, row))])
            .EachObject<PageInfoRow>("pageInfo", (page, _) => new PageInfoRow(default, Info(page)))
            .Each("totalCount", (page, _) => page.TotalCount)
            .Each("isSampled", (page, _) => page.IsSampled)
            .EachObject("explanations", (page, context) => ExplanationQuality.Of(context.Reader(), page.Rows));
        schema.Object<ExplanationQuality>("ExplanationQuality")
            .Each("fidelity", (quality, _) => quality.Fidelity)
            .Each("recency", (quality, _) => quality.Recency)
            .Each("popularity", (quality, _) => quality.Popularity)
            .Each("diversity", (quality, _) => quality.Diversity);
        schema.Object<RecommendationEdgeRow>("RecommendationEdge")
            .Each("cursor", (edge, _) => edge.Page.Cursor(edge.Row))
            .EachObject("node", (edge, _) => edge.Page.Rows[edge.Row]);
    }

    private static void RegisterRecommendation(ExecutableSchemaBuilder schema)
    {
        schema.Object<Found>("Recommendation")
            .EachObject<int>("node", (found, _) => found.Node)
            .Each("score", (found, _) => found.Score)
            .EachObjects("paths", (found, _) => found.Paths)
            .Each("reason", (found, context) =>
                Reasons.Of(context.Reader(), found, ReasonText.Language(context)));
        schema.Object<RecommendationPath>("RecommendationPath")
            .Each("kind", (path, _) => FieldNames.EnumValue(path.Kind.ToString()).TrimStart('_'))
            .Each("share", (path, _) => path.Share)
            .EachObjects<int>("nodes", (path, _) => path.Nodes)
            .EachObjects<PathEdgeRow>("edges", (path, _) => [.. path.Edges.Select(edge => new PathEdgeRow(edge))])
            .Each("isComplete", (path, _) => path.IsComplete)
            .Each("others", (path, _) => path.Others);
        schema.Object<PathEdgeRow>("PathEdge")
            .Each("type", (row, context) => EdgeTypes.Of(context.Reader().TypeOf(row.Edge)).Name)
            .EachObject<int>("from", (row, context) => context.Reader().SourceOf(row.Edge))
            .EachObject<int>("to", (row, context) => context.Reader().TargetOf(row.Edge))
            .Each("at", (row, context) => InstantOf(context.Reader().EdgeTimes[row.Edge]));
        schema.Object<WhyNot>("WhyNot")
            .Each("reason", (why, _) => FieldNames.EnumValue(why.Reason.ToString()).TrimStart('_'))
            .EachObject<PathEdgeRow>("edge", (why, _) => why.Edge is { } edge ? new PathEdgeRow(edge) : null)
            .EachObjects<int>("missing", (why, _) => why.Missing)
            .Each("rank", (why, _) => why.Rank)
            .EachObject("recommendation", (why, _) => why.Answer)
            .Each("barScore", (why, _) => why.BarScore);
    }

    private static RecommendationPage From(FieldContext context)
    {
        var nodes = RecommendationInput.Nodes(context.Reader(), context.List("from"), null, "from");
        return Page(
            Recommendations.From(context.Reader(), nodes, RecommendationInput.Query(context)), context);
    }

    private static WhyNot? WhyNotOf(FieldContext context)
    {
        var reader = context.Reader();
        return reader.TryFind(context.String("member")!, NodeKind.Member, out var member) &&
            reader.TryFind(context.String("id")!, out var node)
            ? Recommendations.WhyNot(
                reader, member, node, Math.Clamp(context.Int32("first") ?? 20, 1, Limits.PageSizeMax),
                RecommendationInput.Query(context))
            : null;
    }

    private static RecommendationPage Page(RecommendationList found, FieldContext context)
    {
        using var list = found;
        var isWanted = context.Field.Arguments.All(argument => argument.Name != "explain") ||
            context.Boolean("explain") != false;
        var withPaths = isWanted && (
            Selects(context, "paths") || Selects(context, "reason") || context.Selects("explanations"));
        return new RecommendationPage(list, context.Reader(), PageInput.ReadForward(context), withPaths);
    }

    private static bool Selects(FieldContext context, string field) =>
        context.Selects($"nodes.{field}") || context.Selects($"edges.node.{field}");

    private static PlainPage Info(RecommendationPage page) => new(
        page.HasNext, page.Start > 0,
        page.Rows.Count == 0 ? null : page.Cursor(0),
        page.Rows.Count == 0 ? null : page.Cursor(page.Rows.Count - 1));

    private static DateTime? InstantOf(long ticks) =>
        ticks == ReadModel.Columns.IntegerColumn.Missing ? null : new DateTime(ticks, DateTimeKind.Utc);
}

/// <summary>A row of `PathEdge`.</summary>
internal readonly record struct PathEdgeRow(int Edge);
