using System.Text;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Contribution;
using KnowledgeGraph.Insights.Contribution.Rules;

namespace KnowledgeGraph.Api.Contribution;

/// <summary>Pages of members by their scores. A cursor is a score and an id, and stays where it was.</summary>
internal static class LeaderboardPage
{
    private const char List = 'L';

    public static PlainConnection<ContributionReceipt> Read(FieldContext context)
    {
        var view = ContributionArguments.View(context);
        var dimension = ContributionArguments.DimensionOf(context);
        var order = Listed(view.Order(dimension), context);
        var ids = context.Reader().Ids;
        var skip = context.String("after") is { } after ? CountUntil(after) : 0;
        return PlainConnection<ContributionReceipt>.Of(
            order, skip, ContributionArguments.First(context), view.Receipt,
            member => PlainCursor.Write(List, Bits(member), 0, Id(member)));

        long Bits(int member) => BitConverter.DoubleToInt64Bits(view.Value(member, dimension));

        string Id(int member) => Encoding.UTF8.GetString(ids.Token(member));

        // Those that come before or at the cursor: bits of positive numbers are in the order of the numbers.
        int CountUntil(string cursor)
        {
            var (bits, _, id) = PlainCursor.Read(List, cursor);
            var at = Encoding.UTF8.GetBytes(id);
            var (low, high) = (0, order.Length);
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                var byValue = Bits(order[middle]).CompareTo(bits);
                var isAfter = byValue != 0 ? byValue < 0 : ids.Token(order[middle]).SequenceCompareTo(at) > 0;
                if (isAfter) high = middle;
                else low = middle + 1;
            }

            return low;
        }
    }

    /// <summary>The first of those who take part most.</summary>
    public static IReadOnlyList<ContributionReceipt> TopActive(FieldContext context)
    {
        var view = ContributionArguments.View(context, withPolicy: false, withTopic: false);
        var order = Listed(view.Order(Dimension.Interaction), context);
        var first = Math.Min(order.Length, ContributionArguments.First(context));
        return [.. order[..first].Select(view.Receipt)];
    }

    // Scores and ranks are those among all members, also where some of them are not named.
    private static int[] Listed(ReadOnlySpan<int> order, FieldContext context) =>
        Array.FindAll(order.ToArray(), context.State<CommunityContext>().IsListed());
}
