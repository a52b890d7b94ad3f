using System.Runtime.CompilerServices;

namespace KnowledgeGraph.Graph.Walks;

/// <summary>
/// Where a walk can go from one node in one step, with the weight of each way. Of a row with more entries than were
/// asked for it holds a sample.
/// </summary>
/// <param name="nodes">Where it can go.</param>
/// <param name="weights">As many.</param>
/// <param name="degree">The number of entries of the whole row.</param>
/// <param name="unit">What a weight of 1 counts.</param>
public readonly ref struct WalkRow(
    ReadOnlySpan<int> nodes, ReadOnlySpan<float> weights, int degree, double unit = 1)
{
    public ReadOnlySpan<int> Nodes { get; } = nodes;

    /// <summary>As many, in the same order; what has none above 0 is not followed.</summary>
    public ReadOnlySpan<float> Weights { get; } = weights;

    /// <summary>The number of entries of the whole row.</summary>
    public int Degree { get; } = degree;

    /// <summary>What a weight of 1 counts.</summary>
    public double Unit { get; } = unit;

    /// <summary>What each entry stands for: 1 for a whole row, more for a sample.</summary>
    public double Scale => Nodes.Length == 0 ? 1 : (double)Degree / Nodes.Length;
}

/// <summary>The graph as walks see it: rows by the number of a step and a node.</summary>
public interface IWalkRows
{
    /// <summary>
    /// The row of a node along a step, good until the next call with the same buffer. Of more than
    /// <paramref name="entriesMax"/> entries it gives as many, drawn by <paramref name="random"/>.
    /// </summary>
    WalkRow Read(int step, int node, int entriesMax, ref SplitMix random, WalkBuffer buffer);
}

/// <summary>Room for a row that has to be put together. For one thread.</summary>
public sealed class WalkBuffer
{
    private int[] _nodes = new int[64];
    private float[] _weights = new float[64];
    private int[] _edges = new int[64];

    public int Count { get; private set; }

    /// <summary><see cref="Edges"/> are wanted.</summary>
    public bool KeepsEdges { get; init; }

    public ReadOnlySpan<int> Nodes => _nodes.AsSpan(0, Count);

    public ReadOnlySpan<float> Weights => _weights.AsSpan(0, Count);

    /// <summary>What the one who filled it knows each entry by; means nothing where it is not kept.</summary>
    public ReadOnlySpan<int> Edges => _edges.AsSpan(0, Count);

    public void Clear() => Count = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int node, float weight, int edge)
    {
        var count = Count;
        if (count == _nodes.Length)
        {
            Array.Resize(ref _nodes, count * 2);
            Array.Resize(ref _weights, count * 2);
            Array.Resize(ref _edges, count * 2);
        }

        _nodes[count] = node;
        _weights[count] = weight;
        _edges[count] = edge;
        Count = count + 1;
    }
}
