namespace KnowledgeGraph.Graph.Walks;

/// <summary>
/// The best of many by score, best first; of equal ones the one that was offered first. For one thread, to be used
/// again.
/// </summary>
public sealed class TopList(int size)
{
    private readonly int[] _nodes = new int[size];
    private readonly double[] _scores = new double[size];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Nodes => _nodes.AsSpan(0, Count);

    public ReadOnlySpan<double> Scores => _scores.AsSpan(0, Count);

    /// <summary>What a score has to exceed to come in.</summary>
    public double Bar => Count < _nodes.Length ? double.NegativeInfinity : _scores[^1];

    public void Clear() => Count = 0;

    public void Offer(int node, double score)
    {
        if (score <= Bar) return;
        var place = Count < _nodes.Length ? Count++ : Count - 1;
        for (; place > 0 && _scores[place - 1] < score; place--)
        {
            _scores[place] = _scores[place - 1];
            _nodes[place] = _nodes[place - 1];
        }

        (_nodes[place], _scores[place]) = (node, score);
    }
}
