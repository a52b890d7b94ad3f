namespace KnowledgeGraph.Graph;

/// <summary>
/// Who is next to whom in one direction of one relation: for each source ordinal a row of neighbours in an order that
/// the writer keeps, and in parallel the ordinals of the edges. Frozen; to be shared between threads.
/// </summary>
public sealed class Adjacency
{
    private readonly AdjacencyPage?[] _pages;

    private Adjacency(AdjacencyPage?[] pages, int edgeCount)
    {
        _pages = pages;
        EdgeCount = edgeCount;
    }

    public static Adjacency Empty { get; } = new([], 0);

    public int EdgeCount { get; }

    /// <summary>The row of a source; empty where it has none.</summary>
    public AdjacencyRow this[int source]
    {
        get
        {
            var page = source >> Pages.Shift;
            return (uint)page < (uint)_pages.Length && _pages[page] is { } rows
                ? rows.Row(source & Pages.Mask)
                : default;
        }
    }

    /// <summary>
    /// A number beside each entry of the row, not a number until somebody notes it: for what is derived from an edge
    /// alone and is the same whoever derives it. Later versions keep it as long as the row. There is one such row of
    /// numbers: where another key asked first it is empty.
    /// </summary>
    public Span<float> Notes(int source, object key)
    {
        var page = source >> Pages.Shift;
        return (uint)page < (uint)_pages.Length && _pages[page] is { } rows
            ? rows.Notes(source & Pages.Mask, key)
            : [];
    }

    /// <summary>The rows of a page are the same as in another version.</summary>
    public bool SharesPage(Adjacency other, int page) =>
        ReferenceEquals(this, other) || ReferenceEquals(PageOrNull(page), other.PageOrNull(page));

    public int Degree(int source)
    {
        var page = source >> Pages.Shift;
        return (uint)page < (uint)_pages.Length && _pages[page] is { } rows ? rows.Degree(source & Pages.Mask) : 0;
    }

    public int PageCount => _pages.Length;

    /// <summary>Rows that are held outside the pages' bases.</summary>
    public int OverlayRows => _pages.Sum(page => page?.OverlayRows ?? 0);

    public long Bytes => _pages.Sum(page => (page?.Bytes ?? 0) + IntPtr.Size);

    /// <summary>
    /// From edges that come in the order which their rows are to have: entry i leads from <paramref name="sources"/>[i]
    /// to <paramref name="neighbours"/>[i].
    /// </summary>
    public static Adjacency FromOrdered(
        ReadOnlySpan<int> sources, ReadOnlySpan<int> neighbours, ReadOnlySpan<int> edges)
    {
        var last = -1;
        foreach (var source in sources) last = Math.Max(last, source);
        var pages = new AdjacencyPage?[Pages.For(last + 1)];
        var degrees = new int[pages.Length << Pages.Shift];
        foreach (var source in sources) degrees[source]++;
        for (var page = 0; page < pages.Length; page++)
        {
            var offsets = new int[Pages.Size + 1];
            for (var place = 0; place < Pages.Size; place++)
            {
                offsets[place + 1] = offsets[place] + degrees[(page << Pages.Shift) + place];
                // From here on: where the row's next entry goes.
                degrees[(page << Pages.Shift) + place] = offsets[place];
            }

            if (offsets[^1] == 0) continue;
            pages[page] = new(offsets, new int[offsets[^1]], new int[offsets[^1]], [], []);
        }

        for (var i = 0; i < sources.Length; i++)
        {
            var (_, rowNeighbours, rowEdges) = pages[sources[i] >> Pages.Shift]!.Base;
            var at = degrees[sources[i]]++;
            rowNeighbours[at] = neighbours[i];
            rowEdges[at] = edges[i];
        }

        return new Adjacency(pages, sources.Length);
    }

    /// <summary>A page's rows as three arrays (see <see cref="FromPages"/>), or null where it has no edges.</summary>
    public (int[] Offsets, int[] Neighbours, int[] Edges)? Page(int page) => _pages[page]?.Flatten().Base;

    /// <summary>Takes over what <see cref="Page"/> gave for each page.</summary>
    public static Adjacency FromPages(IReadOnlyList<(int[] Offsets, int[] Neighbours, int[] Edges)?> pages) => new(
        [.. pages.Select(page => page is var (offsets, neighbours, edges)
            ? new AdjacencyPage(offsets, neighbours, edges, [], [])
            : null)],
        pages.Sum(page => page?.Neighbours.Length ?? 0));

    public Builder ToBuilder() => new(this);

    private AdjacencyPage? PageOrNull(int page) => (uint)page < (uint)_pages.Length ? _pages[page] : null;

    /// <summary>The next version while it is made: for one thread.</summary>
    public sealed class Builder
    {
        private readonly Adjacency _source;
        private readonly Dictionary<int, MutableRow> _rows = [];
        private int _edgeCount;

        internal Builder(Adjacency source)
        {
            _source = source;
            _edgeCount = source.EdgeCount;
        }

        /// <summary>The row as it is now; good until the next change of it.</summary>
        public AdjacencyRow this[int source] => _rows.TryGetValue(source, out var row) ? row.View : _source[source];

        public int Degree(int source) =>
            _rows.TryGetValue(source, out var row) ? row.Count : _source.Degree(source);

        /// <summary>Puts an entry before the one at <paramref name="position"/>.</summary>
        public void Insert(int source, int position, int neighbour, int edge)
        {
            Own(source).Insert(position, neighbour, edge);
            _edgeCount++;
        }

        public void RemoveAt(int source, int position)
        {
            Own(source).RemoveAt(position);
            _edgeCount--;
        }

        public Adjacency Freeze()
        {
            if (_rows.Count == 0) return _source;
            var touched = _rows.GroupBy(row => row.Key >> Pages.Shift).ToArray();
            var pages = new AdjacencyPage?[Math.Max(_source._pages.Length, touched.Max(page => page.Key) + 1)];
            _source._pages.CopyTo(pages, 0);
            foreach (var page in touched)
            {
                var rows = page.OrderBy(row => row.Key).ToArray();
                pages[page.Key] = (pages[page.Key] ?? AdjacencyPage.Empty).With(
                    Array.ConvertAll(rows, row => (short)(row.Key & Pages.Mask)),
                    Array.ConvertAll(rows, row => row.Value.Freeze()));
            }

            return new Adjacency(pages, _edgeCount);
        }

        private MutableRow Own(int source)
        {
            if (_rows.TryGetValue(source, out var row)) return row;
            var page = source >> Pages.Shift;
            row = (uint)page < (uint)_source._pages.Length
                && _source._pages[page]?.Overlay(source & Pages.Mask) is { } overlay
                    ? new MutableRow(overlay)
                    : new MutableRow(_source[source]);
            _rows.Add(source, row);
            return row;
        }
    }

    /// <summary>A row while the next version is made. What it shares with versions before is not written.</summary>
    private sealed class MutableRow
    {
        private GrowingRow _room;
        private int _begin;
        private bool _isUnseen;

        public MutableRow(OverlayRow row) => (_room, _begin, Count) = (row.Room, row.Begin, row.Count);

        public MutableRow(AdjacencyRow row)
        {
            // A place before it: relations that are kept in order grow there, since what is newest comes first.
            _room = new(row, before: 1, behind: 0);
            (_begin, Count, _isUnseen) = (1, row.Count, true);
        }

        public int Count { get; private set; }

        public AdjacencyRow View => _room.Part(_begin, Count);

        public void Insert(int position, int neighbour, int edge)
        {
            if (position == 0 && _room.TryPutBefore(_begin, neighbour, edge)) _begin--;
            else if (position != Count || !_room.TryPutBehind(_begin + Count, neighbour, edge))
                InsertUnseen(position, neighbour, edge);
            Count++;
        }

        public void RemoveAt(int position)
        {
            if (!_isUnseen) Copy(before: 1, behind: 0);
            _room.RemoveUnseen(_begin, Count, position);
            Count--;
        }

        public OverlayRow Freeze()
        {
            _isUnseen = false;
            return new(_room, _begin, Count);
        }

        private void InsertUnseen(int position, int neighbour, int edge)
        {
            var room = 4 + (Count / 4);
            var (before, behind) = position == 0 ? (room, 0) : position == Count ? (0, room) : (2, 2);
            if (!_isUnseen) Copy(before, behind);
            if (_room.TryInsertUnseen(ref _begin, Count, position, neighbour, edge)) return;
            Copy(position < Count ? room : 0, position > 0 ? room : 0);
            _room.TryInsertUnseen(ref _begin, Count, position, neighbour, edge);
        }

        private void Copy(int before, int behind)
        {
            _room = new(View, before, behind);
            (_begin, _isUnseen) = (before, true);
        }
    }
}
