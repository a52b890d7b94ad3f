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

    /// <summary>What an interaction adds to the sums of its target, a node of that kind.</summary>
    public static Contribution Of<TEdges>(TEdges edges, int edge, NodeKind target)
        where TEdges : class, IInteractionSource
    {
        return edges.TypeOf(edge) switch
        {
            // A like says 1 where it says nothing; a vote against is a like of -1.
            EdgeType.Liked when target == NodeKind.Document =>
                new(Votes: (long)Math.Round(edges.Number(edge, LikedValue, 1))),
            // A view can stand for several, which the source knew only as a count.
            EdgeType.Viewed when target == NodeKind.Document =>
                new(Views: edges.Integer(edge, ViewedCount, 1)),
            EdgeType.Rated => new(
                Ratings: 1, RatingMillionths: (long)Math.Round(edges.Number(edge, RatedValue, 0) * RatingUnit)),
            _ => default,
        };
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
        var added = Of(edges, edge, nodes.KindOf(target));
        if (added.Votes != 0) nodes.AddToScore(target, sign * added.Votes);
        if (added.Views != 0) nodes.AddToViewCount(target, sign * added.Views);
        if (added.Ratings == 0) return;
        var sum = nodes.AddToRatingSum(target, sign * added.RatingMillionths);
        nodes.SetRating(target, MeanRating(sum, ratings));
    }

    /// <summary>The mean of so many ratings, whose sum is in millionths.</summary>
    public static double MeanRating(long sumMillionths, int ratings) =>
        ratings == 0 ? NumberColumn.Missing : sumMillionths / RatingUnit / ratings;
}

/// <summary>What one interaction adds to the sums of its target.</summary>
internal readonly record struct Contribution(
    long Votes = 0, long Views = 0, int Ratings = 0, long RatingMillionths = 0);

/// <summary>What an interaction says; the table of edges has it, and its builder.</summary>
internal interface IInteractionSource
{
    EdgeType TypeOf(int edge);

    /// <summary>The number in the property, or <paramref name="otherwise"/> where it has none.</summary>
    double Number(int edge, PropertyDefinition property, double otherwise);

    /// <summary>The integer in the property, or <paramref name="otherwise"/> where it has none.</summary>
    long Integer(int edge, PropertyDefinition property, long otherwise);
}
