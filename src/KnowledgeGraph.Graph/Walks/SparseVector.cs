using System.Numerics;

namespace KnowledgeGraph.Graph.Walks;

/// <summary>
/// Sums by node, in the order in which nodes were first met: open addressing, so that its size follows what is in it
/// and not the graph. For one thread, to be used again.
/// <code>
/// slots  [ position + 1 | 0 | ... ]       nodes, sums: by position
/// </code>
/// </summary>
public sealed class SparseVector
{
    private int[] _slots = new int[256];
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
            for (var position = 0; position < Count; position++) _slots[SlotOf(_nodes[position])] = 0;
        }
        else
        {
            Array.Clear(_slots);
        }

        Count = 0;
    }

    public void Add(int node, double amount)
    {
        var slot = SlotOf(node);
        if (_slots[slot] is var taken and > 0)
        {
            _sums[taken - 1] += amount;
            return;
        }

        if (Count == _nodes.Length)
        {
            Grow();
            slot = SlotOf(node);
        }

        _nodes[Count] = node;
        _sums[Count] = amount;
        _slots[slot] = ++Count;
    }

    /// <summary>The position of a node among <see cref="Nodes"/>, or -1.</summary>
    public int PositionOf(int node) => _slots[SlotOf(node)] - 1;

    // The slot of a node, or the empty one where it goes.
    private int SlotOf(int node)
    {
        var slot = (int)((uint)node * 2654435769u >> _shift);
        while (_slots[slot] is var taken and > 0 && _nodes[taken - 1] != node) slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }

    private void Grow()
    {
        Array.Resize(ref _nodes, Count * 2);
        Array.Resize(ref _sums, Count * 2);
        _slots = new int[_slots.Length * 2];
        _shift = 32 - BitOperations.Log2((uint)_slots.Length);
        for (var position = 0; position < Count; position++) _slots[SlotOf(_nodes[position])] = position + 1;
    }
}
