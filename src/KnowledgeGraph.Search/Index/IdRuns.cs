namespace KnowledgeGraph.Search.Index;

/// <summary>
/// A segment's ids, which rise, as stretches without a gap: a set of ids becomes a set of documents stretch by stretch,
/// 64 at a time. Frozen.
/// </summary>
internal sealed class IdRuns
{
    private readonly Run[] _runs;

    /// <summary>So many documents, the first at a place, with ids from one on.</summary>
    private readonly record struct Run(int Place, int Id, int Count);

    public IdRuns(ReadOnlySpan<int> ids)
    {
        var runs = new List<Run>();
        for (var (start, end) = (0, 1); start < ids.Length; start = end++)
        {
            while (end < ids.Length && ids[end] == ids[end - 1] + 1) end++;
            runs.Add(new(start, ids[start], end - start));
        }

        _runs = [.. runs];
    }

    /// <summary>The documents whose ids are in the set.</summary>
    /// <param name="set">Bit <c>i</c> of word <c>w</c> stands for id <c>64 w + i</c>.</param>
    /// <param name="bits">The same for documents; what was there is lost.</param>
    public void Project(ReadOnlySpan<ulong> set, Span<ulong> bits)
    {
        bits.Clear();
        foreach (var run in _runs)
        {
            var (first, last) = (run.Place >> 6, run.Place + run.Count - 1 >> 6);
            for (var word = first; word <= last; word++)
            {
                var value = BitsFrom(set, run.Id + ((word << 6) - run.Place));
                if (word == first) value &= ulong.MaxValue << run.Place;
                if (word == last) value &= ulong.MaxValue >> 63 - (run.Place + run.Count - 1 & 63);
                bits[word] |= value;
            }
        }
    }

    // 64 bits from any one on; before the first, as much as a word, and behind the last there are none.
    private static ulong BitsFrom(ReadOnlySpan<ulong> set, int bit)
    {
        var (word, shift) = (bit >> 6, bit & 63);
        var low = (uint)word < (uint)set.Length ? set[word] : 0;
        if (shift == 0) return low;
        var high = (uint)(word + 1) < (uint)set.Length ? set[word + 1] : 0;
        return low >> shift | high << 64 - shift;
    }
}
