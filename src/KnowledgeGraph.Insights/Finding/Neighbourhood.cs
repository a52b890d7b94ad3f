using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>
/// What is next to a node along links, and the shortest way to another, seen through the reader's mask.
/// </summary>
public static class Neighbourhood
{
    /// <summary>The neighbours, each once, in the order of their ids (of their code points).</summary>
    /// <param name="reader">Sees them.</param>
    /// <param name="node">Whose.</param>
    /// <param name="types">Types of links; an empty list joins nothing.</param>
    /// <param name="direction">Which way; null for both.</param>
    public static IReadOnlyList<int> Of(
        GraphReader reader, int node, IReadOnlyCollection<EdgeType> types, EdgeDirection? direction)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var found = new HashSet<int>();
        foreach (var relation in RelationsOf(types, direction))
        {
            foreach (var (neighbour, _) in reader.Follow(relation, node))
                if (neighbour != node) found.Add(neighbour);
        }

        int[] nodes = [.. found];
        var ids = Array.ConvertAll(nodes, each => Encoding.UTF8.GetBytes(reader.Ids.String(each)!));
        Array.Sort(ids, nodes, Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other)));
        return nodes;
    }

    /// <summary>
    /// The nodes of a way over the fewest links, both ends included; null where none is short enough. Of several, the
    /// one whose ids come first: which it is depends on nothing that is hidden.
    /// </summary>
    public static IReadOnlyList<int>? ShortestPath(GraphReader reader, int from, int to,
        IReadOnlyCollection<EdgeType> types, EdgeDirection? direction, int linksMax)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var relations = RelationsOf(types, direction);
        var byId = Comparer<int>.Create((one, other) =>
            reader.Ids.Token(one).SequenceCompareTo(reader.Ids.Token(other)));
        var parents = new Dictionary<int, int> { [from] = -1 };
        var front = new List<int> { from };
        for (var links = 0; links < linksMax && front.Count > 0 && !parents.ContainsKey(to); links++)
        {
            var next = new List<int>();
            foreach (var node in front)
            {
                var begin = next.Count;
                foreach (var relation in relations)
                {
                    foreach (var (neighbour, _) in reader.Follow(relation, node))
                        if (parents.TryAdd(neighbour, node)) next.Add(neighbour);
                }

                next.Sort(begin, next.Count - begin, byId);
            }

            front = next;
        }

        if (!parents.ContainsKey(to)) return null;
        var path = new List<int>();
        for (var at = to; at >= 0; at = parents[at]) path.Add(at);
        path.Reverse();
        return path;
    }

    private static Relation[] RelationsOf(IReadOnlyCollection<EdgeType> types, EdgeDirection? direction) =>
    [
        .. Relations.All.Where(relation => !relation.IsOfInteractions && types.Contains(relation.Type!.Value)
            && (direction is null || relation.Direction == direction)),
    ];
}
