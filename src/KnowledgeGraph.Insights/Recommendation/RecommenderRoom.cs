using System.Collections.Concurrent;
using KnowledgeGraph.Graph.Walks;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// The arrays that one question fills: taken from those that others gave back, since they are large and a new one for
/// each would be most of what is allocated. For one thread.
/// </summary>
internal sealed class RecommenderRoom
{
    private static readonly ConcurrentBag<RecommenderRoom> Free = [];
    private static readonly int FreeMax = 2 * Environment.ProcessorCount;

    private int[] _partNodes = new int[1_024];
    private double[] _partSums = new double[1_024];
    private int[] _nodes = [];
    private double[] _scores = [];

    private RecommenderRoom()
    {
    }

    public PathWalk Walk { get; } = new();

    /// <summary>What one walk reached.</summary>
    public SparseVector Reached { get; } = new();

    /// <summary>What all walks reached.</summary>
    public SparseVector Total { get; } = new();

    public LargestOf Largest { get; } = new();

    public int PartCount { get; private set; }

    /// <summary>What each walk brought to which node, walk after walk.</summary>
    public ReadOnlySpan<int> PartNodes => _partNodes.AsSpan(0, PartCount);

    public ReadOnlySpan<double> PartSums => _partSums.AsSpan(0, PartCount);

    public static RecommenderRoom Take() => Free.TryTake(out var free) ? free : new RecommenderRoom();

    /// <summary>Nobody may hold on to it any more.</summary>
    public void GiveBack()
    {
        if (Free.Count < FreeMax) Free.Add(this);
    }

    public void Clear()
    {
        Walk.IsSampled = false;
        Total.Clear();
        PartCount = 0;
    }

    public void AddPart(int node, double sum)
    {
        if (PartCount == _partNodes.Length)
        {
            Array.Resize(ref _partNodes, PartCount * 2);
            Array.Resize(ref _partSums, PartCount * 2);
        }

        _partNodes[PartCount] = node;
        _partSums[PartCount++] = sum;
    }

    /// <summary>Room for so many nodes.</summary>
    public Span<int> Nodes(int count) =>
        (_nodes.Length < count ? _nodes = new int[count * 2] : _nodes).AsSpan(0, count);

    /// <summary>Room for so many scores.</summary>
    public Span<double> Scores(int count) =>
        (_scores.Length < count ? _scores = new double[count * 2] : _scores).AsSpan(0, count);
}
