namespace KnowledgeGraph.Graph.Walks;

/// <summary>
/// Where a walk can go from one node in one step, with the weight of each way. Of a row with more entries than were
/// asked for it holds a sample.
/// </summary>
public readonly ref struct WalkRow(ReadOnlySpan<int> nodes, ReadOnlySpan<float> weights, int degree)
{
    public ReadOnlySpan<int> Nodes { get; } = nodes;

    /// <summary>As many, in the same order; above 0.</summary>
    public ReadOnlySpan<float> Weights { get; } = weights;

    /// <summary>The number of entries of the whole row.</summary>
    public int Degree { get; } = degree;

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

    public int Count { get; private set; }

    public ReadOnlySpan<int> Nodes => _nodes.AsSpan(0, Count);

    public ReadOnlySpan<float> Weights => _weights.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(int node, float weight)
    {
        if (Count == _nodes.Length)
        {
            Array.Resize(ref _nodes, Count * 2);
            Array.Resize(ref _weights, Count * 2);
        }

        _nodes[Count] = node;
        _weights[Count++] = weight;
    }
}
