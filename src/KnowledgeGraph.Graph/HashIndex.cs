using System.Numerics;

namespace KnowledgeGraph.Graph;

/// <summary>
/// From a 32-bit hash to the values put under it: open addressing with linear probing, in pages, so that a change
/// copies the pages that it touches. Who asks compares keys himself. Frozen; to be shared between threads.
/// <code>
/// slot  [ hash : 32 | value + 1 : 32 ]     0: empty; low half all ones: taken out
/// </code>
/// </summary>
public sealed class HashIndex
{
    private const uint Removed = uint.MaxValue;
    private readonly PagedArray<ulong> _slots;
    private readonly int _capacity;
    private readonly int _used;

    private HashIndex(PagedArray<ulong> slots, int capacity, int used)
    {
        _slots = slots;
        _capacity = capacity;
        _used = used;
    }

    public static HashIndex Empty { get; } = new(PagedArray.Empty(0UL), Pages.Size, 0);

    public PagedArray<ulong> Slots => _slots;

    /// <summary>The number of slots, a power of two.</summary>
    public int Capacity => _capacity;

    /// <summary>Slots that are not empty, those taken out included.</summary>
    public int Used => _used;

    /// <summary>Takes over what the properties gave.</summary>
    public static HashIndex From(PagedArray<ulong> slots, int capacity, int used) => new(slots, capacity, used);

    /// <summary>Goes through the values put under a hash.</summary>
    public Probe Find(uint hash) => new(_slots, hash, _capacity - 1);

    public Builder ToBuilder() => new(this);

    /// <summary>A cursor over the values under one hash.</summary>
    public struct Probe
    {
        private readonly PagedArray<ulong> _slots;
        private readonly uint _hash;
        private readonly int _mask;
        private int _slot;

        internal Probe(PagedArray<ulong> slots, uint hash, int mask)
        {
            _slots = slots;
            _hash = hash;
            _mask = mask;
            _slot = ((int)hash & mask) - 1;
        }

        public int Current { get; private set; }

        public bool MoveNext()
        {
            while (true)
            {
                _slot = (_slot + 1) & _mask;
                var slot = _slots[_slot];
                if (slot == 0) return false;
                if (slot >> 32 != _hash || (uint)slot == Removed) continue;
                Current = (int)((uint)slot - 1);
                return true;
            }
        }
    }

    /// <summary>The next version while it is made: for one thread.</summary>
    public sealed class Builder
    {
        private PagedArray<ulong>.Builder _slots;
        private int _capacity;
        private int _used;

        internal Builder(HashIndex source)
        {
            _slots = source._slots.ToBuilder();
            _capacity = source._capacity;
            _used = source._used;
        }

        /// <summary>The first value under the hash that <paramref name="matches"/>, or -1.</summary>
        public int Find<TMatch>(uint hash, TMatch matches) where TMatch : struct, IMatch, allows ref struct
        {
            for (var slot = (int)hash & (_capacity - 1); ; slot = (slot + 1) & (_capacity - 1))
            {
                var content = _slots[slot];
                if (content == 0) return -1;
                if (content >> 32 != hash || (uint)content == Removed) continue;
                var value = (int)((uint)content - 1);
                if (matches.Matches(value)) return value;
            }
        }

        /// <summary>Puts a value that is not there yet.</summary>
        public void Add(uint hash, int value)
        {
            // At most half of the slots are taken: short probes matter more than a few bytes for each id.
            if (_used >= _capacity / 2) Grow();
            Put(hash, value);
        }

        /// <summary>Takes a value out that is there.</summary>
        public void Remove(uint hash, int value)
        {
            var wanted = Pack(hash, value);
            var slot = (int)hash & (_capacity - 1);
            while (_slots[slot] != wanted) slot = (slot + 1) & (_capacity - 1);
            _slots[slot] = ((ulong)hash << 32) | Removed;
        }

        public HashIndex Freeze() => new(_slots.Freeze(), _capacity, _used);

        private void Put(uint hash, int value)
        {
            var slot = (int)hash & (_capacity - 1);
            while (_slots[slot] != 0) slot = (slot + 1) & (_capacity - 1);
            _slots[slot] = Pack(hash, value);
            _used++;
        }

        private void Grow()
        {
            var (old, oldCapacity) = (_slots, _capacity);
            var kept = 0;
            for (var slot = 0; slot < oldCapacity; slot++)
            {
                if (old[slot] != 0 && (uint)old[slot] != Removed) kept++;
            }

            _capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(Pages.Size, (kept + 1) * 4));
            _slots = PagedArray.Empty(0UL).ToBuilder();
            _used = 0;
            for (var slot = 0; slot < oldCapacity; slot++)
            {
                var content = old[slot];
                if (content != 0 && (uint)content != Removed) Put((uint)(content >> 32), (int)((uint)content - 1));
            }
        }

        private static ulong Pack(uint hash, int value) => ((ulong)hash << 32) | ((uint)value + 1);
    }

    /// <summary>Says whether a value found under a hash is the one that is looked for.</summary>
    public interface IMatch
    {
        bool Matches(int value);
    }
}
