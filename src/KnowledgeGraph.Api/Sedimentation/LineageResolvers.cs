using KnowledgeGraph.Api.Contribution;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Sedimentation;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Api.Sedimentation;

/// <summary>`lineage`: what was built on what.</summary>
internal static class LineageResolvers
{
    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query").EachObject<Lineage>("lineage", (_, context) => Read(context));
        schema.Object<Lineage>("Lineage")
            .EachObjects<LineageStep>("steps", (it, _) => [.. it.Steps.Skip(1)])
            .EachObjects("links", (it, _) => it.Links)
            .Each("isWhole", (it, _) => it.IsWhole)
            .Each("mermaid", (it, context) => LineageText.Mermaid(context.Reader(), it))
            .Each("graphviz", (it, context) => LineageText.Graphviz(context.Reader(), it));
        schema.Object<LineageStep>("LineageStep")
            .EachObject<int>("node", (step, _) => step.Node)
            .Each("depth", (step, _) => step.Depth)
            .EachObjects<int>("path", (step, _) => step.Path);
        schema.Object<LineageLink>("LineageLink")
            .EachObject<int>("from", (link, _) => link.From)
            .EachObject<int>("to", (link, _) => link.To)
            .Each("type", (link, _) => EdgeTypes.Of(link.Type).Name);
    }

    private static Lineage? Read(FieldContext context)
    {
        var depth = context.Int32("depth") ?? 3;
        if (depth is < 1 or > Lineage.DepthMax)
            throw ContributionArguments.Mistake("depth", $"`depth` must be from 1 to {Lineage.DepthMax}.");
        var direction = context.String("direction") == "USES" ? EdgeDirection.In : EdgeDirection.Out;
        return context.Reader().TryFind(context.String("id")!, out var node)
            ? Lineage.Of(context.Reader(), node, direction, depth)
            : null;
    }
}
