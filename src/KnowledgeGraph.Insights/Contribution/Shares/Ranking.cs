using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Contribution.Shares;

/// <summary>Members in the order of their scores.</summary>
internal static class Ranking
{
    /// <summary>Those with something, the most first, then by the bytes of their ids.</summary>
    public static int[] Order(ContributionScores scores, Dimension? dimension, TextColumn ids)
    {
        var values = new Dictionary<int, double>();
        for (var i = 0; i < scores.Members.Length; i++)
        {
            var member = scores.Members[i];
            var value = dimension is { } it ? scores.Share(member, it) : scores.Scores[i];
            if (value > 0) values[member] = value;
        }

        // Points of a dimension that has no weight make no score, but a place in a list of its own.
        if (dimension is { } only && scores.Weight(only) == 0)
        {
            foreach (var member in scores.Ledger.Members())
                if (scores.Share(member, only) is > 0 and var share) values[member] = share;
        }

        int[] order = [.. values.Keys];
        Array.Sort(order, (left, right) =>
        {
            var byValue = values[right].CompareTo(values[left]);
            return byValue != 0 ? byValue : ids.Token(left).SequenceCompareTo(ids.Token(right));
        });
        return order;
    }
}
