using System.Text;
using System.Text.Json;
using KnowledgeGraph.Api.Contribution;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Sedimentation;

namespace KnowledgeGraph.Api.Sedimentation;

/// <summary>A page of ranked nodes. A cursor is a score and an id, and stays where it was.</summary>
internal static class RankedPage
{
    public static PlainConnection<TRow> Read<TRow>(
        FieldContext context, char list, RankedNodes all, Func<RankedNode, TRow> row)
    {
        var reader = context.Reader();
        var first = ContributionArguments.First(context);
        (double, byte[])? after = null;
        if (context.String("after") is { } cursor)
        {
            var (bits, _, id) = PlainCursor.Read(list, cursor);
            after = (BitConverter.Int64BitsToDouble(bits), Encoding.UTF8.GetBytes(JsonSerializer.Serialize(id)));
        }

        var page = all.Page(after, first, out var skipped);
        return new PlainConnection<TRow>(
            [.. page.Select(row)],
            [.. page.Select(it => PlainCursor.Write(
                list, BitConverter.DoubleToInt64Bits(it.Score), 0, reader.Ids.String(it.Node)!))],
            all.Count, skipped + page.Length < all.Count, skipped > 0);
    }
}
