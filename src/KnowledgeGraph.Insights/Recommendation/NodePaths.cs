using KnowledgeGraph.Graph.Paths;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>A way between two nodes.</summary>
/// <param name="Distance">What its edges cost.</param>
/// <param name="Nodes">From one end to the other.</param>
/// <param name="Edges">The edges between neighbours.</param>
public sealed record NodePath(double Distance, IReadOnlyList<int> Nodes, IReadOnlyList<int> Edges);

/// <summary>
/// How two nodes hang together: the k best paths over edges that the reader may list, in either direction. An edge
/// costs 1, and a quarter of the logarithm of how many others the node is joined to that it leaves from, so that a way
/// through what everybody is joined to is a long one.
/// </summary>
public static class NodePaths
{
    public static IReadOnlyList<NodePath> Find(GraphReader reader, int from, int to, int edgesMax, int count)
    {
        var view = new View(reader, to, edgesMax);
        var paths = new KShortestPaths<View>(view, from, to, edgesMax).Find(count);
        return
        [
            .. paths.Select(path => new NodePath(
                path.Cost, path.Nodes, [.. path.Nodes.Zip(path.Nodes.Skip(1), view.EdgeBetween)])),
        ];
    }

    private sealed class View : IPathGraph
    {
        // Bounds of work: entries followed from one node, and nodes looked at from the far end.
        private const int NeighboursMax = 500;
        private const int NodesMax = 20_000;

        private static readonly Relation[] Followed =
            [.. Relations.All.Where(relation => relation.Type is not (null or EdgeType.NotInterested
                or EdgeType.Declined or EdgeType.Reported))];

        private readonly GraphReader _reader;
        private readonly Dictionary<int, (int[] Nodes, Dictionary<int, int> Edges)> _rows = [];
        private readonly Dictionary<int, int> _hops = [];
        private readonly int _hopsElsewhere;

        public View(GraphReader reader, int target, int edgesMax)
        {
            _reader = reader;
            _hops[target] = 0;
            var front = new List<int> { target };
            // Half of the way from the far end says which nodes cannot be on a path.
            for (_hopsElsewhere = 1; _hopsElsewhere <= (edgesMax + 1) / 2; _hopsElsewhere++)
            {
                if (_hops.Count > NodesMax) break;
                var next = new List<int>();
                foreach (var node in front)
                {
                    foreach (var neighbour in Row(node).Nodes)
                    {
                        if (_hops.TryAdd(neighbour, _hopsElsewhere)) next.Add(neighbour);
                    }
                }

                front = next;
            }
        }

        public ReadOnlySpan<int> Neighbours(int node) => Row(node).Nodes;

        public double Cost(int node) => 1 + (0.25 * Math.Log(1 + Row(node).Nodes.Length));

        public int HopsToTarget(int node) => _hops.GetValueOrDefault(node, _hopsElsewhere);

        public int EdgeBetween(int node, int neighbour) => Row(node).Edges[neighbour];

        private (int[] Nodes, Dictionary<int, int> Edges) Row(int node)
        {
            if (_rows.TryGetValue(node, out var known)) return known;
            var edges = new Dictionary<int, int>();
            foreach (var relation in Followed)
            {
                foreach (var (neighbour, edge) in _reader.Follow(relation, node))
                {
                    if (edges.Count == NeighboursMax) break;
                    if (neighbour >= 0 && neighbour != node && _reader.ListsEdge(edge)) edges.TryAdd(neighbour, edge);
                }
            }

            int[] nodes = [.. edges.Keys];
            // By id, which is the same in every version and store.
            Array.Sort(nodes, (left, right) =>
                _reader.Ids.Token(left).SequenceCompareTo(_reader.Ids.Token(right)));
            return _rows[node] = (nodes, edges);
        }
    }
}
