using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage.People;

namespace KnowledgeGraph.Storage.Neo4j.Graph;

/// <summary>All nodes and edges of a graph, by their keys; changes can be applied. For one thread.</summary>
internal sealed class GraphContent
{
    public Dictionary<string, NodeRecord> Nodes { get; } = new(StringComparer.Ordinal);

    public Dictionary<(EdgeType Type, string From, string To), EdgeRecord> Links { get; } = [];

    public Dictionary<string, EdgeRecord> Interactions { get; } = new(StringComparer.Ordinal);

    /// <summary>Nodes of which something does not fit the model.</summary>
    public HashSet<string> Misfits { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether there is an edge of the same key.</summary>
    public bool Holds(EdgeRecord edge) => edge.Id is not null
        ? Interactions.ContainsKey(edge.Id)
        : Links.ContainsKey((edge.Type, edge.From, edge.To!));

    public void Add(NodeRecord node) => Nodes[node.Id] = node;

    public void Add(EdgeRecord edge)
    {
        if (edge.Id is not null) Interactions[edge.Id] = edge;
        else if (edge.To is not null) Links[(edge.Type, edge.From, edge.To)] = edge;
    }

    public void Apply(Change change)
    {
        switch (change)
        {
            case NodePut put: Add(put.Node); break;
            case NodeDeleted deleted: Delete(deleted.Id); break;
            case LinkPut put: Add(put.Link); break;
            case LinkRemoved removed: Links.Remove((removed.Type, removed.From, removed.To)); break;
            case InteractionRecorded recorded: Add(recorded.Interaction); break;
            case InteractionRemoved removed: Interactions.Remove(removed.Interaction.Id!); break;
            case NodesErased erased: Erase(erased.Tombstones); break;
        }
    }

    /// <summary>
    /// Nodes by kind and id, links by type and ends, interactions by time and id; edges of which an end is not there
    /// are left out.
    /// </summary>
    public (List<NodeRecord> Nodes, List<EdgeRecord> Edges) InOrder()
    {
        var nodes = new List<NodeRecord>(Nodes.Values);
        nodes.Sort(static (left, right) =>
            left.Kind != right.Kind ? left.Kind.CompareTo(right.Kind) : Utf8Order.Compare(left.Id, right.Id));

        var edges = new List<EdgeRecord>(Links.Values.Where(HasEnds));
        edges.Sort(static (left, right) => CompareLinks(left, right));
        var interactions = new List<EdgeRecord>(Interactions.Values.Where(HasEnds));
        interactions.Sort(static (left, right) =>
            left.At != right.At ? left.At!.Value.CompareTo(right.At!.Value) : Utf8Order.Compare(left.Id!, right.Id!));
        edges.AddRange(interactions);
        return (nodes, edges);
    }

    private bool HasEnds(EdgeRecord edge) =>
        Nodes.ContainsKey(edge.From) && (edge.To is null || Nodes.ContainsKey(edge.To));

    private void Delete(string id)
    {
        if (!Nodes.Remove(id)) return;
        foreach (var (key, link) in Links)
            if (link.From == id || link.To == id) Links.Remove(key);
        foreach (var (key, interaction) in Interactions)
            if (interaction.From == id || interaction.To == id) Interactions.Remove(key);
    }

    // What was read before the erasure, of a graph that is read while others write.
    private void Erase(IReadOnlyList<string> tombstones)
    {
        var digests = tombstones.ToHashSet(StringComparer.Ordinal);
        var ids = Nodes.Keys.Where(id => digests.Contains(Tombstone.Of(id))).ToHashSet(StringComparer.Ordinal);
        if (ids.Count == 0) return;
        foreach (var id in ids) Nodes.Remove(id);
        Erase(Links, ids);
        Erase(Interactions, ids);
    }

    private static void Erase<TKey>(Dictionary<TKey, EdgeRecord> edges, HashSet<string> ids)
        where TKey : notnull
    {
        foreach (var (key, edge) in edges.ToArray())
        {
            var erased = LogErasure.Erase(edge, ids);
            if (erased is null) edges.Remove(key);
            else edges[key] = erased;
        }
    }

    private static int CompareLinks(EdgeRecord left, EdgeRecord right)
    {
        if (left.Type != right.Type) return left.Type.CompareTo(right.Type);
        var from = Utf8Order.Compare(left.From, right.From);
        return from != 0 ? from : Utf8Order.Compare(left.To!, right.To!);
    }
}
