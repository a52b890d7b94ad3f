using KnowledgeGraph.Api.Connections;
using KnowledgeGraph.Api.Contribution;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Curation.Merging;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;

namespace KnowledgeGraph.Api.Sedimentation;

/// <summary>`merges`, and `Merge`. A cursor is the merge's time and id.</summary>
internal static class MergeResolvers
{
    private const char List = 'M';

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query").EachObject<MergeRows>("merges", (_, context) => new(Read(context)));
        schema.Object<MergeRows>("MergeConnection")
            .EachObjects("nodes", (it, _) => it.Page.Rows)
            .EachObjects("edges", (it, _) => it.Page.Edges)
            .EachObject<PageInfoRow>("pageInfo", (it, _) => new PageInfoRow(default, it.Page.Page))
            .Each("totalCount", (it, _) => it.Page.TotalCount);
        schema.Object<PlainEdge<KeptMerge>>("MergeEdge")
            .Each("cursor", (edge, _) => edge.Cursor)
            .EachObject("node", (edge, _) => edge.Row);
        schema.Object<KeptMerge>("Merge")
            .Each("id", (merge, _) => merge.Journal.Id)
            .Each("mergedId", (merge, _) => merge.Journal.Node.Id)
            .EachObject<int>("into", (merge, _) => merge.Into)
            .Each("at", (merge, _) => new DateTime(merge.Journal.At, DateTimeKind.Utc))
            .Each("linkCount", (merge, _) => merge.Journal.LinkCount)
            .Each("interactionCount", (merge, _) => merge.Journal.Moved.Count - merge.Journal.LinkCount)
            .Each("heldBackCount", (merge, _) => merge.Journal.Kept.Count);
    }

    private static PlainConnection<KeptMerge> Read(FieldContext context)
    {
        var community = context.State<CommunityContext>();
        var first = ContributionArguments.First(context);
        // Who was whom is for moderators.
        NodeKind[] kinds = community.Viewer.Role >= Role.Moderator
            ? [NodeKind.Topic, NodeKind.Member]
            : [NodeKind.Topic];
        var all = MergeUndo.All(community.Reader, kinds);
        var skip = 0;
        if (context.String("after") is { } after)
        {
            var (at, _, id) = PlainCursor.Read(List, after);
            skip = all.Count(merge => merge.Journal.At > at
                || (merge.Journal.At == at && string.CompareOrdinal(merge.Journal.Id, id) >= 0));
        }

        return PlainConnection<KeptMerge>.Of(
            all, skip, first, merge => merge, merge => PlainCursor.Write(List, merge.Journal.At, 0, merge.Journal.Id));
    }

    private sealed record MergeRows(PlainConnection<KeptMerge> Page);
}
