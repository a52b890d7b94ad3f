using KnowledgeGraph.Graph;

namespace KnowledgeGraph.ReadModel;

/// <summary>
/// Walking the graph: for formulas, which look at many edges and show few. What is
/// <see cref="Model.EdgeTypeDefinition.Personal"/> is followed too, since sums count it; what is shown of it, as
/// evidence or on a path, has to pass <see cref="ListsEdge"/>.
/// </summary>
public sealed partial class GraphReader
{
    /// <summary>
    /// The node's neighbours along a relation, with the edges that lead to them, hidden ones left out; in the
    /// relation's order, but for topics, which come in no order. Allocates nothing.
    /// </summary>
    public Neighbours Follow(Relation relation, int node) => new(Rows(relation)[node], Mask.Bits);

    /// <summary>
    /// How many <see cref="Follow"/> gives. Long rows are counted once for each version and class of readers.
    /// </summary>
    public int Degree(Relation relation, int node) => Mask.Degree(relation, Rows(relation), node);

    /// <summary><see cref="Degree"/> of each node.</summary>
    public void Degrees(Relation relation, ReadOnlySpan<int> nodes, Span<int> degrees)
    {
        for (var i = 0; i < nodes.Length; i++) degrees[i] = Degree(relation, nodes[i]);
    }

    /// <summary>The neighbour is in the node's list. Looks at the whole of the list.</summary>
    public bool AreJoined(Relation relation, int node, int neighbour) =>
        Mask.Sees(neighbour) && Rows(relation)[node].Neighbours.Contains(neighbour);

    /// <summary>
    /// Something that is the same for all readers who see the same nodes of this version, made when the first of them
    /// asks; the others wait. It is made from a reader that stands for all of them and is no member.
    /// </summary>
    /// <param name="key">Says what it is; a static object or a record with its parameters.</param>
    /// <param name="make">Makes it, from nodes and edges alone.</param>
    public T OncePerMask<T>(object key, Func<GraphReader, T> make) where T : class =>
        Mask.Keep(key, () => make(new GraphReader(Snapshot, Mask.Class.Viewer, Mask)));

    /// <summary>A node's neighbours and the edges that lead to them; for `foreach`.</summary>
    public readonly ref struct Neighbours
    {
        private readonly AdjacencyRow _row;
        private readonly PagedBits? _seen;

        internal Neighbours(AdjacencyRow row, PagedBits? seen)
        {
            _row = row;
            _seen = seen;
        }

        public NeighbourEnumerator GetEnumerator() => new(_row, _seen);
    }

    /// <summary>Walks <see cref="Neighbours"/>.</summary>
    public ref struct NeighbourEnumerator
    {
        private readonly ReadOnlySpan<int> _neighbours;
        private readonly ReadOnlySpan<int> _edges;
        private readonly PagedBits? _seen;
        private int _at;

        internal NeighbourEnumerator(AdjacencyRow row, PagedBits? seen)
        {
            _neighbours = row.Neighbours;
            _edges = row.Edges;
            _seen = seen;
            _at = -1;
        }

        /// <summary>The neighbour (<see cref="NoNode"/> for an interaction without a target) and the edge.</summary>
        public readonly (int Neighbour, int Edge) Current => (_neighbours[_at], _edges[_at]);

        public bool MoveNext()
        {
            while (++_at < _neighbours.Length)
            {
                if (_seen is null || _neighbours[_at] < 0 || _seen[_neighbours[_at]]) return true;
            }

            return false;
        }
    }
}
