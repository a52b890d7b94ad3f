using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>
/// What nodes are given from other places than their properties: order keys, and sums over their interactions. Sums
/// are kept as integers, so that a version that followed changes equals one that was built anew.
/// </summary>
internal static class Derivation
{
    private const double RatingUnit = 1e6;

    private static readonly PropertyDefinition LikedValue = EdgeTypes.Of(EdgeType.Liked)["value"];
    private static readonly PropertyDefinition RatedValue = EdgeTypes.Of(EdgeType.Rated)["value"];
    private static readonly PropertyDefinition ViewedCount = EdgeTypes.Of(EdgeType.Viewed)["count"];

    /// <summary>The key of a node in its kind's default order; topics need the number of their documents.</summary>
    public static long OrderKey(NodeRecord record, int documentCount)
    {
        var order = DefaultOrder.Of(record.Kind);
        if (order.Kind == DefaultOrderKind.MostDocumentsFirst) return DefaultOrder.Descending(documentCount);
        var value = record[order.Field];
        if (value.IsNull) return DefaultOrder.LastKey;
        return order.Kind == DefaultOrderKind.NewestFirst
            ? DefaultOrder.Descending(value.AsInstantTicks())
            : SortText.Key(value.AsText());
    }

    /// <summary>Adds an interaction to, or with -1 takes it from, its target's sums.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="edges">The edges; the interaction is among them.</param>
    /// <param name="edge">The interaction.</param>
    /// <param name="sign">1 or -1.</param>
    /// <param name="ratings">The target's ratings, with a new one and without one taken back.</param>
    public static void Count(NodeTable.Builder nodes, EdgeTable.Builder edges, int edge, int sign, int ratings)
    {
        var target = edges.To(edge);
        if (target < 0) return;
        switch (edges.TypeOf(edge))
        {
            // A like says 1 where it says nothing; a vote against is a like of -1.
            case EdgeType.Liked when nodes.KindOf(target) == NodeKind.Document:
                nodes.AddToScore(target, sign * (long)Math.Round(edges.Number(edge, LikedValue, 1)));
                break;
            // A view can stand for several, which the source knew only as a count.
            case EdgeType.Viewed when nodes.KindOf(target) == NodeKind.Document:
                nodes.AddToViewCount(target, sign * edges.Integer(edge, ViewedCount, 1));
                break;
            case EdgeType.Rated:
                var millionths = (long)Math.Round(edges.Number(edge, RatedValue, 0) * RatingUnit);
                var sum = nodes.AddToRatingSum(target, sign * millionths);
                nodes.SetRating(target, ratings == 0 ? NumberColumn.Missing : sum / RatingUnit / ratings);
                break;
        }
    }
}
