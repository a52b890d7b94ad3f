using System.Text;
using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.ReadModel.Masks;

namespace KnowledgeGraph.ReadModel;

/// <summary>
/// One request's view of one version, and the one door to it: every node, count and list that a resolver or a formula
/// sees comes through here, and is what it would be in a graph from which the nodes that the viewer may not see were
/// deleted. Nodes and edges are ordinals, good for this snapshot only; ordinals that this reader did not give mean
/// nothing to it. To be shared between the threads of a request.
/// </summary>
public sealed partial class GraphReader
{
    internal GraphReader(GraphSnapshot snapshot, Viewer viewer, NodeMask mask) =>
        (Snapshot, Viewer, Mask) = (snapshot, viewer, mask);

    /// <summary>Who is asking.</summary>
    public Viewer Viewer { get; }

    /// <summary>Which nodes are seen. All members of this class go by it already.</summary>
    public NodeMask Mask { get; }

    /// <summary>The number of the last commit that this version holds.</summary>
    public long Sequence => Snapshot.Sequence;

    /// <summary>The arrays that all text slices of this version point into.</summary>
    public byte[][] Blobs => Snapshot.Nodes.Texts.Arrays;

    internal GraphSnapshot Snapshot { get; }

    /// <summary>The number of nodes of a kind.</summary>
    public int Count(NodeKind kind) => Mask.Columns.Orders[(int)kind].Count;

    /// <summary>The nodes of a kind, in its default order.</summary>
    public OrderedList Nodes(NodeKind kind) => Mask.Columns.Orders[(int)kind];

    /// <summary>One more than the largest ordinal of a node: the length of an array with a place for each.</summary>
    public int NodeCapacity => Snapshot.Nodes.Space.Capacity;

    /// <summary>
    /// Finds a node by its id in raw UTF-8; where there is none of that id, the one into which it was merged.
    /// </summary>
    public bool TryFind(ReadOnlySpan<byte> id, out int node)
    {
        node = Snapshot.Nodes.Find(id, Mask);
        return node >= 0;
    }

    /// <inheritdoc cref="TryFind(ReadOnlySpan{byte}, out int)"/>
    public bool TryFind(string id, out int node)
    {
        Span<byte> raw = stackalloc byte[Limits.IdBytesMax];
        // Longer than any id: there is no such node.
        node = -1;
        return Encoding.UTF8.TryGetBytes(id, raw, out var length) && TryFind(raw[..length], out node);
    }

    /// <summary>Finds a node of a kind by its id; one of another kind is not found.</summary>
    public bool TryFind(string id, NodeKind kind, out int node)
    {
        if (TryFind(id, out node) && KindOf(node) == kind) return true;
        node = -1;
        return false;
    }

    /// <summary>
    /// The text is an id, or one that was merged, of what is there and of nothing that is seen: to be left out where it
    /// stands, as who made an edge.
    /// </summary>
    public bool NamesHidden(ReadOnlySpan<byte> text) =>
        !Mask.IsEverything && Snapshot.Nodes.Find(text) >= 0 && Snapshot.Nodes.Find(text, Mask) < 0;

    /// <inheritdoc cref="NamesHidden(ReadOnlySpan{byte})"/>
    public bool NamesHidden(string text) => !Mask.IsEverything && NamesHidden(Encoding.UTF8.GetBytes(text));

    public NodeKind KindOf(int node) => Snapshot.Nodes.KindOf(node);

    /// <summary>Ids of nodes, as JSON tokens.</summary>
    public TextColumn Ids => new(Snapshot.Nodes.Ids, Blobs);

    /// <summary>A field of type Text.</summary>
    public TextColumn Texts(NodeField field) => new(Expect(field, PropertyType.Text).Source switch
    {
        NodeFieldSource.Id => Snapshot.Nodes.Ids,
        NodeFieldSource.Excerpt => Snapshot.Nodes.Excerpts,
        _ => Column<TextSlice>(field),
    }, Blobs);

    /// <summary>A field of type TextList.</summary>
    public TextListColumn TextLists(NodeField field) =>
        new(Column<TextSlice>(Expect(field, PropertyType.TextList)), Blobs);

    /// <summary>A field of type Integer.</summary>
    public IntegerColumn Integers(NodeField field) => Expect(field, PropertyType.Integer).Source switch
    {
        NodeFieldSource.Score => new(Mask.Columns.Scores),
        NodeFieldSource.ViewCount => new(Mask.Columns.ViewCounts),
        NodeFieldSource.DocumentCount => new(Mask.Columns.TopicKeys, complemented: true),
        _ => new(Column<long>(field)),
    };

    /// <summary>A field of type Instant, as UTC ticks.</summary>
    public IntegerColumn Instants(NodeField field) => new(Column<long>(Expect(field, PropertyType.Instant)));

    /// <summary>A field of type Number.</summary>
    public NumberColumn Numbers(NodeField field) => new(Expect(field, PropertyType.Number).Source switch
    {
        NodeFieldSource.Rating => Mask.Columns.Ratings,
        _ => Column<double>(field),
    });

    /// <summary>A field of type Enumeration (positions) or Boolean (0 and 1).</summary>
    public ByteColumn Bytes(NodeField field) => field.Type is PropertyType.Enumeration or PropertyType.Boolean
        ? new(Column<byte>(field))
        : throw new ArgumentException($"{field} is of type {field.Type}.", nameof(field));

    internal Adjacency Rows(Relation relation) => Snapshot.Rows[relation.Index];

    private PagedArray<T> Column<T>(NodeField field) where T : unmanaged, IEquatable<T> =>
        Snapshot.Nodes.Column<T>(field.Kind, field.Property);

    private static NodeField Expect(NodeField field, PropertyType type) => field.Type == type
        ? field
        : throw new ArgumentException($"{field} is of type {field.Type}, not {type}.", nameof(field));
}
