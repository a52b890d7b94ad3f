namespace KnowledgeGraph.Insights.Sedimentation.Duplicates;

/// <summary>
/// Keys that sets which have much in common are likely to share: locality-sensitive hashing over min-hashes (Broder
/// 1997; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3). Two sets of likeness s share one of b
/// keys of r min-hashes with probability 1 - (1 - s^r)^b.
/// </summary>
internal static class MinHash
{
    /// <summary>Min-hashes in a key.</summary>
    public const int Rows = 4;

    /// <summary>Keys of a text: of likeness 0.5, 87 % are found; of 0.6, 98.8 %; of 0.7, 99.98 %.</summary>
    public const int TextBands = 32;

    /// <summary>Keys of a title: of likeness 0.8, 99.8 % are found.</summary>
    public const int TitleBands = 12;

    /// <summary>
    /// The keys of a large set by one permutation: every element belongs to one of the bins, which keeps the smallest;
    /// an empty bin borrows from another one that its number chooses (optimal densification, Shrivastava 2017).
    /// </summary>
    public static void OfText(ReadOnlySpan<ulong> set, Span<uint> keys)
    {
        Span<uint> bins = stackalloc uint[TextBands * Rows];
        Span<uint> full = stackalloc uint[TextBands * Rows];
        bins.Fill(uint.MaxValue);
        foreach (var element in set)
        {
            ref var bin = ref bins[(int)(element % (uint)bins.Length)];
            bin = Math.Min(bin, Math.Min(uint.MaxValue - 1, (uint)(element >> 32)));
        }

        bins.CopyTo(full);
        for (var empty = 0; empty < bins.Length; empty++)
        {
            if (bins[empty] != uint.MaxValue) continue;
            for (var attempt = 1UL; ; attempt++)
            {
                var donor = bins[(int)(Shingles.Mix(((ulong)empty << 32) | attempt) % (uint)bins.Length)];
                if (donor == uint.MaxValue) continue;
                full[empty] = donor;
                break;
            }
        }

        ToKeys(full, keys);
    }

    /// <summary>The keys of a small set: each min-hash by a permutation of its own.</summary>
    public static void OfTitle(ReadOnlySpan<ulong> set, Span<uint> keys)
    {
        Span<uint> hashes = stackalloc uint[TitleBands * Rows];
        hashes.Fill(uint.MaxValue);
        foreach (var element in set)
        {
            for (var at = 0; at < hashes.Length; at++)
            {
                var hash = (uint)(Shingles.Mix(element + ((ulong)at * 0x9E3779B97F4A7C15)) >> 32);
                hashes[at] = Math.Min(hashes[at], hash);
            }
        }

        ToKeys(hashes, keys);
    }

    // Keys of 0 stand for none.
    private static void ToKeys(ReadOnlySpan<uint> hashes, Span<uint> keys)
    {
        for (var band = 0; band < keys.Length; band++)
        {
            var key = (ulong)band + 1;
            for (var row = 0; row < Rows; row++) key = Shingles.Mix(key ^ hashes[(band * Rows) + row]);
            keys[band] = Math.Max(1, (uint)key);
        }
    }
}
