using System.Numerics;

namespace KnowledgeGraph.Graph;

/// <summary>
/// A set of ordinals as bits, in pages of <see cref="PageBits"/>; a new version shares all pages that it did not touch,
/// and all pages that are full are one. Frozen; to be shared between threads.
/// <code>
/// pages [ p0 | full | p2 ]     p0 [ w0 w1 ... w255 ]     word n holds ordinals 64 n to 64 n + 63
/// </code>
/// </summary>
public sealed class PagedBits
{
    private const int Shift = 14;

    /// <summary>Ordinals in a page.</summary>
    public const int PageBits = 1 << Shift;

    private const int WordMask = (PageBits / 64) - 1;

    private static readonly ulong[] Full = MakeFull();

    private readonly ulong[][] _pages;

    private PagedBits(ulong[][] pages) => _pages = pages;

    public int PageCount => _pages.Length;

    /// <summary>The ordinal, from 0, is in the set.</summary>
    public bool this[int ordinal]
    {
        get
        {
            var pages = _pages;
            var page = ordinal >> Shift;
            return (uint)page < (uint)pages.Length && (pages[page][(ordinal >> 6) & WordMask] >> ordinal & 1) != 0;
        }
    }

    /// <summary>1 where the ordinal, from 0, is in the set, else 0: to add to a count without a branch.</summary>
    public int Bit(int ordinal)
    {
        var pages = _pages;
        var page = ordinal >> Shift;
        return (uint)page < (uint)pages.Length ? (int)(pages[page][(ordinal >> 6) & WordMask] >> ordinal & 1) : 0;
    }

    /// <summary>A page's words; not to be changed.</summary>
    public ReadOnlySpan<ulong> Page(int page) => _pages[page];

    /// <summary>Sets bit i where ordinal i of the list is in the set, and clears it where it is not.</summary>
    public void Gather(ReadOnlySpan<int> ordinals, Span<ulong> bits)
    {
        for (var word = 0; !ordinals.IsEmpty; word++)
        {
            var block = ordinals[..Math.Min(64, ordinals.Length)];
            var kept = 0UL;
            for (var i = 0; i < block.Length; i++)
            {
                if (this[block[i]]) kept |= 1UL << i;
            }

            bits[word] = kept;
            ordinals = ordinals[block.Length..];
        }
    }

    /// <summary>How many of the ordinals are in the set.</summary>
    public int CountOf(ReadOnlySpan<int> ordinals)
    {
        var count = 0;
        foreach (var ordinal in ordinals) count += Bit(ordinal);
        return count;
    }

    /// <summary>
    /// The ordinals below <paramref name="capacity"/> whose class, by <see cref="Pages"/>, is kept; where a page of
    /// classes is missing, all its ordinals are of class 0.
    /// </summary>
    public static PagedBits From(PagedArray<byte> classes, int capacity, ReadOnlySpan<bool> keeps)
    {
        var pages = new ulong[(capacity + PageBits - 1) >> Shift][];
        for (var page = 0; page < pages.Length; page++) pages[page] = MakePage(classes, page, keeps);
        return new PagedBits(pages);
    }

    /// <summary>Appends, ascending, the ordinals that are in one of the sets alone.</summary>
    public void FindDifferences(PagedBits other, List<int> ordinals)
    {
        for (var page = 0; page < Math.Max(PageCount, other.PageCount); page++)
        {
            var one = page < PageCount ? _pages[page] : null;
            var two = page < other.PageCount ? other._pages[page] : null;
            if (ReferenceEquals(one, two)) continue;
            for (var word = 0; word < PageBits / 64; word++)
            {
                for (var bits = (one?[word] ?? 0) ^ (two?[word] ?? 0); bits != 0; bits &= bits - 1)
                    ordinals.Add((page << Shift) + (word << 6) + BitOperations.TrailingZeroCount(bits));
            }
        }
    }

    public Builder ToBuilder() => new(this);

    private static ulong[] MakePage(PagedArray<byte> classes, int page, ReadOnlySpan<bool> keeps)
    {
        const int WordsPerPart = Pages.Size / 64;
        var words = new ulong[PageBits / 64];
        for (var part = 0; part < PageBits / Pages.Size; part++)
        {
            var target = words.AsSpan(part * WordsPerPart, WordsPerPart);
            if (classes.Page((page << Shift >> Pages.Shift) + part) is not { } values)
            {
                target.Fill(keeps[0] ? ulong.MaxValue : 0);
                continue;
            }

            for (var i = 0; i < values.Length; i++)
            {
                if (keeps[values[i]]) target[i >> 6] |= 1UL << i;
            }
        }

        return words.AsSpan().SequenceEqual(Full) ? Full : words;
    }

    private static ulong[] MakeFull()
    {
        var full = new ulong[PageBits / 64];
        Array.Fill(full, ulong.MaxValue);
        return full;
    }

    /// <summary>The next version while it is made: for one thread, frozen once.</summary>
    public sealed class Builder
    {
        private readonly PagedBits _source;
        private ulong[][] _pages;
        private bool[] _owned = [];

        internal Builder(PagedBits source)
        {
            _source = source;
            _pages = source._pages;
        }

        /// <summary>Whether the ordinal is in the set; setting copies its page the first time.</summary>
        public bool this[int ordinal]
        {
            get
            {
                var page = ordinal >> Shift;
                return page < _pages.Length && (_pages[page][(ordinal >> 6) & WordMask] >> ordinal & 1) != 0;
            }
            set
            {
                if (this[ordinal] == value) return;
                ref var word = ref Own(ordinal >> Shift)[(ordinal >> 6) & WordMask];
                word = value ? word | 1UL << ordinal : word & ~(1UL << ordinal);
            }
        }

        public PagedBits Freeze() => _owned.Length == 0 ? _source : new PagedBits(_pages);

        private ulong[] Own(int page)
        {
            if (page < _owned.Length && _owned[page]) return _pages[page];
            if (_owned.Length == 0 || page >= _pages.Length)
            {
                var pages = new ulong[Math.Max(page + 1, _pages.Length)][];
                _pages.CopyTo(pages, 0);
                for (var added = _pages.Length; added < pages.Length; added++) pages[added] = new ulong[PageBits / 64];
                Array.Resize(ref _owned, pages.Length);
                for (var added = _pages.Length; added < pages.Length; added++) _owned[added] = true;
                _pages = pages;
            }

            if (!_owned[page]) _pages[page] = [.. _pages[page]];
            _owned[page] = true;
            return _pages[page];
        }
    }
}
