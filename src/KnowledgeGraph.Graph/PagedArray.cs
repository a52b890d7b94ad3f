using System.Runtime.CompilerServices;

namespace KnowledgeGraph.Graph;

/// <summary>Makes <see cref="PagedArray{T}"/>s.</summary>
public static class PagedArray
{
    public static PagedArray<T> Empty<T>(T missing) where T : unmanaged, IEquatable<T> => new([], missing);

    /// <summary>Takes the pages over: each null or of <see cref="Pages.Size"/> values.</summary>
    public static PagedArray<T> FromPages<T>(T[]?[] pages, T missing) where T : unmanaged, IEquatable<T> =>
        new(pages, missing);
}

/// <summary>
/// A frozen array in pages of <see cref="Pages.Size"/> values; a page without any value is not there. A new version
/// shares all pages that it did not touch. To be shared between threads.
/// <code>
/// pages  [ p0 | null | p2 ]     p0 [ v0 v1 ... v1023 ]   null: every value is Missing
/// </code>
/// </summary>
public sealed class PagedArray<T> where T : unmanaged, IEquatable<T>
{
    private readonly T[]?[] _pages;

    internal PagedArray(T[]?[] pages, T missing)
    {
        _pages = pages;
        Missing = missing;
    }

    /// <summary>What is read where nothing was written.</summary>
    public T Missing { get; }

    public int PageCount => _pages.Length;

    /// <summary>The value at any index from 0; <see cref="Missing"/> beyond the end.</summary>
    public T this[int index]
    {
        get
        {
            var pages = _pages;
            var page = index >> Pages.Shift;
            return (uint)page < (uint)pages.Length && pages[page] is { } values
                ? values[index & Pages.Mask]
                : Missing;
        }
    }

    /// <summary>A page's values, or null where it holds none; not to be changed.</summary>
    public T[]? Page(int page) => (uint)page < (uint)_pages.Length ? _pages[page] : null;

    /// <summary>
    /// Appends, ascending, the indexes at which another array has another value. Pages that both share are not looked
    /// at.
    /// </summary>
    public void FindDifferences(PagedArray<T> other, List<int> indexes)
    {
        if (ReferenceEquals(this, other)) return;
        for (var page = 0; page < Math.Max(PageCount, other.PageCount); page++)
        {
            var (one, two) = (Page(page), other.Page(page));
            if (ReferenceEquals(one, two)) continue;
            for (var i = 0; i < Pages.Size; i++)
            {
                if (!(one is null ? Missing : one[i]).Equals(two is null ? other.Missing : two[i]))
                    indexes.Add((page << Pages.Shift) + i);
            }
        }
    }

    /// <summary>Reads the values at the indexes into as many places of <paramref name="values"/>.</summary>
    public void Gather(ReadOnlySpan<int> indexes, Span<T> values)
    {
        values = values[..indexes.Length];
        for (var i = 0; i < indexes.Length; i++) values[i] = this[indexes[i]];
    }

    /// <summary>Bytes held by the pages and their directory.</summary>
    public long Bytes => _pages.LongCount(page => page is not null) * Pages.Size * Unsafe.SizeOf<T>()
        + (long)_pages.Length * IntPtr.Size;

    public Builder ToBuilder() => new(this);

    /// <summary>The next version while it is made: for one thread, frozen once.</summary>
    public sealed class Builder
    {
        private readonly PagedArray<T> _source;
        private T[]?[] _pages;
        private bool[] _owned = [];

        internal Builder(PagedArray<T> source)
        {
            _source = source;
            _pages = source._pages;
        }

        /// <summary>
        /// Reads as the frozen form does; writing copies the page the first time, and not at all where nothing changes.
        /// </summary>
        public T this[int index]
        {
            get
            {
                var page = index >> Pages.Shift;
                return (uint)page < (uint)_pages.Length && _pages[page] is { } values
                    ? values[index & Pages.Mask]
                    : _source.Missing;
            }
            set
            {
                if (!this[index].Equals(value)) Own(index >> Pages.Shift)[index & Pages.Mask] = value;
            }
        }

        public PagedArray<T> Freeze() =>
            _owned.Length == 0 ? _source : new PagedArray<T>(_pages, _source.Missing);

        private T[] Own(int page)
        {
            if (page < _owned.Length && _owned[page]) return _pages[page]!;
            if (_owned.Length == 0 || page >= _pages.Length)
            {
                // Grows by half where it grows, so that filling an array page by page stays linear.
                var length = page < _pages.Length ? _pages.Length : Math.Max(page + 1, _pages.Length * 3 / 2);
                Array.Resize(ref _owned, length);
                var pages = new T[]?[length];
                _pages.CopyTo(pages, 0);
                _pages = pages;
            }

            var values = GC.AllocateUninitializedArray<T>(Pages.Size);
            if (_pages[page] is { } old) old.CopyTo(values, 0);
            else values.AsSpan().Fill(_source.Missing);
            _pages[page] = values;
            _owned[page] = true;
            return values;
        }
    }
}
