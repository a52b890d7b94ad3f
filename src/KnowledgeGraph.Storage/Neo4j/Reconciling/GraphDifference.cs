using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage.Neo4j.Graph;

namespace KnowledgeGraph.Storage.Neo4j.Reconciling;

/// <summary>The changes that lead from what the log says to what Neo4j holds. For one thread.</summary>
internal sealed class GraphDifference
{
    private readonly GraphContent _logged;
    private readonly GraphContent _found;
    private readonly List<(string What, string Why)> _misfits;

    private GraphDifference(GraphContent logged, GraphContent found, List<(string, string)> misfits)
    {
        _logged = logged;
        _found = found;
        _misfits = misfits;
    }

    public List<Change> Changes { get; } = [];

    public int Added { get; private set; }

    public int Changed { get; private set; }

    public int Removed { get; private set; }

    /// <param name="logged">What the log says; changed by this.</param>
    /// <param name="found">What Neo4j holds.</param>
    /// <param name="misfits">Gets what the model does not take.</param>
    public static GraphDifference Of(GraphContent logged, GraphContent found, List<(string, string)> misfits)
    {
        var difference = new GraphDifference(logged, found, misfits);
        difference.CompareNodes();
        difference.CompareEdges(logged.Links, found.Links);
        difference.CompareEdges(logged.Interactions, found.Interactions);
        return difference;
    }

    private void CompareNodes()
    {
        foreach (var id in _logged.Nodes.Keys.Where(id => !_found.Nodes.ContainsKey(id)).Order().ToArray())
        {
            Removed++;
            Add(new NodeDeleted(id) { Access = RecordJson.AccessOf(_logged.Nodes[id]) });
        }
        foreach (var node in _found.Nodes.Values.OrderBy(node => node.Id, StringComparer.Ordinal))
        {
            var old = _logged.Nodes.GetValueOrDefault(node.Id);
            if (old is not null && old.Values.AsSpan().SequenceEqual(node.Values)) continue;
            if (_found.Misfits.Contains(node.Id) || !IsValid(new CreateNode(node), node.Id)) continue;
            if (old is null) Added++;
            else Changed++;
            // A curator's edit in Neo4j ends a verification as any other does; the settled node goes back there.
            var values = Verification.Settle(
                node.Kind, old?.Values, node.Values, Verification.SetOf(old?.Values, node.Values));
            Add(new NodePut(node with { Values = values }) { IsNew = old is null });
        }
    }

    private void CompareEdges<TKey>(Dictionary<TKey, EdgeRecord> logged, Dictionary<TKey, EdgeRecord> found)
        where TKey : notnull
    {
        foreach (var (key, edge) in logged.ToArray())
        {
            if (found.ContainsKey(key)) continue;
            Removed++;
            Add(edge.Id is null
                ? new LinkRemoved(edge.Type, edge.From, edge.To!)
                : new InteractionRemoved(edge));
        }
        foreach (var (key, edge) in found)
        {
            var old = logged.GetValueOrDefault(key);
            if (old is not null && Same(old, edge)) continue;
            var name = edge.Id ?? $"{EdgeTypes.Of(edge.Type).Name} {edge.From} to {edge.To}";
            if (!HasEnds(edge, name) || !IsValid(CommandOf(edge), name)) continue;
            if (old is null) Added++;
            else Changed++;
            // An interaction does not change: it is taken back, and another recorded in its place.
            if (old?.Id is not null) Add(new InteractionRemoved(old));
            Add(edge.Id is null ? new LinkPut(edge) : new InteractionRecorded(edge));
        }
    }

    private void Add(Change change)
    {
        _logged.Apply(change);
        Changes.Add(change);
    }

    private bool HasEnds(EdgeRecord edge, string name)
    {
        if (_logged.Nodes.ContainsKey(edge.From) && (edge.To is null || _logged.Nodes.ContainsKey(edge.To)))
            return true;
        _misfits.Add((name, "an end of it is no node of the model"));
        return false;
    }

    private bool IsValid(Command command, string name)
    {
        var refusals = CommandRules.Check(CommandDefaults.Fill(command));
        if (refusals.Count > 0) _misfits.Add((name, refusals[0].Message));
        return refusals.Count == 0;
    }

    private static Command CommandOf(EdgeRecord edge) =>
        edge.Id is null ? new PutLink(edge) : new RecordInteraction(edge);

    private static bool Same(EdgeRecord left, EdgeRecord right) =>
        left.Type == right.Type && left.From == right.From && left.To == right.To && left.At == right.At &&
        left.Values.AsSpan().SequenceEqual(right.Values);
}
