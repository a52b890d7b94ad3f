using KnowledgeGraph.Graph.Walks;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// Finds, edge by edge, the strongest way from a start to a node along the steps of a kind of path that the reader may
/// list. For one thread.
/// </summary>
internal sealed class PathFinder(GraphReader reader, ReaderRows rows)
{
    // So many entries are looked at for one path; the strongest way may lie beyond in a very wide graph.
    private const int LooksMax = 20_000;

    private readonly List<int> _nodes = [];
    private readonly List<int> _edges = [];
    private int[] _bestNodes = [];
    private int[] _bestEdges = [];
    private double _best;
    private int _looks;
    private int _found;

    /// <summary>
    /// The nodes after the start and the edges to them, and how many ways there are (as far as it looked); both are
    /// empty where no way may be listed whole.
    /// </summary>
    public (int[] Nodes, int[] Edges, int Ways) Find(int start, WalkStep[] steps, int target, int avoided)
    {
        (_bestNodes, _bestEdges, _best, _looks, _found) = ([], [], 0, 0, 0);
        _nodes.Clear();
        _edges.Clear();
        Search(start, steps, 0, 1, target, avoided);
        return (_bestNodes, _bestEdges, _found);
    }

    private void Search(int node, WalkStep[] steps, int index, double strength, int target, int avoided)
    {
        var relations = WalkRelations.All[steps[index].Rows];
        var degree = 0;
        foreach (var relation in relations) degree += reader.Degree(relation, node);
        if (degree == 0) return;
        strength *= Math.Pow(degree, -steps[index].DegreeExponent);
        var isLast = index == steps.Length - 1;
        foreach (var relation in relations)
        {
            foreach (var (neighbour, edge) in reader.Follow(relation, node))
            {
                if (++_looks > LooksMax) return;
                if (neighbour < 0 || (isLast ? neighbour != target : neighbour == avoided || neighbour == target))
                    continue;
                var weight = rows.WeightOf(edge);
                if (weight <= 0) continue;
                var isListed = reader.ListsEdge(edge);
                if (isLast) _found++;
                if (!isListed) continue;
                _nodes.Add(neighbour);
                _edges.Add(edge);
                if (!isLast) Search(neighbour, steps, index + 1, strength * weight, target, avoided);
                else Keep(strength * weight);
                _nodes.RemoveAt(_nodes.Count - 1);
                _edges.RemoveAt(_edges.Count - 1);
            }
        }
    }

    private void Keep(double strength)
    {
        strength = Digits.Nine(strength);
        if (strength < _best || (strength == _best && !ComesBefore(_nodes, _bestNodes))) return;
        (_best, _bestNodes, _bestEdges) = (strength, [.. _nodes], [.. _edges]);
    }

    // Of equally strong ways the one whose ids come first is shown; topics come in no order of their own.
    private bool ComesBefore(List<int> nodes, int[] others)
    {
        for (var index = 0; index < others.Length; index++)
        {
            var order = reader.Ids.Token(nodes[index]).SequenceCompareTo(reader.Ids.Token(others[index]));
            if (order != 0) return order < 0;
        }

        return false;
    }
}
