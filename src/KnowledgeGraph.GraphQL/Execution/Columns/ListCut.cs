namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>Where the items of lists go that are cut in two: the first ones stay, the others come later.</summary>
internal sealed class ListCut
{
    private readonly int[] _places;

    /// <summary>Cuts lists, whose ends change with it.</summary>
    /// <param name="lists">The lists.</param>
    /// <param name="items">How many items they have together.</param>
    /// <param name="initialCount">How many items of each list stay.</param>
    /// <param name="rest">The same lists, to have the other items.</param>
    public ListCut(SlotLevel lists, int items, int initialCount, SlotLevel rest)
    {
        _places = new int[items];
        rest.Count = lists.Count;
        var ends = lists.EndsFor(lists.Count);
        var restEnds = rest.EndsFor(lists.Count);
        var start = 0;
        for (var list = 0; list < ends.Length; list++)
        {
            var end = ends[list];
            var cut = start + Math.Min(initialCount, end - start);
            for (var item = start; item < cut; item++) _places[item] = Kept++;
            for (var item = cut; item < end; item++) _places[item] = ~Moved++;
            ends[list] = Kept;
            restEnds[list] = Moved;
            start = end;
        }
    }

    /// <summary>How many items stay.</summary>
    public int Kept { get; private set; }

    /// <summary>How many items come later.</summary>
    public int Moved { get; private set; }

    /// <summary>
    /// Where each item goes: a place among those that stay, or the complement of one among the others.
    /// </summary>
    public ReadOnlySpan<int> Places => _places;

    /// <summary>Moves values of the items.</summary>
    public void Apply<T>(T[] own, ref T[] rest)
    {
        Pooled.Ensure(ref rest, Moved);
        for (var item = 0; item < _places.Length; item++)
        {
            var place = _places[item];
            if (place >= 0) own[place] = own[item];
            else rest[~place] = own[item];
        }
    }
}
