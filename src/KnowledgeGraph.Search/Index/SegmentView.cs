using System.Runtime.CompilerServices;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// A segment as one version of the index sees it: without the documents that were removed up to then. Frozen; shared
/// between threads.
/// </summary>
internal sealed class SegmentView
{
    private readonly ulong[]? _removed;
    private readonly int[] _documentsWith;
    private readonly long[] _lengthSums;

    /// <summary>Nothing is removed.</summary>
    public SegmentView(Segment segment, int fields)
        : this(segment, new SegmentCounts(segment), null, [], 0, new int[fields], new long[fields])
    {
        for (var field = 0; field < fields; field++)
        {
            _documentsWith[field] = segment.DocumentsWith(field);
            _lengthSums[field] = segment.LengthSum(field);
        }
    }

    private SegmentView(
        Segment segment, SegmentCounts counts, ulong[]? removed, int[] removals, int removedCount,
        int[] documentsWith, long[] lengthSums)
    {
        (Segment, Counts, _removed, Removals, RemovedCount) = (segment, counts, removed, removals, removedCount);
        (_documentsWith, _lengthSums) = (documentsWith, lengthSums);
    }

    public Segment Segment { get; }

    /// <summary>What is known of how often terms occur; shared by all views of the segment.</summary>
    public SegmentCounts Counts { get; }

    /// <summary>
    /// The documents in the order in which they were removed, the first <see cref="RemovedCount"/> of them from this
    /// view; later views go on in the same array.
    /// </summary>
    public int[] Removals { get; }

    public int RemovedCount { get; }

    /// <summary>The documents that are there.</summary>
    public int DocumentCount => Segment.DocumentCount - RemovedCount;

    /// <summary>The documents removed, as a bitmap; null where none is.</summary>
    public ulong[]? RemovedBits => _removed;

    /// <summary>The documents that have the field.</summary>
    public int DocumentsWith(int field) => _documentsWith[field];

    /// <summary>The sum of the field's lengths.</summary>
    public long LengthSum(int field) => _lengthSums[field];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsRemoved(int document) => _removed is not null && (_removed[document >> 6] >> document & 1) != 0;

    /// <summary>The view without further documents, none of which is removed yet.</summary>
    public SegmentView Without(ReadOnlySpan<int> documents)
    {
        if (documents.IsEmpty) return this;
        var removed = new ulong[(Segment.DocumentCount + 63) >> 6];
        _removed?.CopyTo(removed, 0);
        // The array is shared as long as it has room: its first RemovedCount places do not change any more. Only one
        // view follows another, so nobody else writes behind them.
        var removals = Removals;
        if (removals.Length < RemovedCount + documents.Length)
        {
            Array.Resize(ref removals, Math.Max(2 * removals.Length, RemovedCount + documents.Length));
        }

        documents.CopyTo(removals.AsSpan(RemovedCount));
        var (documentsWith, lengthSums) = (_documentsWith.ToArray(), _lengthSums.ToArray());
        foreach (var document in documents)
        {
            removed[document >> 6] |= 1UL << document;
            for (var field = 0; field < documentsWith.Length; field++)
            {
                var length = Segment.LengthOf(field, document);
                if (length > 0) documentsWith[field]--;
                lengthSums[field] -= length;
            }
        }

        return new SegmentView(
            Segment, Counts, removed, removals, RemovedCount + documents.Length, documentsWith, lengthSums);
    }

    /// <summary>The same view over the same documents from other memory.</summary>
    public SegmentView From(Segment copy) => new(
        copy, new SegmentCounts(copy), _removed, Removals, RemovedCount, _documentsWith, _lengthSums);
}
