namespace KnowledgeGraph.Graph.Walks;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): a small generator that gives the same numbers for the same seed on
/// every machine.
/// </summary>
public struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Another sequence, that of the key; this one stays where it is.</summary>
    public readonly SplitMix Fork(ReadOnlySpan<byte> key)
    {
        // FNV-1a, mixed once more by the first step of the new sequence.
        var hash = 14695981039346656037UL;
        foreach (var letter in key) hash = (hash ^ letter) * 1099511628211;
        return new SplitMix(_state ^ hash);
    }

    /// <inheritdoc cref="Fork(ReadOnlySpan{byte})"/>
    public readonly SplitMix Fork(ulong key) => new(_state ^ (key * 0x9E3779B97F4A7C15));

    /// <summary>From 0 up to, not including, 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 up to, not including, <paramref name="bound"/>.</summary>
    public int Next(int bound) => (int)(NextDouble() * bound);

    /// <summary>Puts items in an order of chance (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Next(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>
    /// The position of draw <paramref name="draw"/> of <paramref name="draws"/> in a row of <paramref name="count"/>:
    /// one from each of as many equal parts, so that every position is as likely as every other.
    /// </summary>
    public int Stratified(int draw, int draws, int count) =>
        Math.Min(count - 1, (int)((draw + NextDouble()) * count / draws));
}
