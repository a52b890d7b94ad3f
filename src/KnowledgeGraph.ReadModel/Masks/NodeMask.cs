using System.Collections.Concurrent;
using KnowledgeGraph.Graph;

namespace KnowledgeGraph.ReadModel.Masks;

/// <summary>
/// What one class of readers sees of one version: which nodes, their lists, and every sum over nodes and edges as if
/// what is hidden were not there. There is one for each version and class, so that what is derived for one of its
/// readers holds for all. Immutable; to be shared between threads.
/// </summary>
public sealed class NodeMask
{
    private readonly PagedBits? _bits;
    private readonly ConcurrentDictionary<object, Lazy<object>> _kept = new();

    // Long rows of which somebody wanted to know how many neighbours are seen.
    private readonly ConcurrentDictionary<(int Relation, int Node), int> _degrees = new();

    internal NodeMask(MaskClass @class, PagedBits? bits, SeenColumns columns) =>
        (Class, _bits, Columns) = (@class, bits, columns);

    /// <summary>
    /// Equal for two readers of a version who see the same nodes. What is computed from nodes and edges, and not from
    /// who is asking, may be kept by version and key.
    /// </summary>
    public string Key => Class.Key;

    /// <summary>No node is hidden.</summary>
    public bool IsEverything => _bits is null;

    /// <summary>The node, one of the version, is seen. <see cref="GraphReader.NoNode"/> is not.</summary>
    public bool Sees(int node) => _bits is null ? node >= 0 : _bits[node];

    /// <summary>Sets bit i where node i of the list is seen, and clears it where it is not.</summary>
    public void Gather(ReadOnlySpan<int> nodes, Span<ulong> bits)
    {
        if (_bits is not null) _bits.Gather(nodes, bits);
        else bits[..((nodes.Length + 63) >> 6)].Fill(ulong.MaxValue);
    }

    /// <summary>
    /// The nodes as bits, a page of <see cref="PagedBits.PageBits"/> at a time; empty where all of the page are seen.
    /// Bits of ordinals that are no nodes mean nothing.
    /// </summary>
    public ReadOnlySpan<ulong> Page(int page) => _bits is null ? [] : _bits.Page(page);

    internal MaskClass Class { get; }

    /// <summary>Lists and sums of what is seen.</summary>
    internal SeenColumns Columns { get; }

    /// <summary>The bits; null where no node is hidden.</summary>
    internal PagedBits? Bits => _bits;

    /// <summary>The entries of the relation's row whose neighbours are seen, or that have none.</summary>
    internal int Degree(Relation relation, Adjacency rows, int node)
    {
        const int Long = 256;
        if (_bits is null) return rows.Degree(node);
        if (relation.IsTopicDocuments) return rows.Degree(node) - Columns.Hidden.Documents[node];
        var neighbours = rows[node].Neighbours;
        if (neighbours.Length <= Long) return CountOf(neighbours);
        if (_degrees.TryGetValue((relation.Index, node), out var known)) return known;
        return _degrees[(relation.Index, node)] = CountOf(neighbours);
    }

    internal T Keep<T>(object key, Func<T> make) where T : class => (T)_kept.GetOrAdd(
        key, static (_, make) => new Lazy<object>(() => make()), make).Value;

    private int CountOf(ReadOnlySpan<int> neighbours)
    {
        var count = 0;
        foreach (var neighbour in neighbours) count += neighbour < 0 ? 1 : _bits!.Bit(neighbour);
        return count;
    }
}
