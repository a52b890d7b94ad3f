using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation.Evaluation;

/// <summary>
/// A community as it was at a moment: without the nodes and edges that came later. A node that does not say when it was
/// made is as old as its oldest edge that does; one that cannot be told was always there, and so was an edge without a
/// time between nodes that were there. What properties say is what they say today.
/// </summary>
public static class CommunityAt
{
    /// <param name="nodes">All nodes.</param>
    /// <param name="edges">All edges between them.</param>
    /// <param name="moment">UTC ticks; what was made then or later is left out.</param>
    public static GraphSnapshot Of(
        IReadOnlyList<NodeRecord> nodes, IReadOnlyList<EdgeRecord> edges, long moment)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(edges);
        var oldest = OldestEdges(edges);
        var there = nodes.Where(node =>
            (MadeAt(node) ?? (oldest.TryGetValue(node.Id, out var at) ? at : long.MinValue)) < moment).ToList();
        var ids = there.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        return Rebuild.Of(there, edges.Where(edge => (edge.At ?? long.MinValue) < moment
            && ids.Contains(edge.From) && (edge.To is null || ids.Contains(edge.To))));
    }

    private static long? MadeAt(NodeRecord node)
    {
        var name = node.Kind == NodeKind.Member ? "joinedAt" : "createdAt";
        return NodeKinds.Of(node.Kind).TryGetProperty(name, out _) && node[name] is { IsNull: false } value
            ? value.AsInstantTicks()
            : null;
    }

    private static Dictionary<string, long> OldestEdges(IReadOnlyList<EdgeRecord> edges)
    {
        var oldest = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var edge in edges)
        {
            if (edge.At is not { } at) continue;
            Lower(edge.From, at);
            if (edge.To is { } to) Lower(to, at);
        }

        return oldest;

        void Lower(string id, long at) =>
            oldest[id] = oldest.TryGetValue(id, out var known) ? Math.Min(known, at) : at;
    }
}
