using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// The terms that an <see cref="IndexingBuffer"/> has met, each with a chain of slices that takes its postings.
/// Slices of one term grow, since most terms are rare and some are not; all lie in one pool of pages:
/// <code>
/// slice  | bytes ... | where the next slice is, 4 bytes |
/// </code>
/// For one thread.
/// </summary>
internal sealed class TermPool
{
    private const int PageBits = 20;
    private const int PageSize = 1 << PageBits;
    private const int TableSizeMin = 1 << 11;
    private const int TableSizeKept = 1 << 14;
    private const int SliceBytesMin = 16;
    private const int SliceBytesMax = 2048;

    private readonly List<byte[]> _pages = [];
    private int _pageUsed = PageSize;
    private byte[] _bytes = new byte[1 << 16];
    private int _byteCount;
    private int[] _table = new int[TableSizeMin];
    private Entry[] _entries = new Entry[TableSizeMin];

    /// <summary>A term and the state of its chain.</summary>
    public struct Entry
    {
        public ulong Hash;
        public int Start;
        public int Length;
        public int Key;
        public uint First;
        public uint At;
        public uint SliceEnd;
        public int SliceSize;
        public int LastDocument;
        public int LastPosition;
        public int Documents;
    }

    /// <summary>The number of terms.</summary>
    public int Count { get; private set; }

    /// <summary>About how much memory the terms and postings take.</summary>
    public long Bytes => (long)_pages.Count * PageSize + _byteCount + (long)Count * Unsafe.SizeOf<Entry>();

    public ref Entry this[int term] => ref _entries[term];

    public ReadOnlySpan<byte> BytesOf(int term) => _bytes.AsSpan(_entries[term].Start, _entries[term].Length);

    public void Clear()
    {
        // The first page serves the next version too: most are small. What a large one needed is not kept.
        if (_pages.Count > 1) _pages.RemoveRange(1, _pages.Count - 1);
        _pageUsed = _pages.Count == 0 ? PageSize : 0;
        if (_table.Length > TableSizeKept) _table = new int[TableSizeMin];
        else Array.Clear(_table);
        if (_entries.Length > TableSizeKept) _entries = new Entry[TableSizeMin];
        (Count, _byteCount) = (0, 0);
    }

    /// <summary>The number of a term of a field and kind; a new one where it was not met.</summary>
    public int Add(int key, ReadOnlySpan<byte> term)
    {
        var hash = Hash(key, term);
        var mask = _table.Length - 1;
        var slot = (int)hash & mask;
        for (int found; (found = _table[slot]) != 0; slot = slot + 1 & mask)
        {
            ref var entry = ref _entries[found - 1];
            if (entry.Hash == hash && entry.Key == key && term.SequenceEqual(_bytes.AsSpan(entry.Start, entry.Length)))
            {
                return found - 1;
            }
        }

        return AddNew(key, term, hash, slot);
    }

    /// <summary>Writes a number to the end of a term's chain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ref Entry entry, uint value)
    {
        while (value >= 0x80)
        {
            WriteByte(ref entry, (byte)(value | 0x80));
            value >>= 7;
        }

        WriteByte(ref entry, (byte)value);
    }

    /// <summary>Copies a term's chain to <paramref name="output"/>.</summary>
    public void CopyTo(in Entry entry, ByteWriter output)
    {
        var (at, size) = (entry.First, SliceBytesMin);
        while (true)
        {
            var page = _pages[(int)(at >> PageBits)];
            var offset = (int)(at & PageSize - 1);
            var end = at + (uint)size - sizeof(uint);
            if (end == entry.SliceEnd)
            {
                output.Write(page.AsSpan(offset, (int)(entry.At - at)));
                return;
            }

            output.Write(page.AsSpan(offset, size - sizeof(uint)));
            at = Unsafe.ReadUnaligned<uint>(ref page[offset + size - sizeof(uint)]);
            size = Math.Min(2 * size, SliceBytesMax);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteByte(ref Entry entry, byte value)
    {
        if (entry.At == entry.SliceEnd) Extend(ref entry);
        _pages[(int)(entry.At >> PageBits)][entry.At++ & PageSize - 1] = value;
    }

    private int AddNew(int key, ReadOnlySpan<byte> term, ulong hash, int slot)
    {
        if (_bytes.Length - _byteCount < term.Length)
        {
            Array.Resize(ref _bytes, Math.Max(checked(2 * _bytes.Length), _byteCount + term.Length));
        }

        if (Count == _entries.Length) Array.Resize(ref _entries, 2 * Count);
        term.CopyTo(_bytes.AsSpan(_byteCount));
        var first = Take(SliceBytesMin);
        _entries[Count] = new Entry
        {
            Hash = hash,
            Start = _byteCount,
            Length = term.Length,
            Key = key,
            First = first,
            At = first,
            SliceEnd = first + SliceBytesMin - sizeof(uint),
            SliceSize = SliceBytesMin,
            LastDocument = -1,
        };
        _byteCount += term.Length;
        _table[slot] = ++Count;
        if (2 * Count > _table.Length) GrowTable();
        return Count - 1;
    }

    private void GrowTable()
    {
        _table = new int[2 * _table.Length];
        var mask = _table.Length - 1;
        for (var term = 0; term < Count; term++)
        {
            var slot = (int)_entries[term].Hash & mask;
            while (_table[slot] != 0) slot = slot + 1 & mask;
            _table[slot] = term + 1;
        }
    }

    private void Extend(ref Entry entry)
    {
        var size = entry.SliceSize = Math.Min(2 * entry.SliceSize, SliceBytesMax);
        var next = Take(size);
        Unsafe.WriteUnaligned(
            ref _pages[(int)(entry.SliceEnd >> PageBits)][entry.SliceEnd & PageSize - 1], next);
        entry.At = next;
        entry.SliceEnd = next + (uint)size - sizeof(uint);
    }

    private uint Take(int size)
    {
        if (PageSize - _pageUsed < size)
        {
            if (_pages.Count == 1 << 32 - PageBits) throw new InvalidOperationException("Too much is unpublished.");
            _pages.Add(GC.AllocateUninitializedArray<byte>(PageSize));
            _pageUsed = 0;
        }

        var at = (uint)(_pages.Count - 1 << PageBits) + (uint)_pageUsed;
        _pageUsed += size;
        return at;
    }

    private static ulong Hash(int key, ReadOnlySpan<byte> term)
    {
        const ulong Prime = 0x9E3779B97F4A7C15;
        var hash = (ulong)key * 0xD6E8FEB86659FD93 + (ulong)term.Length;
        ref var at = ref MemoryMarshal.GetReference(term);
        var left = term.Length;
        for (; left >= 8; left -= 8, at = ref Unsafe.Add(ref at, 8))
        {
            hash = Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref at), Prime);
        }

        ulong last = 0;
        for (var i = 0; i < left; i++) last |= (ulong)Unsafe.Add(ref at, i) << 8 * i;
        return Mix(hash ^ last, Prime);
    }

    private static ulong Mix(ulong value, ulong prime)
    {
        var high = Math.BigMul(value, prime, out var low);
        return high ^ low;
    }
}
