using System.Buffers;
using System.Numerics;
using KnowledgeGraph.Graph;

namespace KnowledgeGraph.ReadModel.Query;

/// <summary>
/// A list to be paged: items in parallel with what belongs to them (the edges of nodes, the nodes of interactions),
/// or a whole kind, which has items only.
/// </summary>
internal readonly ref struct ItemList
{
    private readonly ReadOnlySpan<int> _items;
    private readonly OrderedList? _list;

    public ItemList(ReadOnlySpan<int> items, ReadOnlySpan<int> others)
    {
        _items = items;
        Others = others;
        Count = items.Length;
    }

    public ItemList(OrderedList list)
    {
        _list = list;
        Count = list.Count;
    }

    public int Count { get; }

    /// <summary>As many as items, or none.</summary>
    public ReadOnlySpan<int> Others { get; }

    /// <summary>The items from a position on; they may lie in the scratch, which is at least as long.</summary>
    public ReadOnlySpan<int> Read(int start, int count, Span<int> scratch)
    {
        if (_list is null) return _items.Slice(start, count);
        _list.CopyTo(start, scratch[..count]);
        return scratch[..count];
    }

    public int LowerBound(ItemOrder.Place place) =>
        _list is null ? OrderedList.LowerBound(_items, place) : _list.LowerBound(place);

    public int this[int position] => _list is null ? _items[position] : _list[position];
}

/// <summary>
/// Cuts pages from lists: a slice where nothing is filtered, else a walk that stops when the page is full.
/// </summary>
internal static class Pager
{
    /// <summary>Appends one list's page.</summary>
    /// <param name="list">The list; in the query's order, unless <paramref name="isInOrder"/> says otherwise.</param>
    /// <param name="isInOrder">The list is in the query's order.</param>
    /// <param name="itemsAreEdges">The items are edges, what belongs to them nodes.</param>
    /// <param name="query">The query.</param>
    /// <param name="predicate">What is kept of the list; null for all of it.</param>
    /// <param name="pages">Receives the page.</param>
    public static void Page(
        ItemList list, bool isInOrder, bool itemsAreEdges, ListQuery query, ItemPredicate? predicate, PageBatch pages)
    {
        if (isInOrder)
        {
            Cut(list, predicate, itemsAreEdges, query, pages);
            return;
        }

        var selection = Selection.Of(list, query, predicate);
        Add(list, selection.Positions, itemsAreEdges, pages);
        pages.EndList(selection.HasPrevious, selection.HasNext);
    }

    /// <summary>The number of items that are kept.</summary>
    public static int Count(ItemList list, ItemPredicate? predicate)
    {
        if (predicate is null) return list.Count;
        Span<int> scratch = stackalloc int[ItemPredicate.BlockMax];
        Span<ulong> bits = stackalloc ulong[ItemPredicate.WordsMax];
        var count = 0;
        for (var start = 0; start < list.Count; start += ItemPredicate.BlockMax)
        {
            var block = list.Read(start, Math.Min(ItemPredicate.BlockMax, list.Count - start), scratch);
            predicate.Evaluate(block, bits);
            Mask(bits, block.Length);
            foreach (var word in bits[..ItemPredicate.Words(block.Length)]) count += BitOperations.PopCount(word);
        }

        return count;
    }

    private static void Cut(
        ItemList list, ItemPredicate? predicate, bool itemsAreEdges, ListQuery query, PageBatch pages)
    {
        var (low, high) = Range(list, query);
        if (predicate is not null)
        {
            Walk(list, predicate, itemsAreEdges, query, (low, high), pages);
            return;
        }

        if (query.Backward) low = Math.Max(low, high - Math.Min(query.Take, high));
        else high = Math.Min(high, low + Math.Min(query.Take, high - low));
        pages.Add(high - low, out var nodes, out var edges);
        var items = itemsAreEdges ? edges : nodes;
        var others = itemsAreEdges ? nodes : edges;
        list.Read(low, high - low, items).CopyTo(items);
        if (list.Others.IsEmpty) others.Fill(-1);
        else list.Others[low..high].CopyTo(others);
        pages.EndList(low > 0, high < list.Count);
    }

    /// <summary>The positions between the cursors.</summary>
    public static (int Low, int High) Range(ItemList list, ListQuery query)
    {
        var (low, high) = (0, list.Count);
        if (query.After is { } after)
        {
            low = list.LowerBound(new(query.Order, after));
            if (low < list.Count && query.Order.Compare(list[low], after) == 0) low++;
        }

        if (query.Before is { } before) high = list.LowerBound(new(query.Order, before));
        return (low, Math.Max(low, high));
    }

    private static void Walk(
        ItemList list, ItemPredicate predicate, bool itemsAreEdges, ListQuery query, (int Low, int High) range,
        PageBatch pages)
    {
        var (low, high) = range;
        var room = ArrayPool<int>.Shared.Rent(Math.Min(query.Take, high - low));
        var positions = room.AsSpan(0, Math.Min(query.Take, high - low));
        positions = positions[..(query.Backward
            ? Collect(list, predicate, high, low, positions)
            : Collect(list, predicate, low, high, positions))];
        if (query.Backward) positions.Reverse();
        Add(list, positions, itemsAreEdges, pages);

        var empty = query.Backward ? high : low;
        var (first, end) = positions.IsEmpty ? (empty, empty) : (positions[0], positions[^1] + 1);
        Span<int> one = stackalloc int[1];
        pages.EndList(
            Collect(list, predicate, first, 0, one) > 0,
            Collect(list, predicate, end, list.Count, one) > 0);
        ArrayPool<int>.Shared.Return(room);
    }

    private static void Add(ItemList list, ReadOnlySpan<int> positions, bool itemsAreEdges, PageBatch pages)
    {
        pages.Add(positions.Length, out var nodes, out var edges);
        var items = itemsAreEdges ? edges : nodes;
        var others = itemsAreEdges ? nodes : edges;
        for (var i = 0; i < positions.Length; i++)
        {
            items[i] = list[positions[i]];
            others[i] = list.Others.IsEmpty ? -1 : list.Others[positions[i]];
        }
    }

    /// <summary>
    /// Fills in the positions that are kept until there is no more room, walking from one position to another, backward
    /// where that lies before; gives their number.
    /// </summary>
    public static int Collect(ItemList list, ItemPredicate predicate, int from, int to, Span<int> positions)
    {
        Span<int> scratch = stackalloc int[ItemPredicate.BlockMax];
        Span<ulong> bits = stackalloc ulong[ItemPredicate.WordsMax];
        // Small blocks first: most walks end soon.
        var size = 64;
        var found = 0;
        while (from != to && found < positions.Length)
        {
            var count = Math.Min(size, Math.Abs(to - from));
            var start = from < to ? from : from - count;
            predicate.Evaluate(list.Read(start, count, scratch), bits);
            for (var i = 0; i < count && found < positions.Length; i++)
            {
                var at = from < to ? i : count - 1 - i;
                if (ItemPredicate.IsSet(bits, at)) positions[found++] = start + at;
            }

            from = from < to ? from + count : from - count;
            size = Math.Min(size * 2, ItemPredicate.BlockMax);
        }

        return found;
    }

    private static void Mask(Span<ulong> bits, int items)
    {
        if ((items & 63) != 0) bits[items >> 6] &= (1UL << items) - 1;
    }
}
