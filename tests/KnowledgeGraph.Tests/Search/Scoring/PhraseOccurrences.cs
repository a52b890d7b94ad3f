namespace KnowledgeGraph.Tests.Search.Scoring;

/// <summary>Counts a phrase's occurrences in one document.</summary>
internal static class PhraseOccurrences
{
    /// <summary>
    /// How often a phrase occurs: every window that cannot be made narrower counts <c>1 / (1 + spread)</c> where its
    /// spread is within the slop and no two slots stand at one position.
    /// </summary>
    /// <param name="positions">For each slot the positions of its terms, in order.</param>
    /// <param name="offsets">For each slot how far after the phrase's start it stands.</param>
    /// <param name="slop">The largest spread of <c>position - offset</c>.</param>
    public static float Frequency(ReadOnlySpan<int[]> positions, ReadOnlySpan<int> offsets, int slop)
    {
        foreach (var slot in positions)
        {
            if (slot.Length == 0) return 0;
        }

        var at = new int[positions.Length];
        double frequency = 0;
        while (true)
        {
            var (low, lowest, high) = (0, int.MaxValue, int.MinValue);
            for (var i = 0; i < at.Length; i++)
            {
                var place = positions[i][at[i]] - offsets[i];
                if (place < lowest) (low, lowest) = (i, place);
                high = Math.Max(high, place);
            }

            // The lowest slot moves on. Where it stays within the window, a narrower one follows.
            var ends = at[low] + 1 == positions[low].Length;
            var isNarrowest = ends || positions[low][at[low] + 1] - offsets[low] > high;
            if (isNarrowest && high - lowest <= slop && AreApart(positions, at)) frequency += 1.0 / (1 + high - lowest);
            if (ends) return (float)frequency;
            at[low]++;
        }
    }

    private static bool AreApart(ReadOnlySpan<int[]> positions, ReadOnlySpan<int> at)
    {
        for (var i = 0; i < at.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (positions[i][at[i]] == positions[j][at[j]]) return false;
            }
        }

        return true;
    }
}
