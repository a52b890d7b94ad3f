using KnowledgeGraph.Graph.Walks;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// Finds, edge by edge, the strongest way from a start to a node that the reader may list, among those that a walk
/// along the steps of a kind of path followed. For one thread.
/// </summary>
internal sealed class PathFinder(GraphReader reader, ReaderRows rows, int entriesMax)
{
    private readonly List<int> _nodes = [];
    private readonly List<int> _edges = [];

    // One for each step: what the walk followed.
    private readonly List<WalkBuffer> _rows = [];
    private int[] _bestNodes = [];
    private int[] _bestEdges = [];
    private double _best;
    private int _found;
    private SplitMix _random;

    /// <summary>
    /// The nodes after the start and the edges to them, and how many ways there are; both are empty where no way may
    /// be listed whole.
    /// </summary>
    /// <param name="start">Where the walk began.</param>
    /// <param name="steps">What it followed.</param>
    /// <param name="random">What drew its entries.</param>
    /// <param name="target">Where the way has to lead.</param>
    /// <param name="avoided">A node that the walk did not pass through; -1 for none.</param>
    public (int[] Nodes, int[] Edges, int Ways) Find(
        int start, WalkStep[] steps, SplitMix random, int target, int avoided)
    {
        (_bestNodes, _bestEdges, _best, _found, _random) = ([], [], 0, 0, random);
        _nodes.Clear();
        _edges.Clear();
        while (_rows.Count < steps.Length) _rows.Add(new() { KeepsEdges = true });
        Search(start, steps, 0, 1, target, avoided);
        return (_bestNodes, _bestEdges, _found);
    }

    private void Search(int node, WalkStep[] steps, int index, double strength, int target, int avoided)
    {
        if (index == steps.Length - 1)
        {
            SearchLast(node, steps[index], strength, target);
            return;
        }

        var row = rows.Read(steps[index].Rows, node, entriesMax, ref _random, _rows[index]);
        if (row.Degree == 0) return;
        strength *= row.Unit * Math.Pow(row.Degree, -steps[index].DegreeExponent);
        for (var entry = 0; entry < row.Nodes.Length; entry++)
        {
            var (neighbour, edge) = (row.Nodes[entry], _rows[index].Edges[entry]);
            if (row.Weights[entry] <= 0 || neighbour == avoided || neighbour == target) continue;
            if (!reader.ListsEdge(edge)) continue;
            _nodes.Add(neighbour);
            _edges.Add(edge);
            Search(neighbour, steps, index + 1, strength * row.Weights[entry], target, avoided);
            _nodes.RemoveAt(_nodes.Count - 1);
            _edges.RemoveAt(_edges.Count - 1);
        }
    }

    // The last row is searched whole: it is read once from front to back.
    private void SearchLast(int node, WalkStep step, double strength, int target)
    {
        strength *= Math.Pow(Math.Max(1, rows.Degree(step.Rows, node)), -step.DegreeExponent);
        foreach (var relation in WalkRelations.All[step.Rows].Relations)
        {
            foreach (var edge in reader.EdgesBetween(relation, node, target))
            {
                var weight = rows.WeightOf(edge);
                if (weight <= 0) continue;
                _found++;
                if (reader.ListsEdge(edge)) Keep(strength * weight, target, edge);
            }
        }
    }

    private void Keep(double strength, int target, int edge)
    {
        strength = Digits.Nine(strength);
        if (strength < _best || (strength == _best && !ComesBefore(target))) return;
        (_best, _bestNodes, _bestEdges) = (strength, [.. _nodes, target], [.. _edges, edge]);
    }

    // Of equally strong ways the one whose ids come first is shown; topics come in no order of their own.
    private bool ComesBefore(int target)
    {
        for (var index = 0; index < _bestNodes.Length; index++)
        {
            var node = index < _nodes.Count ? _nodes[index] : target;
            var order = reader.Ids.Token(node).SequenceCompareTo(reader.Ids.Token(_bestNodes[index]));
            if (order != 0) return order < 0;
        }

        return _bestNodes.Length == 0;
    }
}
