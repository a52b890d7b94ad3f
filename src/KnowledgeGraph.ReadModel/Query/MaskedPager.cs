using KnowledgeGraph.Graph;

namespace KnowledgeGraph.ReadModel.Query;

/// <summary>
/// Cuts pages from rows that are in the query's order, of what is seen and nothing else. What is hidden is as good as
/// random to a processor, so that each entry is written, and kept by counting it.
/// </summary>
internal static class MaskedPager
{
    public static void Page(AdjacencyRow row, PagedBits seen, ListQuery query, PageBatch pages)
    {
        var (low, high) = query.After is null && query.Before is null
            ? (0, row.Count)
            : Pager.Range(new ItemList(row.Neighbours, row.Edges), query);
        pages.Add(Math.Min(query.Take, high - low), out var nodes, out var edges);
        var (count, first, end) = query.Backward
            ? TakeLast(row, seen, low, high, nodes, edges)
            : TakeFirst(row, seen, low, high, nodes, edges);
        pages.GiveBack(nodes.Length - count);
        pages.EndList(HasSeen(row.Neighbours[..first], seen), HasSeen(row.Neighbours[end..], seen));
    }

    /// <summary>Writes all of a row that is seen into room for the whole of it, and says how many that are.</summary>
    public static int Take(AdjacencyRow row, PagedBits seen, Span<int> nodes, Span<int> edges) =>
        TakeFirst(row, seen, 0, row.Count, nodes, edges).Count;

    private static (int Count, int First, int End) TakeFirst(
        AdjacencyRow row, PagedBits seen, int low, int high, Span<int> nodes, Span<int> edges)
    {
        var neighbours = row.Neighbours;
        var rowEdges = row.Edges;
        var count = 0;
        var at = low;
        for (; at < high && count < nodes.Length; at++)
        {
            nodes[count] = neighbours[at];
            edges[count] = rowEdges[at];
            count += seen.Bit(neighbours[at]);
        }

        return (count, low, at);
    }

    private static (int Count, int First, int End) TakeLast(
        AdjacencyRow row, PagedBits seen, int low, int high, Span<int> nodes, Span<int> edges)
    {
        var count = 0;
        var at = high;
        while (at > low && count < nodes.Length)
        {
            nodes[count] = row.Neighbours[--at];
            edges[count] = row.Edges[at];
            count += seen.Bit(row.Neighbours[at]);
        }

        nodes[..count].Reverse();
        edges[..count].Reverse();
        return (count, at, high);
    }

    private static bool HasSeen(ReadOnlySpan<int> neighbours, PagedBits seen)
    {
        foreach (var neighbour in neighbours)
        {
            if (seen[neighbour]) return true;
        }

        return false;
    }
}
