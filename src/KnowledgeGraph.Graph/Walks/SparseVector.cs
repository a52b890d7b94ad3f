using System.Numerics;
using System.Runtime.CompilerServices;

namespace KnowledgeGraph.Graph.Walks;

/// <summary>
/// Sums by node, in the order in which nodes were first met: open addressing, so that its size follows what is in it
/// and not the graph. For one thread, to be used again.
/// <code>
/// slots  [ node, position + 1 | -, 0 | ... ]       nodes, sums: by position
/// </code>
/// </summary>
public sealed class SparseVector
{
    private Slot[] _slots = new Slot[256];
    private int[] _nodes = new int[128];
    private double[] _sums = new double[128];
    private int _shift = 32 - 8;

    public int Count { get; private set; }

    public ReadOnlySpan<int> Nodes => _nodes.AsSpan(0, Count);

    /// <summary>As many, in the same order.</summary>
    public Span<double> Sums => _sums.AsSpan(0, Count);

    /// <summary>The sum of a node; 0 where it was not met.</summary>
    public double this[int node]
    {
        get
        {
            var position = PositionOf(node);
            return position < 0 ? 0 : _sums[position];
        }
    }

    public void Clear()
    {
        // Few of many slots are found again faster than all are wiped.
        if (Count < _slots.Length / 16)
        {
            // Last in, first out: what was put after a node may have had to go on past it.
            for (var position = Count - 1; position >= 0; position--) SlotOf(_nodes[position]).Next = 0;
        }
        else
        {
            Array.Clear(_slots);
        }

        Count = 0;
    }

    public void Add(int node, double amount)
    {
        ref var slot = ref SlotOf(node);
        if (slot.Next > 0)
        {
            _sums[slot.Next - 1] += amount;
            return;
        }

        if (Count == _nodes.Length)
        {
            Grow();
            slot = ref SlotOf(node);
        }

        _nodes[Count] = node;
        _sums[Count] = amount;
        slot = new Slot { Node = node, Next = ++Count };
    }

    /// <summary>The position of a node among <see cref="Nodes"/>, or -1.</summary>
    public int PositionOf(int node) => SlotOf(node).Next - 1;

    // The slot of a node, or the empty one where it goes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Slot SlotOf(int node)
    {
        var slots = _slots;
        var at = (int)((uint)node * 2654435769u >> _shift);
        while (true)
        {
            ref var slot = ref slots[at];
            if (slot.Next == 0 || slot.Node == node) return ref slot;
            at = (at + 1) & (slots.Length - 1);
        }
    }

    private void Grow()
    {
        Array.Resize(ref _nodes, Count * 2);
        Array.Resize(ref _sums, Count * 2);
        _slots = new Slot[_slots.Length * 2];
        _shift = 32 - BitOperations.Log2((uint)_slots.Length);
        for (var position = 0; position < Count; position++)
            SlotOf(_nodes[position]) = new Slot { Node = _nodes[position], Next = position + 1 };
    }

    private struct Slot
    {
        public int Node;

        // One more than the node's position; 0 where the slot is empty.
        public int Next;
    }
}
