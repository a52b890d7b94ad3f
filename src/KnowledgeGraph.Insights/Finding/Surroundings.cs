using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>What lies around a node, along links in either direction, seen through the reader's mask.</summary>
internal sealed class Surroundings
{
    /// <summary>No walk looks at more nodes; what is cut off is said.</summary>
    public const int NodesMax = 100_000;

    private const int Steps = 3;
    private const double Kept = 0.5;

    private readonly Dictionary<int, int> _parents = [];

    public bool IsCut { get; private set; }

    public IReadOnlyCollection<int> Nodes => _parents.Keys;

    /// <summary>What can be reached over so many links, by the shortest way.</summary>
    public static Surroundings Reach(GraphReader reader, FindScope scope)
    {
        var found = new Surroundings();
        if (scope.From < 0) return found;
        var relations = RelationsOf(scope.Relation);
        var edge = new List<int> { scope.From };
        found._parents[scope.From] = -1;
        for (var depth = 0; depth < Math.Min(scope.Depth, FindScope.DepthMax) && !found.IsCut; depth++)
        {
            var next = new List<int>();
            foreach (var node in edge) found.Step(reader, relations, node, next);
            edge = next;
        }

        return found;
    }

    /// <summary>From the start to the node.</summary>
    public IReadOnlyList<int> PathTo(int node)
    {
        var path = new List<int>();
        for (var at = node; at >= 0; at = _parents[at]) path.Add(at);
        path.Reverse();
        return path;
    }

    /// <summary>
    /// Where a walk of three steps from the node is found: at each node half of what came stays, the rest goes on in
    /// equal parts. In the order of the graph, so that the same graph gives the same sums.
    /// </summary>
    public static IReadOnlyDictionary<int, double> Shares(GraphReader reader, int from)
    {
        var relations = RelationsOf(null);
        var shares = new Dictionary<int, double> { [from] = Kept };
        var moving = new Dictionary<int, double> { [from] = 1 - Kept };
        for (var step = 0; step < Steps && moving.Count < NodesMax; step++)
        {
            var next = new Dictionary<int, double>();
            foreach (var (node, amount) in moving)
            {
                var degree = relations.Sum(relation => reader.Degree(relation, node));
                if (degree == 0) continue;
                foreach (var relation in relations)
                {
                    foreach (var (neighbour, _) in reader.Follow(relation, node))
                        next[neighbour] = next.GetValueOrDefault(neighbour) + (amount / degree);
                }
            }

            foreach (var (node, amount) in next)
                shares[node] = shares.GetValueOrDefault(node) + (amount * Kept);
            moving = next.ToDictionary(pair => pair.Key, pair => pair.Value * (1 - Kept));
        }

        return shares;
    }

    private void Step(GraphReader reader, Relation[] relations, int node, List<int> next)
    {
        foreach (var relation in relations)
        {
            foreach (var (neighbour, _) in reader.Follow(relation, node))
            {
                if (_parents.Count >= NodesMax)
                {
                    IsCut = true;
                    return;
                }

                if (_parents.TryAdd(neighbour, node)) next.Add(neighbour);
            }
        }
    }

    private static Relation[] RelationsOf(EdgeType? type) =>
    [
        .. Relations.All.Where(relation => !relation.IsOfInteractions
            && (type is null ? EdgeTypes.Of(relation.Type!.Value).Family == EdgeFamily.Link : relation.Type == type)),
    ];
}
