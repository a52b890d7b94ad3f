using System.IO.Hashing;
using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Contribution.Events;

/// <summary>
/// Of what events have to be read again because they may be others in another version of a chain: single interactions,
/// and the links of single nodes. What is not named has the same events in both. Immutable.
/// </summary>
/// <remarks>
/// An event is made from its edge, from what its subject is and who wrote that, and from who wrote what was built on
/// it. So whatever of these changes names the subject; where authors change, everything that goes by them.
/// </remarks>
internal sealed class VersionDifference
{
    private static readonly NodeField[] OfDocuments =
    [
        NodeFields.Of(NodeKind.Document, "format"), NodeFields.Of(NodeKind.Document, "maturity"),
    ];

    private static readonly NodeField[] OfLinks =
    [
        NodeFields.Of(NodeKind.Document, "body"), NodeFields.Of(NodeKind.Document, "score"),
        NodeFields.Of(NodeKind.Activity, "startsAt"),
    ];

    private static readonly NodeField Created = NodeFields.Of(NodeKind.Document, "createdAt");

    // They decide what becomes of all that a member gave and got, and in which order authors come.
    private static readonly NodeField[] OfMembers =
        [NodeFields.Of(NodeKind.Member, "joinedAt"), NodeFields.Of(NodeKind.Member, "kind")];

    private static readonly (EdgeType Type, string Property)[] OfEdges =
    [
        (EdgeType.Answers, "accepted"), (EdgeType.ContributedTo, "commits"), (EdgeType.ContributedTo, "commitsByMonth"),
        .. EventReading.CuratedTypes.Select(type => (type, "madeBy")),
    ];

    // Documents whose links ask who wrote this one, or when: what it answers with, refers to or was made from.
    private static readonly Relation[] AskingOf =
    [
        Relations.Of(EdgeType.Answers, EdgeDirection.In, NodeKind.Document),
        Relations.Of(EdgeType.References, EdgeDirection.Out, NodeKind.Document),
        Relations.Of(EdgeType.DerivedFrom, EdgeDirection.Out, NodeKind.Document),
    ];

    private static readonly Relation[] Links = [.. Relations.All.Where(relation => !relation.IsOfInteractions)];

    private readonly GraphReader _before;
    private readonly GraphReader _after;
    private readonly HashSet<int> _interactions = [];
    private readonly HashSet<int> _nodes = [];
    private readonly List<int> _members = [];

    private VersionDifference(GraphReader before, GraphReader after) => (_before, _after) = (before, after);

    /// <summary>Interactions to read again.</summary>
    public IReadOnlyCollection<int> Interactions => _interactions;

    /// <summary>Nodes whose links are to be read again.</summary>
    public IReadOnlyCollection<int> Nodes => _nodes;

    /// <summary>Members that are new.</summary>
    public IReadOnlyCollection<int> NewMembers => _members;

    /// <summary>
    /// What differs; null where reading everything anew costs no more: a member went, was merged, or has other facts,
    /// or too much changed.
    /// </summary>
    /// <param name="before">A version of a chain.</param>
    /// <param name="after">Another of the same chain, for readers who see the same.</param>
    /// <param name="isUnknownMaker">Whether a hash is of a name that a link has, and that no member had.</param>
    public static VersionDifference? Find(GraphReader before, GraphReader after, Predicate<ulong> isUnknownMaker)
    {
        var difference = new VersionDifference(before, after);
        return difference.TryFind(isUnknownMaker) && !difference.IsLarge ? difference : null;
    }

    private bool IsLarge => _interactions.Count + _nodes.Count > Math.Max(2_000, _after.NodeCapacity / 8);

    private bool TryFind(Predicate<ulong> isUnknownMaker)
    {
        var found = new List<int>();
        foreach (var field in OfMembers) _after.FindChanged(_before, field, found);
        if (found.Exists(node => _before.Has(node) && _after.Has(node))) return false;
        found.Clear();
        _after.FindOtherNodes(_before, found);
        foreach (var node in found)
        {
            if (!TryAddOtherNode(node, isUnknownMaker) || IsLarge) return false;
        }

        AddChangedNodes();
        AddOtherEdges();
        return true;
    }

    private bool TryAddOtherNode(int node, Predicate<ulong> isUnknownMaker)
    {
        var (had, has) = (_before.Has(node), _after.Has(node));
        if (!had && !has) return true;
        var kind = (has ? _after : _before).KindOf(node);
        if (kind == NodeKind.Member)
        {
            // One that is there before and after has other merged ids, under which it made links.
            if (had || _before.Hides(node) || IsKnownName(node, isUnknownMaker)) return false;
            _members.Add(node);
        }

        if (had == has) return true;
        _nodes.Add(node);
        foreach (var reader in (GraphReader[])[_before, _after])
        {
            if (!reader.Has(node)) continue;
            foreach (var relation in Links)
            {
                foreach (var (neighbour, _) in reader.Follow(relation, node)) _nodes.Add(neighbour);
            }

            EventReading.AddInteractionsAt(reader, node, _interactions);
        }

        return true;
    }

    // Links may name it already: by an id that led to nobody, or to somebody else.
    private bool IsKnownName(int member, Predicate<ulong> isUnknownMaker)
    {
        var id = _after.Ids.String(member)!;
        return _after.HasMergedIds(member) || _before.TryFind(id, out _)
            || isUnknownMaker(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(id)));
    }

    private void AddChangedNodes()
    {
        var found = new List<int>();
        foreach (var field in OfDocuments) _after.FindChanged(_before, field, found);
        foreach (var document in found) AddWithInteractions(document);
        foreach (var field in OfLinks) _after.FindChanged(_before, field, found);
        _nodes.UnionWith(found);
        found.Clear();
        _after.FindChanged(_before, Created, found);
        foreach (var document in found) AddAsking(document);
    }

    private void AddOtherEdges()
    {
        var found = new List<int>();
        _after.FindOtherEdges(_before, found);
        foreach (var (type, property) in OfEdges) _after.FindChanged(_before, type, property, found);
        foreach (var edge in found)
        {
            var (was, @is) = (_before.IsEdgeThere(edge), _after.IsEdgeThere(edge));
            // It came and went between the two.
            if (!was && !@is) continue;
            var reader = @is ? _after : _before;
            var type = reader.TypeOf(edge);
            if (EdgeTypes.Of(type).Family == EdgeFamily.Interaction)
            {
                _interactions.Add(edge);
                continue;
            }

            _nodes.Add(reader.SourceOf(edge));
            _nodes.Add(reader.TargetOf(edge));
            if (type != EdgeType.Authored || was == @is) continue;
            AddWithInteractions(reader.TargetOf(edge));
            AddAsking(reader.TargetOf(edge));
        }
    }

    private void AddWithInteractions(int document)
    {
        _nodes.Add(document);
        EventReading.AddInteractionsAt(_before, document, _interactions);
        EventReading.AddInteractionsAt(_after, document, _interactions);
    }

    private void AddAsking(int document)
    {
        _nodes.Add(document);
        foreach (var relation in AskingOf)
        {
            foreach (var (other, _) in _before.Follow(relation, document)) _nodes.Add(other);
            foreach (var (other, _) in _after.Follow(relation, document)) _nodes.Add(other);
        }
    }
}
