namespace KnowledgeGraph.Graph;

/// <summary>
/// A row with room at its ends, which versions share: each sees its own part, and what comes new at an end is written
/// beside it where nobody wrote before. So a row of any length grows at its ends, where what is newest comes, without
/// being copied. A part, once given out, is never written again.
/// <code>
/// room [ . . | c | a b ]      version 1 sees a b, version 2 sees c a b: the same arrays
///            ^begin      ^end of what is taken
/// </code>
/// </summary>
internal sealed class GrowingRow
{
    private readonly int[] _neighbours;
    private readonly int[] _edges;

    // What is taken by any version, as one number: only one of two versions that grow from the same gets a place.
    private long _taken;

    /// <summary>A copy of a row with free places before and behind it.</summary>
    public GrowingRow(AdjacencyRow row, int before, int behind)
    {
        _neighbours = GC.AllocateUninitializedArray<int>(before + row.Count + behind);
        _edges = GC.AllocateUninitializedArray<int>(_neighbours.Length);
        row.Neighbours.CopyTo(_neighbours.AsSpan(before));
        row.Edges.CopyTo(_edges.AsSpan(before));
        _taken = Pack(before, before + row.Count);
    }

    public int Length => _neighbours.Length;

    public AdjacencyRow Part(int begin, int count) =>
        new(_neighbours.AsSpan(begin, count), _edges.AsSpan(begin, count));

    /// <summary>Writes an entry before the part, where that place is there and free.</summary>
    public bool TryPutBefore(int begin, int neighbour, int edge)
    {
        var taken = Volatile.Read(ref _taken);
        var (first, end) = ((int)(taken >> 32), (int)taken);
        if (begin == 0 || first != begin) return false;
        if (Interlocked.CompareExchange(ref _taken, Pack(begin - 1, end), taken) != taken) return false;
        (_neighbours[begin - 1], _edges[begin - 1]) = (neighbour, edge);
        return true;
    }

    /// <summary>Writes an entry behind the part, where that place is there and free.</summary>
    public bool TryPutBehind(int end, int neighbour, int edge)
    {
        var taken = Volatile.Read(ref _taken);
        var (first, last) = ((int)(taken >> 32), (int)taken);
        if (end == Length || last != end) return false;
        if (Interlocked.CompareExchange(ref _taken, Pack(first, end + 1), taken) != taken) return false;
        (_neighbours[end], _edges[end]) = (neighbour, edge);
        return true;
    }

    /// <summary>
    /// Inserts into a part that nobody else has seen: moves what stands behind or, where there is no room, before.
    /// False where there is no room at either end.
    /// </summary>
    public bool TryInsertUnseen(ref int begin, int count, int position, int neighbour, int edge)
    {
        var at = begin + position;
        if (begin + count < Length)
        {
            Move(at, at + 1, count - position);
        }
        else if (begin > 0)
        {
            Move(begin, begin - 1, position);
            begin--;
            at--;
        }
        else
        {
            return false;
        }

        (_neighbours[at], _edges[at]) = (neighbour, edge);
        _taken = Pack(begin, begin + count + 1);
        return true;
    }

    /// <summary>Removes from a part that nobody else has seen.</summary>
    public void RemoveUnseen(int begin, int count, int position)
    {
        Move(begin + position + 1, begin + position, count - position - 1);
        _taken = Pack(begin, begin + count - 1);
    }

    private void Move(int from, int to, int count)
    {
        Array.Copy(_neighbours, from, _neighbours, to, count);
        Array.Copy(_edges, from, _edges, to, count);
    }

    private static long Pack(int begin, int end) => ((long)begin << 32) | (uint)end;
}
