using KnowledgeGraph.Graph;
using KnowledgeGraph.ReadModel.Masks;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>Sorts a row by its neighbours' default order into arrays that are at least as long.</summary>
internal static class RowSort
{
    // Up to here moving entries one by one is faster; and most rows are nearly in order.
    private const int InsertionMax = 32;

    public static void Sort(AdjacencyRow row, TopicOrder order, long[] keys, int[] neighbours, int[] edges)
    {
        if (row.Count <= InsertionMax) Insert(row, order, keys, neighbours, edges);
        else SortLong(row, order, keys, neighbours, edges);
    }

    private static void Insert(AdjacencyRow row, TopicOrder order, long[] keys, int[] neighbours, int[] edges)
    {
        for (var i = 0; i < row.Count; i++)
        {
            var neighbour = row.Neighbours[i];
            var key = order.OrderKey(neighbour);
            var at = i;
            for (; at > 0 && IsAfter(keys[at - 1], neighbours[at - 1], key, neighbour, order); at--)
            {
                keys[at] = keys[at - 1];
                neighbours[at] = neighbours[at - 1];
                edges[at] = edges[at - 1];
            }

            (keys[at], neighbours[at], edges[at]) = (key, neighbour, row.Edges[i]);
        }
    }

    private static bool IsAfter(long leftKey, int left, long rightKey, int right, TopicOrder order) =>
        leftKey != rightKey ? leftKey > rightKey : order.CompareTies(left, right) > 0;

    private static void SortLong(AdjacencyRow row, TopicOrder order, long[] keys, int[] neighbours, int[] edges)
    {
        var source = row.Neighbours.ToArray();
        var positions = new int[source.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = i;
            keys[i] = order.OrderKey(source[i]);
        }

        KeyedSort.Sort(keys.AsSpan(0, positions.Length), positions, new ByNode(source, order));
        for (var i = 0; i < positions.Length; i++)
        {
            neighbours[i] = source[positions[i]];
            edges[i] = row.Edges[positions[i]];
        }
    }

    private readonly struct ByNode(int[] source, TopicOrder order) : IComparer<int>
    {
        public int Compare(int x, int y) => new DefaultOrderComparer<TopicOrder>(order).Compare(source[x], source[y]);
    }
}
