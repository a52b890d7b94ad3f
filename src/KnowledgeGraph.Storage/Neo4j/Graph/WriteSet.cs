using KnowledgeGraph.Model;

namespace KnowledgeGraph.Storage.Neo4j.Graph;

/// <summary>What a batch changes in the store in the end, whatever it did on the way.</summary>
internal sealed class WriteSet
{
    public List<string> Deleted { get; } = [];

    /// <summary>Links and interactions to remove that no deleted node takes with it.</summary>
    public List<EdgeRecord> Removed { get; } = [];

    public List<NodeRecord> Created { get; } = [];

    public List<NodeRecord> Updated { get; } = [];

    /// <summary>New links, and new interactions with a target.</summary>
    public List<EdgeRecord> Edges { get; } = [];

    /// <summary>New interactions without a target.</summary>
    public List<EdgeRecord> Events { get; } = [];

    public List<EdgeRecord> Links { get; } = [];

    public bool AddsOnly => Deleted.Count + Removed.Count + Updated.Count + Links.Count == 0;

    public int Count => Deleted.Count + Removed.Count + Created.Count + Updated.Count + Edges.Count + Events.Count +
        Links.Count;

    public static WriteSet Of(WorkingGraph graph)
    {
        var set = new WriteSet();
        foreach (var cell in graph.Nodes) set.Add(cell);
        foreach (var cell in graph.Links) set.Add(graph.Kept(cell), graph.Current(cell));
        foreach (var cell in graph.Interactions) set.Add(graph.Kept(cell), graph.Current(cell));
        return set;
    }

    private void Add(NodeCell cell)
    {
        var isReplaced = cell.Now.DeletedAt > 0;
        if (cell.WasThere && (isReplaced || !cell.Now.IsThere)) Deleted.Add(cell.Id);
        if (!cell.Now.IsThere) return;
        if (!cell.WasThere || isReplaced) Created.Add(cell.Now.Record!);
        else if (!ReferenceEquals(cell.Now.Record, cell.Base) && !Same(cell.Now.Record!, cell.Base!))
            Updated.Add(cell.Now.Record!);
    }

    private void Add(EdgeRecord? kept, EdgeRecord? now)
    {
        if (ReferenceEquals(kept, now)) return;
        if (kept is not null && now is not null && kept.Id is null)
        {
            Links.Add(now);
            return;
        }
        if (kept is not null) Removed.Add(kept);
        if (now is null) return;
        if (now.To is null) Events.Add(now);
        else Edges.Add(now);
    }

    private static bool Same(NodeRecord left, NodeRecord right) => left.Values.AsSpan().SequenceEqual(right.Values);
}
