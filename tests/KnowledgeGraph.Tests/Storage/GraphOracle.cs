using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Tests.Storage;

/// <summary>What a store should do, in dictionaries and without a thought for speed.</summary>
internal sealed class GraphOracle
{
    private Dictionary<string, NodeRecord> _nodes = [];
    private Dictionary<(EdgeType, string, string), EdgeRecord> _links = [];
    private Dictionary<string, EdgeRecord> _interactions = [];

    /// <summary>Carries out a request, and says what becomes of each command.</summary>
    public OutcomeKind[] Execute(CommitRequest request)
    {
        var before = (new Dictionary<string, NodeRecord>(_nodes),
            new Dictionary<(EdgeType, string, string), EdgeRecord>(_links),
            new Dictionary<string, EdgeRecord>(_interactions));
        OutcomeKind[] outcomes = [.. request.Commands.Select(Execute)];
        if (request.OnRefusal == RefusalPolicy.Skip || !outcomes.Contains(OutcomeKind.Refused)) return outcomes;
        (_nodes, _links, _interactions) = before;
        return [.. outcomes.Select(kind => kind == OutcomeKind.Refused ? kind : OutcomeKind.Undone)];
    }

    /// <summary>Applies a change of the log.</summary>
    public void Apply(Change change)
    {
        switch (change)
        {
            case NodePut put: _nodes[put.Node.Id] = put.Node; break;
            case NodeDeleted deleted: Delete(deleted.Id); break;
            case LinkPut put: _links[Key(put.Link)] = put.Link; break;
            case LinkRemoved removed: _links.Remove((removed.Type, removed.From, removed.To)); break;
            case InteractionRecorded recorded: _interactions[recorded.Interaction.Id!] = recorded.Interaction; break;
            case InteractionRemoved removed: _interactions.Remove(removed.Interaction.Id!); break;
        }
    }

    /// <summary>All there is, in the order of a scan.</summary>
    public string[] Lines() =>
    [
        .. _nodes.Values.OrderBy(node => node.Kind).ThenBy(node => node.Id, Utf8).Select(GraphText.Of),
        .. _links.Values.OrderBy(link => link.Type).ThenBy(link => link.From, Utf8).ThenBy(link => link.To, Utf8)
            .Select(GraphText.Of),
        .. _interactions.Values.OrderBy(one => one.At).ThenBy(one => one.Id, Utf8).Select(GraphText.Of),
    ];

    private static readonly Comparer<string?> Utf8 = Comparer<string?>.Create(
        (left, right) => Encoding.UTF8.GetBytes(left!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right!)));

    private OutcomeKind Execute(Command command)
    {
        switch (command)
        {
            case CreateNode create:
                return _nodes.TryAdd(create.Node.Id, create.Node) ? OutcomeKind.Created : OutcomeKind.Refused;
            case UpsertNode upsert when _nodes.ContainsKey(upsert.Node.Id):
                return Merge(upsert.Node, upsert.Set);
            case UpsertNode upsert:
                if (CommandRules.MissingProperties(upsert.Node).Count > 0) return OutcomeKind.Refused;
                _nodes.Add(upsert.Node.Id, upsert.Node);
                return OutcomeKind.Created;
            case UpdateNode update:
                return _nodes.ContainsKey(update.Node.Id) ? Merge(update.Node, update.Set) : OutcomeKind.Refused;
            case DeleteNode delete:
                return Delete(delete.Id) ? OutcomeKind.Deleted : OutcomeKind.Refused;
            case PutLink put:
                return Put(put.Link);
            case RemoveLink remove:
                return _links.Remove((remove.Type, remove.From, remove.To))
                    ? OutcomeKind.Deleted : OutcomeKind.Unchanged;
            case RecordInteraction record:
                return Record(record.Interaction);
            case RemoveInteraction remove:
                return _interactions.Remove(remove.Id) ? OutcomeKind.Deleted : OutcomeKind.Unchanged;
            default:
                throw new InvalidOperationException();
        }
    }

    private OutcomeKind Merge(NodeRecord node, ulong set)
    {
        var old = _nodes[node.Id];
        PropertyValue[] values =
            [.. old.Values.Select((value, index) => (set >> index & 1) == 1 ? node.Values[index] : value)];
        if (values.SequenceEqual(old.Values)) return OutcomeKind.Unchanged;
        _nodes[node.Id] = old with { Values = values };
        return OutcomeKind.Changed;
    }

    private bool Delete(string id)
    {
        if (!_nodes.Remove(id)) return false;
        foreach (var link in _links.Values.Where(link => link.From == id || link.To == id).ToArray())
            _links.Remove(Key(link));
        foreach (var one in _interactions.Values.Where(one => one.From == id || one.To == id).ToArray())
            _interactions.Remove(one.Id!);
        return true;
    }

    private OutcomeKind Put(EdgeRecord link)
    {
        if (!_nodes.ContainsKey(link.From) || !_nodes.ContainsKey(link.To!)) return OutcomeKind.Refused;
        if (!_links.TryGetValue(Key(link), out var old))
        {
            _links.Add(Key(link), link);
            return OutcomeKind.Created;
        }
        if (GraphText.Of(old) == GraphText.Of(link)) return OutcomeKind.Unchanged;
        _links[Key(link)] = link;
        return OutcomeKind.Changed;
    }

    private OutcomeKind Record(EdgeRecord interaction)
    {
        if (!_nodes.ContainsKey(interaction.From)) return OutcomeKind.Refused;
        if (interaction.To is not null && !_nodes.ContainsKey(interaction.To)) return OutcomeKind.Refused;
        if (_interactions.TryAdd(interaction.Id!, interaction)) return OutcomeKind.Created;
        return GraphText.Of(_interactions[interaction.Id!]) == GraphText.Of(interaction)
            ? OutcomeKind.Unchanged : OutcomeKind.Refused;
    }

    private static (EdgeType, string, string) Key(EdgeRecord link) => (link.Type, link.From, link.To!);
}
