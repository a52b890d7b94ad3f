using System.Buffers;
using KnowledgeGraph.GraphQL.Execution;

namespace KnowledgeGraph.Api.Connections;

/// <summary>What `PageInfo` says of a page that was put together without a batch.</summary>
internal sealed record PlainPage(bool HasNext, bool HasPrevious, string? StartCursor, string? EndCursor);

/// <summary>A row of `PageInfo`: of a list of a batch, or of a plain page. Those of one field are all alike.</summary>
internal readonly record struct PageInfoRow(ConnectionRow Row, PlainPage? Plain);

/// <summary>`PageInfo`.</summary>
internal static class PageInfoResolvers
{
    public static void Register(ExecutableSchemaBuilder builder) => builder.Object<PageInfoRow>("PageInfo")
        .Leaf("hasNextPage", HasNextPage)
        .Leaf("hasPreviousPage", HasPreviousPage)
        .Leaf("startCursor", (rows, results, _) => OfEnd(rows, atEnd: false, results))
        .Leaf("endCursor", (rows, results, _) => OfEnd(rows, atEnd: true, results));

    private static void HasNextPage(ReadOnlySpan<PageInfoRow> rows, LeafColumn results, FieldContext context)
    {
        var flags = results.Booleans();
        for (var row = 0; row < rows.Length; row++)
            flags[row] = rows[row].Plain?.HasNext ?? rows[row].Row.Batch.Pages.HasNext[rows[row].Row.List];
    }

    private static void HasPreviousPage(ReadOnlySpan<PageInfoRow> rows, LeafColumn results, FieldContext context)
    {
        var flags = results.Booleans();
        for (var row = 0; row < rows.Length; row++)
            flags[row] = rows[row].Plain?.HasPrevious ?? rows[row].Row.Batch.Pages.HasPrevious[rows[row].Row.List];
    }

    private static void OfEnd(ReadOnlySpan<PageInfoRow> rows, bool atEnd, LeafColumn results)
    {
        if (rows[0].Plain is null)
        {
            var lists = ArrayPool<ConnectionRow>.Shared.Rent(rows.Length);
            for (var row = 0; row < rows.Length; row++) lists[row] = rows[row].Row;
            Cursors.OfEnds(lists.AsSpan(0, rows.Length), atEnd, results);
            ArrayPool<ConnectionRow>.Shared.Return(lists, clearArray: true);
            return;
        }

        for (var row = 0; row < rows.Length; row++)
        {
            if ((atEnd ? rows[row].Plain!.EndCursor : rows[row].Plain!.StartCursor) is { } cursor)
                results.SetText(row, cursor);
            else results.SetNull(row);
        }
    }
}
