using KnowledgeGraph.Api.Contribution;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Sedimentation;

namespace KnowledgeGraph.Api.Sedimentation;

/// <summary>Pages of topics by what is asked of them. A cursor is a number and an id, and stays where it was.</summary>
internal static class CoveragePage
{
    private const char List = 'C';

    public static PlainConnection<TopicCoverage> All(FieldContext context) => Page(context, _ => true,
        context.String("orderBy") switch
        {
            "DEMAND" => it => it.Demand,
            "SUPPLY" => it => it.Supply,
            _ => it => it.Score,
        });

    public static PlainConnection<TopicCoverage> Gaps(FieldContext context) =>
        Page(context, it => it.IsGap, it => it.Score);

    private static PlainConnection<TopicCoverage> Page(
        FieldContext context, Func<TopicCoverage, bool> keeps, Func<TopicCoverage, double> value)
    {
        var reader = context.Reader();
        var first = ContributionArguments.First(context);
        var now = context.State<CommunityContext>().Clock.GetUtcNow().UtcTicks;
        var rows = TopicCoverage.Of(reader, now).Where(keeps).Select(it => new Place(
            it, BitConverter.DoubleToInt64Bits(value(it)), reader.Ids.String(it.Topic)!)).ToList();
        rows.Sort((one, other) => one.CompareTo(other.Bits, other.Id));
        var skip = 0;
        if (context.String("after") is { } after)
        {
            var (bits, _, id) = PlainCursor.Read(List, after);
            skip = rows.Count(row => row.CompareTo(bits, id) <= 0);
        }

        return PlainConnection<TopicCoverage>.Of(
            rows, skip, first, row => row.Coverage, row => PlainCursor.Write(List, row.Bits, 0, row.Id));
    }

    // Bits of numbers that are not negative are in the order of the numbers.
    private sealed record Place(TopicCoverage Coverage, long Bits, string Id)
    {
        public int CompareTo(long bits, string id) =>
            bits != Bits ? bits.CompareTo(Bits) : string.CompareOrdinal(Id, id);
    }
}
