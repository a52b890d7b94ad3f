using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel;

/// <summary>
/// Walking the graph: for formulas, which look at many edges and show few. What is
/// <see cref="Model.EdgeTypeDefinition.Personal"/> is followed too, since sums count it; what is shown of it, as
/// evidence or on a path, has to pass <see cref="ListsEdge"/>.
/// </summary>
public sealed partial class GraphReader
{
    private SumsOfSet? _sums;

    /// <summary>
    /// The node's neighbours along a relation, with the edges that lead to them, hidden ones left out; in the
    /// relation's order, but for topics, which come in no order. Allocates nothing.
    /// </summary>
    public Neighbours Follow(Relation relation, int node) => new(Rows(relation)[node], SeenIn(relation), []);

    /// <summary>
    /// The same, with a number beside each entry that is not a number until somebody notes it. It has to follow from
    /// the edge alone, and later versions keep it; so the relation has to be one of interactions, which never change.
    /// Where something else is noted of the relation, under another key, there is no room.
    /// </summary>
    public Neighbours Follow(Relation relation, int node, object key)
    {
        if (!relation.IsOfInteractions)
            throw new ArgumentException($"{relation} is of links, which change.", nameof(relation));
        var rows = Rows(relation);
        return new(rows[node], SeenIn(relation), rows.Notes(node, key));
    }

    /// <summary>
    /// How many <see cref="Follow(Relation, int)"/> gives. Long rows are counted once for each version and class of
    /// readers.
    /// </summary>
    public int Degree(Relation relation, int node) => SeenIn(relation) is null
        ? Rows(relation).Degree(node)
        : Mask.Degree(relation, Rows(relation), node);

    /// <summary>How many it gives along all of the relations together.</summary>
    public int Degree(RelationSet relations, int node)
    {
        var isWhole = true;
        foreach (var relation in relations.Relations) isWhole &= SeenIn(relation) is null;
        // The sums belong to the version; a reader asks for one set again and again.
        if (isWhole)
        {
            var kept = _sums;
            if (kept?.Set != relations) _sums = kept = new(relations, Snapshot.Sums.Of(relations));
            return kept.Sums[node];
        }

        var degree = 0;
        foreach (var relation in relations.Relations) degree += Degree(relation, node);
        return degree;
    }

    /// <summary><see cref="Degree(Relation, int)"/> of each node.</summary>
    public void Degrees(Relation relation, ReadOnlySpan<int> nodes, Span<int> degrees)
    {
        for (var i = 0; i < nodes.Length; i++) degrees[i] = Degree(relation, nodes[i]);
    }

    /// <summary>The neighbour is in the node's list. Looks at the whole of the list.</summary>
    public bool AreJoined(Relation relation, int node, int neighbour) =>
        Mask.Sees(neighbour) && Rows(relation)[node].Neighbours.Contains(neighbour);

    /// <summary>
    /// The edges from the node to one neighbour, in the relation's order; finds them by a vector scan of the row.
    /// Allocates nothing.
    /// </summary>
    public EdgesTo EdgesBetween(Relation relation, int node, int neighbour) =>
        new(Mask.Sees(neighbour) ? Rows(relation)[node] : default, neighbour);

    /// <summary>
    /// Something that is the same for all readers who see the same nodes of this version, made when the first of them
    /// asks; the others wait. It is made from a reader that stands for all of them and is no member.
    /// </summary>
    /// <param name="key">Says what it is; a static object or a record with its parameters.</param>
    /// <param name="make">Makes it, from nodes and edges alone.</param>
    public T OncePerMask<T>(object key, Func<GraphReader, T> make) where T : class =>
        Mask.Keep(key, () => make(new GraphReader(Snapshot, Mask.Class.Viewer, Mask)));

    // What has to be asked whether a neighbour is seen; null where nothing of that kind is hidden.
    private PagedBits? SeenIn(Relation relation) =>
        Mask.Bits is null || (relation.Neighbour is { } kind && IsWhole(kind)) ? null : Mask.Bits;

    private bool IsWhole(NodeKind kind) =>
        Mask.Columns.Orders[(int)kind].Count == Snapshot.Nodes.Orders[(int)kind].Count;

    private sealed record SumsOfSet(RelationSet Set, RowSums Sums);

    /// <summary>A node's neighbours and the edges that lead to them; for `foreach`.</summary>
    public readonly ref struct Neighbours
    {
        private readonly AdjacencyRow _row;
        private readonly PagedBits? _seen;
        private readonly Span<float> _notes;

        internal Neighbours(AdjacencyRow row, PagedBits? seen, Span<float> notes)
        {
            _row = row;
            _seen = seen;
            _notes = notes;
        }

        public NeighbourEnumerator GetEnumerator() => new(_row, _seen, _notes);
    }

    /// <summary>Walks <see cref="Neighbours"/>.</summary>
    public ref struct NeighbourEnumerator
    {
        private readonly ReadOnlySpan<int> _neighbours;
        private readonly ReadOnlySpan<int> _edges;
        private readonly Span<float> _notes;
        private readonly PagedBits? _seen;
        private int _at;

        internal NeighbourEnumerator(AdjacencyRow row, PagedBits? seen, Span<float> notes)
        {
            _neighbours = row.Neighbours;
            _edges = row.Edges;
            _notes = notes;
            _seen = seen;
            _at = -1;
        }

        /// <summary>The neighbour (<see cref="NoNode"/> for an interaction without a target) and the edge.</summary>
        public readonly (int Neighbour, int Edge) Current => (_neighbours[_at], _edges[_at]);

        /// <summary>The neighbour alone.</summary>
        public readonly int Neighbour => _neighbours[_at];

        /// <summary>There is room for notes.</summary>
        public readonly bool HasNotes => !_notes.IsEmpty;

        /// <summary>The number beside the current entry.</summary>
        public readonly ref float Note => ref _notes[_at];

        public bool MoveNext()
        {
            while (++_at < _neighbours.Length)
            {
                if (_seen is null || _neighbours[_at] < 0 || _seen[_neighbours[_at]]) return true;
            }

            return false;
        }

        /// <summary>Moves on by so many, at least 1; costs no more than one where nothing is hidden.</summary>
        public bool MoveNext(int count)
        {
            if (_seen is null) return (_at += count) < _neighbours.Length;
            for (; count > 0; count--)
            {
                if (!MoveNext()) return false;
            }

            return true;
        }
    }

    /// <summary>The edges between two nodes; for `foreach`.</summary>
    public ref struct EdgesTo
    {
        private readonly ReadOnlySpan<int> _neighbours;
        private readonly ReadOnlySpan<int> _edges;
        private readonly int _neighbour;
        private int _at;

        internal EdgesTo(AdjacencyRow row, int neighbour)
        {
            _neighbours = row.Neighbours;
            _edges = row.Edges;
            _neighbour = neighbour;
            _at = -1;
        }

        public readonly int Current => _edges[_at];

        public readonly EdgesTo GetEnumerator() => this;

        public bool MoveNext()
        {
            var further = _neighbours[(_at + 1)..].IndexOf(_neighbour);
            _at += further + 1;
            return further >= 0;
        }
    }
}
