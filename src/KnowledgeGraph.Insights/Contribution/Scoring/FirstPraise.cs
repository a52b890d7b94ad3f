using System.Numerics;

namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>When a giver first praised a receiver.</summary>
internal interface IFirstPraise
{
    /// <summary>The ticks, or <see cref="long.MaxValue"/> where there was no praise.</summary>
    long FirstTicks(int receiver, int giver);
}

/// <summary>
/// First praises of the receivers of one part of the members: an open-addressing table. Filled by one thread, then read
/// by all.
/// </summary>
internal sealed class FirstPraiseTable
{
    private readonly ulong[] _keys;
    private readonly long[] _ticks;
    private readonly int _mask;

    /// <param name="praises">The most that will be added.</param>
    public FirstPraiseTable(int praises)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16L, praises * 2L));
        (_keys, _ticks, _mask) = (new ulong[size], new long[size], size - 1);
    }

    public void Add(int receiver, int giver, long ticks)
    {
        var key = Key(receiver, giver);
        var place = Find(key);
        if (_keys[place] == 0) (_keys[place], _ticks[place]) = (key, ticks);
        else if (ticks < _ticks[place]) _ticks[place] = ticks;
    }

    public long FirstTicks(int receiver, int giver)
    {
        var place = Find(Key(receiver, giver));
        return _keys[place] == 0 ? long.MaxValue : _ticks[place];
    }

    private int Find(ulong key)
    {
        var place = (int)(GroupCounts.Mix(key, 0) >> 32) & _mask;
        while (_keys[place] != 0 && _keys[place] != key) place = (place + 1) & _mask;
        return place;
    }

    // Never 0.
    private static ulong Key(int receiver, int giver) => (((ulong)(uint)receiver << 32) | (uint)giver) + 1;
}
