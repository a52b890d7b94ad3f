using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Counts a phrase's occurrences in one document after another: every window that cannot be made narrower counts
/// <c>1 / (1 + spread)</c> where its spread is within the slop and no two slots stand at one position. For one thread.
/// </summary>
internal sealed class PhraseMatcher(int[] offsets, int slop)
{
    private readonly int[][] _positions = [.. offsets.Select(_ => new int[TermPostings.PlacesSlack])];
    private readonly int[] _counts = new int[offsets.Length];
    // Slots with one offset would stand at one position.
    private readonly bool _areApart = offsets.Distinct().Count() == offsets.Length;
    private readonly int[] _at = new int[offsets.Length];

    /// <summary>
    /// A slot's positions, so many from the beginning on, not falling; they are read where they are. The array is
    /// longer by eight.
    /// </summary>
    public void Set(int slot, int[] positions, int count) => (_positions[slot], _counts[slot]) = (positions, count);

    /// <summary>How often the phrase occurs.</summary>
    public float Frequency() => slop == 0 ? Exact() : Loose();

    /// <summary>Looks for each position of the slot with the fewest in all others, eight at a time.</summary>
    private float Exact()
    {
        if (!_areApart) return 0;
        var rarest = 0;
        for (var slot = 0; slot < _counts.Length; slot++)
        {
            if (_counts[slot] < _counts[rarest]) rarest = slot;
            _at[slot] = 0;
        }

        var (own, before, frequency) = (_positions[rarest], int.MinValue, 0);
        for (var i = 0; i < _counts[rarest]; i++)
        {
            // A term that stands twice at one position stands there once.
            if (own[i] == before) continue;
            before = own[i];
            var isThere = true;
            for (var slot = 0; slot < _at.Length && isThere; slot++)
            {
                if (slot != rarest) isThere = Holds(slot, before - offsets[rarest] + offsets[slot]);
            }

            frequency += isThere ? 1 : 0;
        }

        return frequency;
    }

    private bool Holds(int slot, int wanted)
    {
        var (positions, count, at) = (_positions[slot], _counts[slot], _at[slot]);
        while (at + Vector256<int>.Count < count && positions[at + Vector256<int>.Count - 1] < wanted)
        {
            at += Vector256<int>.Count;
        }

        _at[slot] = at;
        var eight = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(positions), (nuint)at);
        var same = Vector256.Equals(eight, Vector256.Create(wanted)).ExtractMostSignificantBits();
        var left = count - at;
        return (left >= Vector256<int>.Count ? same : same & ((1u << left) - 1)) != 0;
    }

    private float Loose()
    {
        Array.Clear(_at);
        double frequency = 0;
        while (true)
        {
            var (low, lowest, high) = (0, int.MaxValue, int.MinValue);
            for (var i = 0; i < _at.Length; i++)
            {
                if (_counts[i] == 0) return 0;
                var place = _positions[i][_at[i]] - offsets[i];
                if (place < lowest) (low, lowest) = (i, place);
                high = Math.Max(high, place);
            }

            // The lowest slot moves on. Where it stays within the window, a narrower one follows.
            var ends = _at[low] + 1 == _counts[low];
            var isNarrowest = ends || _positions[low][_at[low] + 1] - offsets[low] > high;
            if (isNarrowest && high - lowest <= slop && AreApart()) frequency += 1.0 / (1 + high - lowest);
            if (ends) return (float)frequency;
            _at[low]++;
        }
    }

    private bool AreApart()
    {
        for (var i = 0; i < _at.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (_positions[i][_at[i]] == _positions[j][_at[j]]) return false;
            }
        }

        return true;
    }
}
