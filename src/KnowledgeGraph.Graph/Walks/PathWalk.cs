namespace KnowledgeGraph.Graph.Walks;

/// <summary>A step of a path: which rows it follows, and how much a node with a long row is held back.</summary>
/// <param name="Rows">The number of the rows in <see cref="IWalkRows"/>.</param>
/// <param name="DegreeExponent">
/// What passes through a node of degree d is multiplied by d to the power of minus this: 1 shares it out, as a random
/// walk does; 0 gives everybody everything.
/// </param>
public readonly record struct WalkStep(int Rows, double DegreeExponent);

/// <summary>
/// What of a start reaches which nodes along a sequence of steps: the sum over all paths of the product of their
/// entries' weights and their nodes' degrees to the power of minus the step's exponent. Exact as long as no row is
/// longer than it may be; rows that are longer are sampled anew at each visit, which leaves the sums right on average.
/// For one thread, to be used again.
/// </summary>
public sealed class PathWalk
{
    private readonly WalkBuffer _buffer = new();
    private SparseVector _front = new();
    private SparseVector _next = new();

    /// <summary>Rows were sampled since this was last set to false.</summary>
    public bool IsSampled { get; set; }

    /// <summary>Entries of rows read so far.</summary>
    public long EntriesRead { get; private set; }

    /// <param name="rows">The graph.</param>
    /// <param name="start">Where the walk begins.</param>
    /// <param name="steps">What it follows.</param>
    /// <param name="avoided">A node that is not passed through; -1 for none.</param>
    /// <param name="entriesMax">The most entries of a row that are followed.</param>
    /// <param name="random">Draws entries of rows that are longer.</param>
    /// <param name="reached">Is cleared, and gets what each node at the end was reached with.</param>
    public void Spread<TRows>(
        TRows rows, int start, ReadOnlySpan<WalkStep> steps, int avoided, int entriesMax, ref SplitMix random,
        SparseVector reached) where TRows : IWalkRows
    {
        _front.Clear();
        _front.Add(start, 1);
        for (var index = 0; index < steps.Length; index++)
        {
            var isLast = index == steps.Length - 1;
            var target = isLast ? reached : _next;
            target.Clear();
            for (var position = 0; position < _front.Count; position++)
            {
                var node = _front.Nodes[position];
                if (node == avoided && index > 0) continue;
                Pass(rows, node, _front.Sums[position], steps[index], entriesMax, ref random, target);
            }

            if (!isLast) (_front, _next) = (_next, _front);
        }
    }

    private void Pass<TRows>(
        TRows rows, int node, double amount, WalkStep step, int entriesMax, ref SplitMix random, SparseVector target)
        where TRows : IWalkRows
    {
        var row = rows.Read(step.Rows, node, entriesMax, ref random, _buffer);
        if (row.Nodes.Length == 0) return;
        if (row.Nodes.Length < row.Degree) IsSampled = true;
        EntriesRead += row.Nodes.Length;
        amount *= row.Unit * row.Scale * Math.Pow(row.Degree, -step.DegreeExponent);
        var weights = row.Weights[..row.Nodes.Length];
        for (var entry = 0; entry < weights.Length; entry++)
        {
            if (weights[entry] > 0) target.Add(row.Nodes[entry], amount * weights[entry]);
        }
    }
}
