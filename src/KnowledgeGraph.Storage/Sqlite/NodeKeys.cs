using KnowledgeGraph.Model;

namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>
/// The ids of the nodes by their keys in the file, and the order of ids as numbers. Built while nodes are read.
/// </summary>
internal sealed class NodeKeys
{
    // A rank is the place of the id's prefix among prefixes, then its place among ids of that prefix.
    private const int PositionBits = 28;

    private static readonly int[] PrefixRanks = RankPrefixes();

    private readonly int[] _counts = new int[NodeKinds.All.Count];
    private string?[] _ids = new string[1024];
    private int[] _ranks = new int[1024];

    /// <summary>Nodes of a kind come in the order of their ids.</summary>
    public void Add(long key, NodeRecord node)
    {
        if (key >= _ids.Length)
        {
            var size = (int)Math.Max(key + 1, _ids.Length * 2L);
            Array.Resize(ref _ids, size);
            Array.Resize(ref _ranks, size);
        }
        _ids[key] = node.Id;
        _ranks[key] = (PrefixRanks[(int)node.Kind] << PositionBits) | _counts[(int)node.Kind]++;
    }

    /// <exception cref="InvalidDataException">There is no such node.</exception>
    public string Id(long key) =>
        (ulong)key < (ulong)_ids.Length && _ids[key] is { } id
            ? id
            : throw new InvalidDataException($"An edge leads to node {key}, which is not there.");

    /// <summary>Orders edges by the id of one end, then of the other.</summary>
    public long Rank(long source, long target) =>
        (ulong)source < (ulong)_ranks.Length && (ulong)target < (ulong)_ranks.Length
            ? ((long)_ranks[source] << 32) | (uint)_ranks[target]
            : throw new InvalidDataException($"An edge joins nodes {source} and {target}, which are not there.");

    private static int[] RankPrefixes()
    {
        var ranks = new int[NodeKinds.All.Count];
        var ordered = NodeKinds.All.OrderBy(kind => kind.IdPrefix, StringComparer.Ordinal);
        foreach (var (rank, kind) in ordered.Index()) ranks[(int)kind.Kind] = rank;
        return ranks;
    }
}
