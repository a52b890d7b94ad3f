using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Curation.Merging;

/// <summary>
/// Merges one node into another of its kind, for topics and members: its links and interactions move, its name stays as
/// an alias, its id leads to the other. One merge for one instance.
/// </summary>
/// <remarks>
/// What cannot move stays in the journal: links that the target has itself, links between the two, a second parent of a
/// topic, and what would make a topic come before or belong to itself.
/// </remarks>
public sealed class NodeMerge
{
    private static readonly PropertyValue Hidden = PropertyValue.Enumeration(
        NodeKinds.LeaderboardValues.Index().First(it => it.Item == "HIDDEN").Index);

    private readonly GraphReader _reader;
    private readonly NodeRecord _from;
    private readonly NodeRecord _into;
    private readonly int _fromNode;
    private readonly int _intoNode;
    private readonly HashSet<(EdgeType, string, string)> _has = [];
    private readonly List<EdgeRecord> _edges = [];
    private readonly List<EdgeRecord> _kept = [];
    private readonly Dictionary<ulong, MovedEnds> _moved = [];
    private bool _hasParent;

    private NodeMerge(GraphReader reader, int from, int into)
    {
        (_reader, _fromNode, _intoNode) = (reader, from, into);
        (_from, _into) = (reader.RecordOf(from), reader.RecordOf(into));
    }

    /// <summary>What merges the nodes, in one commit.</summary>
    /// <param name="reader">The version, with nothing hidden.</param>
    /// <param name="from">The node that goes.</param>
    /// <param name="into">The one that stays, of the same kind.</param>
    /// <param name="id">The merge's id.</param>
    /// <param name="at">Now, as UTC ticks.</param>
    public static (IReadOnlyList<Command> Commands, MergeJournal Journal) Plan(
        GraphReader reader, int from, int into, string id, long at) =>
        new NodeMerge(reader, from, into).Plan(id, at);

    /// <summary>All edges at a node, each once.</summary>
    internal static List<EdgeRecord> EdgesAt(GraphReader reader, int node)
    {
        var met = new HashSet<int>();
        foreach (var relation in Relations.All)
        {
            foreach (var (_, edge) in reader.Follow(relation, node)) met.Add(edge);
        }

        return [.. met.Select(reader.EdgeRecordOf)];
    }

    private (IReadOnlyList<Command> Commands, MergeJournal Journal) Plan(string id, long at)
    {
        foreach (var edge in EdgesAt(_reader, _intoNode))
        {
            if (edge.Id is not null) continue;
            _has.Add((edge.Type, edge.From, edge.To!));
            _hasParent |= edge.Type == EdgeType.SubtopicOf && edge.From == _into.Id;
        }

        foreach (var edge in EdgesAt(_reader, _fromNode)) Move(edge);
        var journal = new MergeJournal
        {
            Id = id, At = at, Node = _from, Kept = _kept, Moved = _moved,
            LinkCount = _edges.Count(edge => edge.Id is null), Changed = Changes(),
        };
        // The node takes its edges with it; those that move are then made anew.
        return (
        [
            new DeleteNode(_from.Id),
            Update(journal),
            .. _edges.Select(edge =>
                edge.Id is null ? (Command)new PutLink(edge) : new RecordInteraction(edge)),
        ], journal);
    }

    private void Move(EdgeRecord edge)
    {
        var moved = edge with
        {
            From = edge.From == _from.Id ? _into.Id : edge.From,
            To = edge.To == _from.Id ? _into.Id : edge.To,
        };
        if (edge.Id is null && !CanMove(moved))
        {
            _kept.Add(edge);
            return;
        }

        var ends = (edge.From == _from.Id ? MovedEnds.Source : 0) | (edge.To == _from.Id ? MovedEnds.Target : 0);
        _edges.Add(moved);
        _moved.Add(MergeJournal.HashOf(moved), ends);
        if (edge.Id is null) _has.Add((moved.Type, moved.From, moved.To!));
        _hasParent |= moved.Type == EdgeType.SubtopicOf && moved.From == _into.Id;
    }

    private bool CanMove(EdgeRecord moved)
    {
        if (moved.From == moved.To || _has.Contains((moved.Type, moved.From, moved.To!))) return false;
        if (moved.Type == EdgeType.SubtopicOf && moved.From == _into.Id && _hasParent) return false;
        return moved.Type is not (EdgeType.SubtopicOf or EdgeType.PrerequisiteOf) || !GoesRound(moved);
    }

    // Along the type the link's target leads to where it starts, the two nodes being one.
    private bool GoesRound(EdgeRecord moved)
    {
        _reader.TryFind(moved.From, out var end);
        _reader.TryFind(moved.To!, out var start);
        var relation = Relations.Of(moved.Type, EdgeDirection.Out, NodeKind.Topic);
        var met = new HashSet<int>();
        var open = new Stack<int>();
        Meet(start);
        while (open.TryPop(out var node))
        {
            foreach (var (next, _) in _reader.Follow(relation, node)) Meet(next);
        }

        return met.Contains(end);

        void Meet(int node)
        {
            if (!met.Add(node)) return;
            open.Push(node);
            if (node == _fromNode) Meet(_intoNode);
            else if (node == _intoNode) Meet(_fromNode);
        }
    }

    private List<MergedProperty> Changes()
    {
        var changes = new List<MergedProperty>();
        Add("mergedIds", Added("mergedIds", [_from.Id, .. List(_from, "mergedIds")]));
        if (_into.Kind == NodeKind.Topic)
        {
            Add("aliases", Added("aliases", [_from["name"].AsText(), .. List(_from, "aliases")]));
            return changes;
        }

        // Who was here first was here then, and who did not want to be named there does not want it now.
        if (!_from["joinedAt"].IsNull && !_into["joinedAt"].IsNull
            && _from["joinedAt"].AsInstantTicks() < _into["joinedAt"].AsInstantTicks())
            Add("joinedAt", _from["joinedAt"]);
        if (_from["leaderboards"] == Hidden) Add("leaderboards", Hidden);
        if (_into["emailHash"].IsNull) Add("emailHash", _from["emailHash"]);
        return changes;

        void Add(string name, PropertyValue after)
        {
            if (after != _into[name]) changes.Add(new MergedProperty(name, _into[name], after));
        }
    }

    private PropertyValue Added(string name, IEnumerable<string> entries)
    {
        var all = List(_into, name).ToList();
        foreach (var entry in entries)
        {
            var isNamed = name == "aliases" && Same(entry, _into["name"].AsText());
            if (!isNamed && !all.Any(one => Same(one, entry))) all.Add(entry);
        }

        return all.Count == 0 ? _into[name] : PropertyValue.TextList([.. all]);

        bool Same(string one, string other) => string.Equals(
            one, other, name == "aliases" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
    }

    private UpdateNode Update(MergeJournal journal)
    {
        var kind = NodeKinds.Of(_into.Kind);
        var values = new PropertyValue[kind.Properties.Count];
        var set = 0UL;
        foreach (var change in journal.Changed) Set(change.Name, change.After);
        Set("merges", PropertyValue.TextList([.. List(_into, "merges"), journal.ToJson()]));
        return new UpdateNode(new NodeRecord(_into.Id, _into.Kind, values), set);

        void Set(string name, PropertyValue value)
        {
            values[kind[name].Index] = value;
            set |= 1UL << kind[name].Index;
        }
    }

    private static string[] List(NodeRecord node, string name) => node[name].IsNull ? [] : node[name].AsTextList();
}
