using KnowledgeGraph.Graph;
using KnowledgeGraph.ReadModel.Masks;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel.Query;

/// <summary>
/// The pages of many lists in one flat form: list i's items are those from <see cref="Offsets"/>[i] to
/// <see cref="Offsets"/>[i + 1]. For one thread; to be cleared and used again.
/// </summary>
public sealed class PageBatch
{
    private int[] _offsets = new int[16];
    private bool[] _hasNext = new bool[16];
    private bool[] _hasPrevious = new bool[16];
    private int[] _nodes = new int[64];
    private int[] _edges = new int[64];

    // A row that is sorted when it is read.
    private int[] _rowNeighbours = [];
    private int[] _rowEdges = [];
    private long[] _rowKeys = [];

    /// <summary>The number of lists.</summary>
    public int ListCount { get; private set; }

    /// <summary>The number of items of all lists.</summary>
    public int ItemCount { get; private set; }

    /// <summary>One more than lists.</summary>
    public ReadOnlySpan<int> Offsets => _offsets.AsSpan(0, ListCount + 1);

    /// <summary>The items' nodes; <see cref="GraphReader.NoNode"/> for an interaction without a target.</summary>
    public ReadOnlySpan<int> Nodes => _nodes.AsSpan(0, ItemCount);

    /// <summary>The edges that lead to them; -1 in lists of a whole kind.</summary>
    public ReadOnlySpan<int> Edges => _edges.AsSpan(0, ItemCount);

    /// <summary>For each list, whether the whole list goes on behind the page.</summary>
    public ReadOnlySpan<bool> HasNext => _hasNext.AsSpan(0, ListCount);

    /// <summary>For each list, whether something of it stands before the page.</summary>
    public ReadOnlySpan<bool> HasPrevious => _hasPrevious.AsSpan(0, ListCount);

    public void Clear() => (ListCount, ItemCount) = (0, 0);

    /// <summary>The row by the neighbours' keys, in room of the batch's: good until the next is sorted.</summary>
    internal AdjacencyRow Sort(AdjacencyRow row, NodeTable nodes, PagedArray<long> orderKeys)
    {
        if (row.Count < 2) return row;
        if (row.Count > _rowKeys.Length)
        {
            _rowKeys = new long[Math.Max(16, row.Count * 2)];
            _rowNeighbours = new int[_rowKeys.Length];
            _rowEdges = new int[_rowKeys.Length];
        }

        RowSort.Sort(row, new TopicOrder(nodes, orderKeys), _rowKeys, _rowNeighbours, _rowEdges);
        return new(_rowNeighbours.AsSpan(0, row.Count), _rowEdges.AsSpan(0, row.Count));
    }

    /// <summary>Makes room for a list's items.</summary>
    internal void Add(int items, out Span<int> nodes, out Span<int> edges)
    {
        var count = ItemCount + items;
        if (count > _nodes.Length)
        {
            var length = Math.Max(count, _nodes.Length * 2);
            Array.Resize(ref _nodes, length);
            Array.Resize(ref _edges, length);
        }

        nodes = _nodes.AsSpan(ItemCount, items);
        edges = _edges.AsSpan(ItemCount, items);
        ItemCount = count;
    }

    /// <summary>So many of the last items were not needed.</summary>
    internal void GiveBack(int items) => ItemCount -= items;

    /// <summary>The items added since the list before are a list.</summary>
    internal void EndList(bool hasPrevious, bool hasNext)
    {
        if (ListCount + 2 > _offsets.Length)
        {
            Array.Resize(ref _offsets, _offsets.Length * 2);
            Array.Resize(ref _hasNext, _offsets.Length);
            Array.Resize(ref _hasPrevious, _offsets.Length);
        }

        _hasPrevious[ListCount] = hasPrevious;
        _hasNext[ListCount] = hasNext;
        _offsets[++ListCount] = ItemCount;
    }
}
