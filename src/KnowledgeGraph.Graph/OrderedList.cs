using System.Runtime.InteropServices;

namespace KnowledgeGraph.Graph;

/// <summary>Orders ordinals.</summary>
public interface IOrdinalComparer
{
    /// <summary>Negative where <paramref name="left"/> comes first; 0 only for the same ordinal.</summary>
    int Compare(int left, int right);
}

/// <summary>A place in an order, such as a cursor's.</summary>
public interface IOrdinalProbe
{
    /// <summary>Negative where the ordinal comes before the place, 0 where it is at the place.</summary>
    int Compare(int ordinal);
}

/// <summary>
/// Ordinals kept in an order, in chunks of at most <see cref="ChunkMax"/>: a place is found in O(log n), a slice read
/// in O(its length), a change copies one chunk and the directory. Frozen; to be shared between threads.
/// <code>
/// chunks [ c0 | c1 | c2 ]    starts [ 0 | |c0| | |c0|+|c1| | count ]
/// </code>
/// </summary>
public sealed class OrderedList
{
    private const int ChunkMax = 512;
    private readonly int[][] _chunks;
    private readonly int[] _starts;

    private OrderedList(int[][] chunks)
    {
        _chunks = chunks;
        _starts = new int[chunks.Length + 1];
        for (var i = 0; i < chunks.Length; i++) _starts[i + 1] = _starts[i] + chunks[i].Length;
    }

    public static OrderedList Empty { get; } = new([]);

    public int Count => _starts[^1];

    /// <summary>From ordinals that are in order already.</summary>
    public static OrderedList FromSorted(ReadOnlySpan<int> ordinals)
    {
        // Three quarters full, so that the first inserts split nothing.
        const int Fill = ChunkMax * 3 / 4;
        var chunks = new List<int[]>((ordinals.Length / Fill) + 1);
        for (; ordinals.Length > 0; ordinals = ordinals[chunks[^1].Length..])
        {
            chunks.Add(ordinals[..Math.Min(Fill, ordinals.Length)].ToArray());
        }

        return new OrderedList([.. chunks]);
    }

    public int this[int position]
    {
        get
        {
            var chunk = ChunkAt(position);
            return _chunks[chunk][position - _starts[chunk]];
        }
    }

    /// <summary>Copies the ordinals from <paramref name="position"/> on; there have to be as many.</summary>
    public void CopyTo(int position, Span<int> ordinals)
    {
        if (ordinals.IsEmpty) return;
        var chunk = ChunkAt(position);
        var from = position - _starts[chunk];
        while (true)
        {
            var part = _chunks[chunk].AsSpan(from);
            if (part.Length >= ordinals.Length)
            {
                part[..ordinals.Length].CopyTo(ordinals);
                return;
            }

            part.CopyTo(ordinals);
            ordinals = ordinals[part.Length..];
            (chunk, from) = (chunk + 1, 0);
        }
    }

    public int[] ToArray()
    {
        var all = new int[Count];
        CopyTo(0, all);
        return all;
    }

    /// <summary>The number of ordinals that come before the place.</summary>
    public int LowerBound<TProbe>(TProbe probe) where TProbe : IOrdinalProbe, allows ref struct
    {
        var chunk = ChunkFor(_chunks, probe);
        return _chunks.Length == 0 ? 0 : _starts[chunk] + LowerBound(_chunks[chunk], probe);
    }

    /// <summary>The number of ordinals in an ordered span that come before the place.</summary>
    public static int LowerBound<TProbe>(ReadOnlySpan<int> ordinals, TProbe probe)
        where TProbe : IOrdinalProbe, allows ref struct
    {
        var (low, high) = (0, ordinals.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (probe.Compare(ordinals[middle]) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    public Builder ToBuilder() => new(this);

    // The last chunk whose first ordinal does not come after the place.
    private static int ChunkFor<TProbe>(ReadOnlySpan<int[]> chunks, TProbe probe)
        where TProbe : IOrdinalProbe, allows ref struct
    {
        var (low, high) = (0, chunks.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (probe.Compare(chunks[middle][0]) <= 0) low = middle + 1;
            else high = middle;
        }

        return Math.Max(0, low - 1);
    }

    private int ChunkAt(int position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)position, (uint)Count, nameof(position));
        var found = Array.BinarySearch(_starts, position);
        return found >= 0 ? found : ~found - 1;
    }

    private readonly struct OrdinalPlace<TComparer>(int ordinal, TComparer comparer) : IOrdinalProbe
        where TComparer : IOrdinalComparer
    {
        public int Compare(int other) => comparer.Compare(other, ordinal);
    }

    /// <summary>The next version while it is made: for one thread.</summary>
    public sealed class Builder
    {
        private readonly OrderedList _source;
        private readonly List<int[]> _chunks;
        private bool _changed;

        internal Builder(OrderedList source)
        {
            _source = source;
            _chunks = [.. source._chunks];
        }

        /// <summary>Puts an ordinal that is not there at its place.</summary>
        public void Insert<TComparer>(int ordinal, TComparer comparer) where TComparer : IOrdinalComparer
        {
            _changed = true;
            if (_chunks.Count == 0)
            {
                _chunks.Add([ordinal]);
                return;
            }

            var place = new OrdinalPlace<TComparer>(ordinal, comparer);
            var chunk = ChunkFor(CollectionsMarshal.AsSpan(_chunks), place);
            var old = _chunks[chunk];
            var position = LowerBound(old, place);
            int[] grown = [.. old.AsSpan(0, position), ordinal, .. old.AsSpan(position)];
            _chunks[chunk] = grown;
            if (grown.Length <= ChunkMax) return;
            _chunks[chunk] = grown[..(ChunkMax / 2)];
            _chunks.Insert(chunk + 1, grown[(ChunkMax / 2)..]);
        }

        /// <summary>Takes an ordinal out that is there, and in order.</summary>
        public void Remove<TComparer>(int ordinal, TComparer comparer) where TComparer : IOrdinalComparer
        {
            _changed = true;
            var place = new OrdinalPlace<TComparer>(ordinal, comparer);
            var chunk = ChunkFor(CollectionsMarshal.AsSpan(_chunks), place);
            var old = _chunks[chunk];
            var position = LowerBound(old, place);
            if (position == old.Length || old[position] != ordinal)
            {
                throw new InvalidOperationException($"Ordinal {ordinal} is not at its place in the order.");
            }

            _chunks[chunk] = [.. old.AsSpan(0, position), .. old.AsSpan(position + 1)];
            if (old.Length == 1) _chunks.RemoveAt(chunk);
            else if (chunk > 0 && _chunks[chunk - 1].Length + old.Length <= ChunkMax / 2)
            {
                _chunks[chunk - 1] = [.. _chunks[chunk - 1], .. _chunks[chunk]];
                _chunks.RemoveAt(chunk);
            }
        }

        public OrderedList Freeze() => _changed ? new OrderedList([.. _chunks]) : _source;
    }
}
