namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Counts a phrase's occurrences in one document after another: every window that cannot be made narrower counts
/// <c>1 / (1 + spread)</c> where its spread is within the slop and no two slots stand at one position. For one thread.
/// </summary>
internal sealed class PhraseMatcher(int[] offsets, int slop)
{
    private readonly int[][] _positions = [.. offsets.Select(_ => Array.Empty<int>())];
    private readonly int[] _counts = new int[offsets.Length];
    // Slots with one offset would stand at one position.
    private readonly bool _areApart = offsets.Distinct().Count() == offsets.Length;
    private readonly int[] _at = new int[offsets.Length];

    /// <summary>A slot's positions, so many from the beginning on, not falling; they are read where they are.</summary>
    public void Set(int slot, int[] positions, int count) => (_positions[slot], _counts[slot]) = (positions, count);

    /// <summary>How often the phrase occurs.</summary>
    public float Frequency() => slop == 0 ? Exact() : Loose();

    private float Exact()
    {
        if (!_areApart) return 0;
        Array.Clear(_at);
        var frequency = 0;
        for (var first = 0; first < _counts[0]; first++)
        {
            // A term that stands twice at one position stands there once.
            if (first > 0 && _positions[0][first] == _positions[0][first - 1]) continue;
            var start = _positions[0][first] - offsets[0];
            var isThere = true;
            for (var slot = 1; slot < offsets.Length && isThere; slot++)
            {
                var (positions, wanted) = (_positions[slot], start + offsets[slot]);
                ref var at = ref _at[slot];
                while (at < _counts[slot] && positions[at] < wanted) at++;
                if (at == _counts[slot]) return frequency;
                isThere = positions[at] == wanted;
            }

            if (isThere) frequency++;
        }

        return frequency;
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
