using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Query;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.Tests.ReadModel;

/// <summary>
/// What the read model must say, from dictionaries and LINQ: the whole state, with every answer made from nothing each
/// time. Slow, and right by reading.
/// </summary>
internal sealed class Community
{
    public Dictionary<string, NodeRecord> Nodes { get; } = new(StringComparer.Ordinal);

    public Dictionary<(EdgeType Type, string From, string To), EdgeRecord> Links { get; } = [];

    public Dictionary<string, EdgeRecord> Interactions { get; } = new(StringComparer.Ordinal);

    public long Sequence { get; private set; }

    public Community Clone()
    {
        var clone = new Community { Sequence = Sequence };
        foreach (var node in Nodes) clone.Nodes.Add(node.Key, node.Value);
        foreach (var link in Links) clone.Links.Add(link.Key, link.Value);
        foreach (var interaction in Interactions) clone.Interactions.Add(interaction.Key, interaction.Value);
        return clone;
    }

    /// <summary>The same without what the viewer may not see, as if it had been deleted.</summary>
    public Community SeenBy(Viewer viewer)
    {
        var seen = Clone();
        foreach (var node in Nodes.Values.Where(node => !viewer.Sees(node["access"].AsText())))
        {
            seen.Apply(new NodeDeleted(node.Id));
        }

        return seen;
    }

    public void Apply(Commit commit)
    {
        foreach (var change in commit.Changes) Apply(change);
        Sequence = commit.Sequence;
    }

    public void Apply(Change change)
    {
        switch (change)
        {
            case NodePut put: Nodes[put.Node.Id] = put.Node; break;
            case NodeDeleted deleted:
                Nodes.Remove(deleted.Id);
                RemoveEdgesOf(deleted.Id);
                break;
            case LinkPut put: Links[(put.Link.Type, put.Link.From, put.Link.To!)] = put.Link; break;
            case LinkRemoved removed: Links.Remove((removed.Type, removed.From, removed.To)); break;
            case InteractionRecorded { Interaction: var it }: Interactions.TryAdd(it.Id!, it); break;
            case InteractionRemoved removed: Interactions.Remove(removed.Interaction.Id!); break;
        }
    }

    /// <summary>A kind's nodes in an order, by default the kind's own.</summary>
    public List<NodeRecord> List(NodeKind kind, NodeOrder? order = null) =>
        Sort(Nodes.Values.Where(node => node.Kind == kind), order ?? NodeOrder.Default(kind));

    /// <summary>A node's list in a relation: neighbours (null for an interaction without a target) and edges.</summary>
    public List<(NodeRecord? Neighbour, EdgeRecord Edge)> List(Relation relation, string id)
    {
        var isOut = relation.Direction == EdgeDirection.Out;
        IEnumerable<EdgeRecord> edges = relation.IsOfInteractions ? Interactions.Values : Links.Values;
        var entries = edges
            .Where(edge => relation.Type is null || edge.Type == relation.Type)
            .Where(edge => (isOut ? edge.From : edge.To) == id)
            .Select(edge => ((isOut ? edge.To : edge.From) is { } other ? Nodes[other] : null, edge));
        if (relation.IsOfInteractions)
        {
            return [.. entries.OrderByDescending(it => it.edge.At).ThenBy(it => it.edge.Id!, Utf8Order.Instance)];
        }

        var byNeighbour = entries.Where(it => it.Item1!.Kind == relation.Neighbour).ToDictionary(it => it.Item1!.Id);
        return [.. Sort(byNeighbour.Values.Select(it => it.Item1!), NodeOrder.Default(relation.Neighbour!.Value))
            .Select(node => byNeighbour[node.Id])];
    }

    public List<NodeRecord> Sort(IEnumerable<NodeRecord> nodes, NodeOrder order)
    {
        var sorted = nodes
            .Select(node => (Node: node, Keys: order.Keys.Select(key => SortKey(node, key.Field)).ToArray()))
            .ToList();
        sorted.Sort((left, right) =>
        {
            for (var i = 0; i < order.Keys.Count; i++)
            {
                var (one, two) = (left.Keys[i], right.Keys[i]);
                if (one is null && two is null) continue;
                if (one is null || two is null) return one is null ? 1 : -1;
                var compared = one is byte[] bytes
                    ? bytes.AsSpan().SequenceCompareTo((byte[])two)
                    : ((IComparable)one).CompareTo(two);
                if (compared != 0) return order.Keys[i].Descending ? -compared : compared;
            }

            return Utf8Order.Instance.Compare(left.Node.Id, right.Node.Id);
        });
        return [.. sorted.Select(it => it.Node)];
    }

    /// <summary>A field's value: string, long, double, string[] or null; enumerations as numbers.</summary>
    public object? Value(NodeRecord node, NodeField field)
    {
        switch (field.Name)
        {
            case "id": return node.Id;
            case "excerpt":
                var text = node["body"].IsNull ? node["transcript"] : node["body"];
                return text.IsNull ? null : Excerpt.Of(text.AsText());
            case "score":
                return node["score"].AsInteger() + At(EdgeType.Liked).Sum(it =>
                    it["value"].IsNull ? 1 : (long)Math.Round(it["value"].AsNumber()));
            case "viewCount":
                return node["viewCount"].AsInteger()
                    + At(EdgeType.Viewed).Sum(it => it["count"].IsNull ? 1 : it["count"].AsInteger());
            case "rating":
                var ratings = At(EdgeType.Rated).Select(it => it["value"].AsNumber()).ToArray();
                return ratings.Length == 0 ? null : ratings.Sum() / ratings.Length;
            case "documentCount":
                return (long)Links.Keys.Count(link => link.Type == EdgeType.About && link.To == node.Id
                    && Nodes[link.From].Kind == NodeKind.Document);
            default: return Plain(node[field.Name]);
        }

        IEnumerable<EdgeRecord> At(EdgeType type) =>
            Interactions.Values.Where(it => it.Type == type && it.To == node.Id);
    }

    public static object? Plain(PropertyValue value) => value.Type switch
    {
        0 => null,
        PropertyType.Text => value.AsText(),
        PropertyType.Number => value.AsNumber(),
        PropertyType.Boolean => value.AsBoolean() ? 1L : 0L,
        PropertyType.Instant => value.AsInstantTicks(),
        PropertyType.Enumeration => (long)value.AsEnumeration(),
        PropertyType.TextList => value.AsTextList(),
        _ => value.AsInteger(),
    };

    private void RemoveEdgesOf(string id)
    {
        foreach (var key in Links.Keys.Where(key => key.From == id || key.To == id).ToArray()) Links.Remove(key);
        foreach (var it in Interactions.Values.Where(it => it.From == id || it.To == id).ToArray())
        {
            Interactions.Remove(it.Id!);
        }
    }

    private object? SortKey(NodeRecord node, NodeField field) =>
        Value(node, field) is string text ? Folded(text) : Value(node, field);

    // The first whole characters of the upper-case form that surely fit into 128 bytes.
    private static byte[] Folded(string text)
    {
        var key = new List<byte>();
        foreach (var rune in text.ToUpperInvariant().EnumerateRunes())
        {
            if (key.Count > 124) break;
            key.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
        }

        return [.. key];
    }
}

/// <summary>Orders texts by their UTF-8 bytes.</summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static Utf8Order Instance { get; } = new();

    public int Compare(string? x, string? y) =>
        Encoding.UTF8.GetBytes(x!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y!));
}
