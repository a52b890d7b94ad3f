using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Api.Recommendation;

/// <summary>The arguments of the fields that recommend.</summary>
internal static class RecommendationInput
{
    /// <summary>Those that the field has, the rest as it is where nobody says anything.</summary>
    public static RecommendationQuery Query(FieldContext context)
    {
        var reader = context.Reader();
        return new RecommendationQuery
        {
            Kinds = Has(context, "kinds") ? Kinds(context.List("kinds")) : [],
            Topics = Has(context, "topics") ? Nodes(reader, context.List("topics"), NodeKind.Topic, "topics") : [],
            Exclude = Has(context, "exclude") ? Nodes(reader, context.List("exclude"), null, "exclude") : [],
            Diversity = Has(context, "diversity") ? Math.Clamp(context.Double("diversity") ?? 0, 0, 1) : 0,
            Now = Has(context, "at") && context.Argument("at") is { IsNull: false } at
                ? InstantInput.ReadTicks(at)
                : context.State<CommunityContext>().Clock.GetUtcNow().UtcTicks,
        };
    }

    /// <summary>The nodes of those ids that are there and, where one is named, of that kind.</summary>
    public static int[] Nodes(
        GraphReader reader, IReadOnlyList<InputValue>? ids, NodeKind? kind, string argument)
    {
        if (ids is null) return [];
        if (ids.Count > Limits.NodesPerRequestMax)
        {
            throw new GraphQLException(
                $"`{argument}` has {ids.Count} ids: at most {Limits.NodesPerRequestMax} are taken at once.",
                GraphQLErrorCodes.LimitExceeded);
        }

        var nodes = new List<int>();
        foreach (var id in ids)
        {
            if (reader.TryFind(id.AsString(), out var node) && (kind is null || reader.KindOf(node) == kind))
                nodes.Add(node);
        }

        return [.. nodes];
    }

    private static NodeKind[] Kinds(IReadOnlyList<InputValue>? names) =>
        names is null ? [] : [.. names.Select(name => KindOf(name.AsString()))];

    private static NodeKind KindOf(string name) =>
        NodeKinds.All.First(kind => FieldNames.EnumValue(FieldNames.Singular(kind)) == name).Kind;

    private static bool Has(FieldContext context, string argument) =>
        context.Field.Arguments.Any(defined => defined.Name == argument);
}
