namespace KnowledgeGraph.Import.StackExchange;

/// <summary>
/// A set of a dump's ids, one bit for each, in pages: ids are nearly dense, so that fifty million posts take some ten
/// megabytes.
/// </summary>
internal sealed class IdSet
{
    private const int PageShift = 12;
    private const int BitMask = (1 << PageShift) - 1;

    private readonly Dictionary<long, ulong[]> _pages = [];

    public void Add(long id)
    {
        if (!_pages.TryGetValue(id >> PageShift, out var page))
            _pages.Add(id >> PageShift, page = new ulong[(1 << PageShift) / 64]);
        var bit = (int)(id & BitMask);
        page[bit >> 6] |= 1UL << (bit & 63);
    }

    public bool Contains(long id)
    {
        var bit = (int)(id & BitMask);
        return _pages.TryGetValue(id >> PageShift, out var page) && (page[bit >> 6] & (1UL << (bit & 63))) != 0;
    }
}
