using KnowledgeGraph.Graph;

namespace KnowledgeGraph.ReadModel.Masks;

/// <summary>
/// What depends on which nodes are seen, in the place of the version's own: lists, and sums over edges. Pages from
/// which nothing is hidden are the version's. Frozen; to be shared between threads.
/// </summary>
internal sealed class SeenColumns
{
    /// <summary>By kind: its nodes that are seen, in default order.</summary>
    public required OrderedList[] Orders { get; init; }

    /// <summary>Of topics: ascends in the default order of what is seen.</summary>
    public required PagedArray<long> TopicKeys { get; init; }

    public required PagedArray<long> Scores { get; init; }

    public required PagedArray<long> ViewCounts { get; init; }

    public required PagedArray<double> Ratings { get; init; }

    public required HiddenSums Hidden { get; init; }
}
