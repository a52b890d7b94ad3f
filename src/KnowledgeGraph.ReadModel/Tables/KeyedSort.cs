namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>Sorts by numbers that decide nearly always, and by a full comparison where they are equal.</summary>
internal static class KeyedSort
{
    public static void Sort<TComparer>(Span<long> keys, Span<int> items, TComparer comparer)
        where TComparer : struct, IComparer<int>
    {
        keys.Sort(items);
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start]) end++;
            if (end - start > 1) items[start..end].Sort(comparer);
            start = end;
        }
    }
}
