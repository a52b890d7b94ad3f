using System.Numerics;

namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>
/// Counts how often each key was met, for one row after another: an open-addressing table that is emptied by taking the
/// next stamp. For one thread.
/// </summary>
internal sealed class GroupCounts
{
    private Entry[] _entries = new Entry[64];
    private int _mask;
    private int _stamp;

    /// <summary>Forgets everything, and makes room for so many keys.</summary>
    public void Reset(int keys)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, keys * 2));
        if (size > _entries.Length) _entries = new Entry[size];
        _mask = size - 1;
        _stamp++;
    }

    /// <summary>Counts the key once more; 1 the first time.</summary>
    public int Add(ulong key, int other)
    {
        var place = (int)(Mix(key, other) >> 32) & _mask;
        while (true)
        {
            ref var entry = ref _entries[place];
            if (entry.Stamp != _stamp)
            {
                entry = new Entry { Key = key, Other = other, Stamp = _stamp, Count = 1 };
                return 1;
            }

            if (entry.Key == key && entry.Other == other) return ++entry.Count;
            place = (place + 1) & _mask;
        }
    }

    internal static ulong Mix(ulong key, int other)
    {
        var mixed = (key ^ ((ulong)(uint)other * 0x9E3779B97F4A7C15)) * 0xBF58476D1CE4E5B9;
        return mixed ^ (mixed >> 29);
    }

    private struct Entry
    {
        public ulong Key;
        public int Other;
        public int Stamp;
        public int Count;
    }
}
