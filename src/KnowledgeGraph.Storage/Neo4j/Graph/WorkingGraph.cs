using KnowledgeGraph.Model;
using KnowledgeGraph.Storage.People;

namespace KnowledgeGraph.Storage.Neo4j.Graph;

/// <summary>
/// What the store has of all that a batch touches, and what the batch makes of it. For the writer alone.
/// </summary>
internal sealed class WorkingGraph
{
    private readonly Dictionary<string, NodeCell> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<(EdgeType, string, string), EdgeCell> _links = [];
    private readonly Dictionary<string, EdgeCell> _interactions = new(StringComparer.Ordinal);

    // What the request under way has set, in order, as it was before.
    private readonly List<(NodeCell Cell, NodeCell.State Before)> _nodeUndo = [];
    private readonly List<(EdgeCell Cell, EdgeCell.State Before)> _edgeUndo = [];
    private int _clock = 1;

    /// <summary>The number of the entry of the log that erased last, as seen with the rest; 0 for none.</summary>
    public long ErasedAt { get; set; }

    /// <summary>The digests of ids that were erased.</summary>
    public IReadOnlySet<string>? Tombstones { get; set; }

    public IEnumerable<NodeCell> Nodes => _nodes.Values;

    public IEnumerable<EdgeCell> Links => _links.Values;

    public IEnumerable<EdgeCell> Interactions => _interactions.Values;

    /// <summary>The id was erased.</summary>
    public bool IsErased(string id) => Tombstones is { Count: > 0 } && Tombstones.Contains(Tombstone.Of(id));

    public NodeCell Node(string id)
    {
        if (!_nodes.TryGetValue(id, out var cell)) _nodes.Add(id, cell = new NodeCell(id));
        return cell;
    }

    public EdgeCell Link(EdgeType type, string from, string to)
    {
        var key = (type, from, to);
        if (!_links.TryGetValue(key, out var cell)) _links.Add(key, cell = new EdgeCell());
        return cell;
    }

    public EdgeCell Interaction(string id)
    {
        if (!_interactions.TryGetValue(id, out var cell)) _interactions.Add(id, cell = new EdgeCell());
        return cell;
    }

    /// <summary>
    /// What is known of some keys once the changes of this graph are committed, as a graph to go on with. What another
    /// graph was not asked about it cannot tell; that is in <paramref name="unknown"/>. Not for a graph in which a node
    /// was deleted, which takes links with it that nobody asked about.
    /// </summary>
    public WorkingGraph After(BatchKeys keys, out BatchKeys unknown)
    {
        var (next, rest) = (new WorkingGraph(), new BatchKeys());
        foreach (var id in keys.Nodes)
        {
            // Of an end only its being there is known.
            if (_nodes.TryGetValue(id, out var cell) && (cell.Now.Record is not null || !cell.Now.IsThere))
                next.Node(id).Begin(cell.Now);
            else
                rest.Nodes.Add(id);
        }
        foreach (var id in keys.Ends)
        {
            if (_nodes.TryGetValue(id, out var cell)) next.Node(id).Begin(cell.Now);
            else rest.Ends.Add(id);
        }
        foreach (var key in keys.Links)
        {
            if (_links.TryGetValue(key, out var cell)) next.Link(key.Type, key.From, key.To).Begin(Current(cell));
            else if (!IsNew(key.From) && !IsNew(key.To)) rest.Links.Add(key);
        }
        foreach (var id in keys.Interactions)
        {
            if (_interactions.TryGetValue(id, out var cell)) next.Interaction(id).Begin(Current(cell));
            else rest.Interactions.Add(id);
        }
        unknown = rest;
        return next;
    }

    /// <summary>The edge as it is now; null where there is none, or where an end of it is gone.</summary>
    public EdgeRecord? Current(EdgeCell cell)
    {
        var (record, setAt) = cell.Now;
        if (record is null || DeletedAt(record.From) > setAt) return null;
        return record.To is not null && DeletedAt(record.To) > setAt ? null : record;
    }

    /// <summary>The edge of the store, where the deletion of a node does not take it anyway.</summary>
    public EdgeRecord? Kept(EdgeCell cell)
    {
        if (cell.Base is not { } record || DeletedAt(record.From) > 0) return null;
        return record.To is not null && DeletedAt(record.To) > 0 ? null : record;
    }

    public void Set(NodeCell cell, NodeRecord? record)
    {
        _nodeUndo.Add((cell, cell.Now));
        cell.Now = record is null
            ? new NodeCell.State(false, null, ++_clock)
            : cell.Now with { IsThere = true, Record = record };
    }

    public void Set(EdgeCell cell, EdgeRecord? record)
    {
        _edgeUndo.Add((cell, cell.Now));
        cell.Now = new EdgeCell.State(record, ++_clock);
    }

    /// <summary>Keeps what the request under way has set.</summary>
    public void EndRequest()
    {
        _nodeUndo.Clear();
        _edgeUndo.Clear();
    }

    /// <summary>Takes back what the request under way has set.</summary>
    public void UndoRequest()
    {
        for (var index = _nodeUndo.Count - 1; index >= 0; index--)
            _nodeUndo[index].Cell.Now = _nodeUndo[index].Before;
        for (var index = _edgeUndo.Count - 1; index >= 0; index--)
            _edgeUndo[index].Cell.Now = _edgeUndo[index].Before;
        EndRequest();
    }

    // To a node that the store did not have no link leads but those of this graph.
    private bool IsNew(string id) => _nodes.TryGetValue(id, out var cell) && !cell.WasThere;

    private int DeletedAt(string id) => _nodes.TryGetValue(id, out var cell) ? cell.Now.DeletedAt : 0;
}
