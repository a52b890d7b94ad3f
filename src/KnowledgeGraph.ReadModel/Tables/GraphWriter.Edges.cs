using System.Text;
using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>Edges, and the rows that they stand in.</summary>
internal sealed partial class GraphWriter
{
    public void PutLink(EdgeRecord link)
    {
        var (from, to) = (Find(link.From, link), Find(link.To!, link));
        var edge = FindLink(link.Type, from, to);
        if (edge >= 0) _edges.Set(edge, link);
        else Insert(_edges.Add(link, from, to));
    }

    public void RemoveLink(EdgeType type, string from, string to)
    {
        var (source, target) = (_nodes.Find(from), _nodes.Find(to));
        if (source < 0 || target < 0) return;
        var edge = FindLink(type, source, target);
        if (edge >= 0) Remove(edge);
    }

    /// <summary>Records an event; one that is there already changes nothing.</summary>
    public void Record(EdgeRecord interaction)
    {
        var from = Find(interaction.From, interaction);
        var to = interaction.To is null ? EdgeTable.NoNode : Find(interaction.To, interaction);
        if (FindInteraction(interaction, from) < 0) Insert(_edges.Add(interaction, from, to));
    }

    public void RemoveInteraction(EdgeRecord interaction)
    {
        var from = _nodes.Find(interaction.From);
        if (from < 0) return;
        var edge = FindInteraction(interaction, from);
        if (edge >= 0) Remove(edge);
    }

    private int Find(string id, EdgeRecord edge)
    {
        var node = _nodes.Find(id);
        return node >= 0
            ? node
            : throw new InvalidDataException($"{edge.Type} from {edge.From} to {edge.To}: there is no node {id}.");
    }

    private int FindLink(EdgeType type, int from, int to)
    {
        var forward = Relations.Find(type, EdgeDirection.Out, _nodes.KindOf(to));
        var backward = Relations.Find(type, EdgeDirection.In, _nodes.KindOf(from));
        if (forward is null || backward is null) return -1;
        // In the shorter row of the two, by a vector scan: rows sorted when read can be searched in no other way.
        var isForward = Degree(forward, from) <= Degree(backward, to);
        var row = isForward ? Row(forward, from) : Row(backward, to);
        var position = row.Neighbours.IndexOf(isForward ? to : from);
        return position < 0 ? -1 : row.Edges[position];
    }

    private int FindInteraction(EdgeRecord interaction, int from)
    {
        var edges = Row(Relations.Of(interaction.Type, EdgeDirection.Out), from).Edges;
        var place = new InteractionPlace(_edges, interaction.At!.Value, Encoding.UTF8.GetBytes(interaction.Id!));
        var position = OrderedList.LowerBound(edges, place);
        return position < edges.Length && place.Compare(edges[position]) == 0 ? edges[position] : -1;
    }

    private void Insert(int edge)
    {
        var (type, from, to) = (_edges.TypeOf(edge), _edges.From(edge), _edges.To(edge));
        if (EdgeTypes.Of(type).Family == EdgeFamily.Interaction)
        {
            Insert(Relations.Of(type, EdgeDirection.Out), from, to, edge);
            Insert(Relations.Interactions, from, to, edge);
            if (to >= 0) Insert(Relations.Of(type, EdgeDirection.In), to, from, edge);
        }
        else
        {
            Insert(Relations.Of(type, EdgeDirection.Out, _nodes.KindOf(to)), from, to, edge);
            Insert(Relations.Of(type, EdgeDirection.In, _nodes.KindOf(from)), to, from, edge);
        }

        Count(edge, 1);
    }

    private void Remove(int edge)
    {
        // Before it leaves: what it says is needed to take it out of the sums.
        var (type, from, to) = (_edges.TypeOf(edge), _edges.From(edge), _edges.To(edge));
        if (EdgeTypes.Of(type).Family == EdgeFamily.Interaction)
        {
            Remove(Relations.Of(type, EdgeDirection.Out), from, to, edge);
            Remove(Relations.Interactions, from, to, edge);
            if (to >= 0) Remove(Relations.Of(type, EdgeDirection.In), to, from, edge);
        }
        else
        {
            Remove(Relations.Of(type, EdgeDirection.Out, _nodes.KindOf(to)), from, to, edge);
            Remove(Relations.Of(type, EdgeDirection.In, _nodes.KindOf(from)), to, from, edge);
        }

        Count(edge, -1);
        _edges.Remove(edge);
    }

    // The edge stands in its rows, or with -1 has just left them.
    private void Count(int edge, int sign)
    {
        var (type, from, to) = (_edges.TypeOf(edge), _edges.From(edge), _edges.To(edge));
        if (type == EdgeType.About && _nodes.KindOf(from) == NodeKind.Document) _countedTopics.Add(to);
        CountInMasks(edge, sign);
        if (to < 0 || EdgeTypes.Of(type).Family == EdgeFamily.Link) return;
        Derivation.Count(_nodes, _edges, edge, sign, Degree(Relations.Of(type, EdgeDirection.In), to));
    }

    private void Insert(Relation relation, int source, int neighbour, int edge)
    {
        var rows = Rows(relation);
        var row = rows[source];
        var position = relation.IsOfInteractions ? OrderedList.LowerBound(row.Edges, new EdgePlace(_edges, edge))
            : relation.SortsWhenRead ? row.Count
            : OrderedList.LowerBound(row.Neighbours, new NodePlace(_nodes, neighbour));
        rows.Insert(source, position, neighbour, edge);
    }

    private void Remove(Relation relation, int source, int neighbour, int edge) =>
        Rows(relation).RemoveAt(source, PositionOf(relation, source, neighbour, edge));

    private int PositionOf(Relation relation, int source, int neighbour, int edge)
    {
        var row = Row(relation, source);
        var position = relation.IsOfInteractions ? OrderedList.LowerBound(row.Edges, new EdgePlace(_edges, edge))
            : relation.SortsWhenRead ? row.Neighbours.LastIndexOf(neighbour)
            : OrderedList.LowerBound(row.Neighbours, new NodePlace(_nodes, neighbour));
        return (uint)position < (uint)row.Count && row.Edges[position] == edge
            ? position
            : throw new InvalidOperationException($"Edge {edge} is not at its place in {relation} of node {source}.");
    }

    private readonly struct NodePlace(NodeTable.Builder nodes, int node) : IOrdinalProbe
    {
        public int Compare(int ordinal) => new DefaultOrderComparer<NodeTable.Builder>(nodes).Compare(ordinal, node);
    }

    private readonly struct EdgePlace(EdgeTable.Builder edges, int edge) : IOrdinalProbe
    {
        public int Compare(int ordinal) => new NewestFirst<EdgeTable.Builder>(edges).Compare(ordinal, edge);
    }

    private readonly ref struct InteractionPlace(EdgeTable.Builder edges, long at, ReadOnlySpan<byte> id)
        : IOrdinalProbe
    {
        private readonly ReadOnlySpan<byte> _id = id;

        public int Compare(int ordinal)
        {
            var byTime = at.CompareTo(edges.At(ordinal));
            if (byTime != 0) return byTime;
            byte[] scratch = [];
            return TextBlobs.Raw(edges.Blobs, edges.Id(ordinal), ref scratch).SequenceCompareTo(_id);
        }
    }
}
