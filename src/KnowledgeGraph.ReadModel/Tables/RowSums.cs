using KnowledgeGraph.Graph;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>
/// How long a node's rows of several relations are together: counted a page at a time when somebody asks, and taken
/// over by the next version for all pages of which no row changed. Thread-safe.
/// <code>
/// pages [ null | p1 | null ]     null: nobody asked yet     p1 [ sum of node 1024, sum of node 1025, ... ]
/// </code>
/// </summary>
internal sealed class RowSums
{
    private readonly Adjacency[] _rows;
    private readonly int[]?[] _pages;

    /// <param name="rows">The relations' rows, those of the version.</param>
    /// <param name="before">The same of the version before; null where there is none.</param>
    public RowSums(Adjacency[] rows, RowSums? before)
    {
        _rows = rows;
        _pages = new int[]?[rows.Max(relation => relation.PageCount)];
        if (before is null) return;
        for (var page = 0; page < Math.Min(_pages.Length, before._pages.Length); page++)
        {
            if (before._pages[page] is { } sums && IsSame(before, page)) _pages[page] = sums;
        }
    }

    public int this[int node]
    {
        get
        {
            var page = node >> Pages.Shift;
            if ((uint)page >= (uint)_pages.Length) return 0;
            return (Volatile.Read(ref _pages[page]) ?? Count(page))[node & Pages.Mask];
        }
    }

    // Two threads may both count; they find the same.
    private int[] Count(int page)
    {
        var sums = new int[Pages.Size];
        foreach (var relation in _rows)
        {
            if (page >= relation.PageCount) continue;
            for (var place = 0; place < Pages.Size; place++)
                sums[place] += relation.Degree((page << Pages.Shift) + place);
        }

        Volatile.Write(ref _pages[page], sums);
        return sums;
    }

    private bool IsSame(RowSums before, int page)
    {
        for (var relation = 0; relation < _rows.Length; relation++)
        {
            if (!_rows[relation].SharesPage(before._rows[relation], page)) return false;
        }

        return true;
    }
}

/// <summary>The sums that readers of a version asked for. Thread-safe.</summary>
internal sealed class KeptSums
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<RelationSet, RowSums> _sums = new();
    private readonly Adjacency[] _rows;

    /// <param name="rows">By relation.</param>
    /// <param name="before">Those of the version before; null where there is none.</param>
    public KeptSums(Adjacency[] rows, KeptSums? before)
    {
        _rows = rows;
        foreach (var (set, sums) in before?._sums ?? []) _sums[set] = new RowSums(RowsOf(set), sums);
    }

    public RowSums Of(RelationSet set) => _sums.TryGetValue(set, out var known)
        ? known
        : _sums.GetOrAdd(set, new RowSums(RowsOf(set), before: null));

    private Adjacency[] RowsOf(RelationSet set)
    {
        var rows = new Adjacency[set.Relations.Length];
        for (var index = 0; index < rows.Length; index++) rows[index] = _rows[set.Relations[index].Index];
        return rows;
    }
}
