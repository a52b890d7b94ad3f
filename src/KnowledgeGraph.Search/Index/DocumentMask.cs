using System.Numerics;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// A set of document ids as a bitmap, such as those that a reader may see. Frozen; shared between threads. What the
/// index counts under a mask it keeps for as long as the mask lives, so one mask should serve all requests of its
/// class and version.
/// </summary>
public sealed class DocumentMask
{
    private readonly ulong[] _words;
    private int _count = -1;

    /// <param name="words">Bit <c>i</c> of word <c>w</c> stands for id <c>64 w + i</c>; not copied.</param>
    public DocumentMask(ulong[] words) => _words = words;

    /// <summary>The number of ids in the set.</summary>
    public int Count
    {
        get
        {
            if (_count < 0) _count = CountBits(_words);
            return _count;
        }
    }

    internal ReadOnlySpan<ulong> Words => _words;

    /// <summary>The ids below <paramref name="end"/> for which <paramref name="contains"/> holds.</summary>
    public static DocumentMask Where(int end, Func<int, bool> contains)
    {
        var words = new ulong[(end + 63) >> 6];
        for (var id = 0; id < end; id++)
        {
            if (contains(id)) words[id >> 6] |= 1UL << id;
        }

        return new DocumentMask(words);
    }

    /// <summary>The given ids.</summary>
    public static DocumentMask Of(params ReadOnlySpan<int> ids)
    {
        var last = -1;
        foreach (var id in ids) last = Math.Max(last, id);
        var words = new ulong[(last >> 6) + 1];
        foreach (var id in ids) words[id >> 6] |= 1UL << id;
        return new DocumentMask(words);
    }

    /// <summary>Whether the set has the id; what lies beyond its words it has not.</summary>
    public bool Contains(int id) => (uint)(id >> 6) < (uint)_words.Length && (_words[id >> 6] >> id & 1) != 0;

    /// <summary>The ids that are in both.</summary>
    public DocumentMask And(DocumentMask other)
    {
        var words = new ulong[Math.Min(_words.Length, other._words.Length)];
        for (var i = 0; i < words.Length; i++) words[i] = _words[i] & other._words[i];
        return new DocumentMask(words);
    }

    /// <summary>The ids that are in either.</summary>
    public DocumentMask Or(DocumentMask other)
    {
        var (longer, shorter) = _words.Length < other._words.Length ? (other._words, _words) : (_words, other._words);
        var words = longer.AsSpan().ToArray();
        for (var i = 0; i < shorter.Length; i++) words[i] |= shorter[i];
        return new DocumentMask(words);
    }

    private static int CountBits(ulong[] words)
    {
        var count = 0;
        foreach (var word in words) count += BitOperations.PopCount(word);
        return count;
    }
}
