using System.Buffers;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel.Query;

/// <summary>
/// A page of a list that is not in the query's order: the first (or last) so many of what is kept within the cursors,
/// found in one pass with a heap of the page's size, and sorted.
/// </summary>
/// <param name="Positions">The positions of the page's items in the list, in the query's order.</param>
/// <param name="HasPrevious">Something that is kept comes before the page.</param>
/// <param name="HasNext">Something that is kept comes after the page.</param>
internal readonly record struct Selection(int[] Positions, bool HasPrevious, bool HasNext)
{
    public static Selection Of(ItemList list, ListQuery query, ItemPredicate? predicate)
    {
        // Lists can be a whole kind: large arrays made for each request would wear the collector out.
        var items = ArrayPool<int>.Shared.Rent(list.Count);
        var room = ArrayPool<int>.Shared.Rent(list.Count);
        list.Read(0, list.Count, items).CopyTo(items);
        var kept = room.AsSpan(0, list.Count);
        if (predicate is not null) kept = kept[..Pager.Collect(list, predicate, 0, list.Count, kept)];
        else for (var i = 0; i < kept.Length; i++) kept[i] = i;

        var (below, above) = (0, 0);
        var window = 0;
        foreach (var position in kept)
        {
            if (query.After is { } after && query.Order.Compare(items[position], after) <= 0) below++;
            else if (query.Before is { } before && query.Order.Compare(items[position], before) >= 0) above++;
            else kept[window++] = position;
        }

        var page = new Heap(items, query).Take(kept[..window]);
        ArrayPool<int>.Shared.Return(items);
        ArrayPool<int>.Shared.Return(room);
        return query.Backward
            ? new(page, kept.Length > above + page.Length, above > 0)
            : new(page, below > 0, kept.Length > below + page.Length);
    }

    /// <summary>The best so many of what it is given; the worst of them at the root.</summary>
    private readonly struct Heap(int[] items, ListQuery query)
    {
        private readonly int _sign = query.Backward ? -1 : 1;

        public int[] Take(ReadOnlySpan<int> window)
        {
            var take = Math.Min(query.Take, window.Length);
            if (take == 0) return [];
            // Nothing is gained by a heap of half of what there is.
            var size = take > window.Length / 2 ? window.Length : take;
            var heap = window[..size].ToArray();
            var keys = new long[size];
            for (var i = 0; i < size; i++) keys[i] = query.Order.FirstKey(items[heap[i]]);
            if (size < window.Length) Replace(window, heap, keys);
            KeyedSort.Sort(keys, heap, new Comparer(items, query.Order));
            return query.Backward ? heap[^take..] : heap[..take];
        }

        // Ascending in what is better: in the query's order, or against it where the page is at the end.
        private int Compare(int left, int right) => _sign * query.Order.Compare(items[left], items[right]);

        private void Replace(ReadOnlySpan<int> window, int[] heap, long[] keys)
        {
            for (var i = (heap.Length / 2) - 1; i >= 0; i--) SiftDown(heap, keys, i);
            foreach (var position in window[heap.Length..])
            {
                var key = query.Order.FirstKey(items[position]);
                // The first key decides nearly always.
                var byKey = _sign * key.CompareTo(keys[0]);
                if (byKey > 0 || (byKey == 0 && Compare(position, heap[0]) > 0)) continue;
                (heap[0], keys[0]) = (position, key);
                SiftDown(heap, keys, 0);
            }
        }

        private void SiftDown(int[] heap, long[] keys, int at)
        {
            while (true)
            {
                var worst = at;
                for (var child = (2 * at) + 1; child <= (2 * at) + 2 && child < heap.Length; child++)
                {
                    var byKey = _sign * keys[child].CompareTo(keys[worst]);
                    if (byKey > 0 || (byKey == 0 && Compare(heap[child], heap[worst]) > 0)) worst = child;
                }

                if (worst == at) return;
                (heap[at], heap[worst]) = (heap[worst], heap[at]);
                (keys[at], keys[worst]) = (keys[worst], keys[at]);
                at = worst;
            }
        }
    }

    private readonly struct Comparer(int[] items, ItemOrder order) : IComparer<int>
    {
        public int Compare(int left, int right) => order.Compare(items[left], items[right]);
    }
}
