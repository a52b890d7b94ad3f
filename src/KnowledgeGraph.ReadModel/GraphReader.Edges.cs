using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel;

/// <summary>What edges hold.</summary>
public sealed partial class GraphReader
{
    /// <summary>Stands in the place of a target that an interaction does not have.</summary>
    public const int NoNode = EdgeTable.NoNode;

    // The members whose edges are the viewer's own; not before somebody asks.
    private int _self = Unknown;

    private const int Unknown = -2;

    public EdgeType TypeOf(int edge) => Snapshot.Edges.TypeOf(edge);

    /// <summary>The node that an edge starts from.</summary>
    public int SourceOf(int edge) => Snapshot.Edges.From[edge];

    /// <summary>The node that an edge leads to, or <see cref="NoNode"/>.</summary>
    public int TargetOf(int edge) => Snapshot.Edges.To[edge];

    /// <summary>
    /// The edge may be shown by itself, in a list, as evidence or on a path: its ends are seen, and it is not one that
    /// is <see cref="EdgeTypeDefinition.Personal"/> to somebody else. What may not be shown still counts in sums over
    /// all members.
    /// </summary>
    public bool ListsEdge(int edge) => IsOpen(edge) && SeesEnds(edge);

    /// <summary>
    /// The property of the edge may be shown: it is not one that is <see cref="PropertyDefinition.Personal"/> to
    /// somebody else.
    /// </summary>
    public bool Shows(int edge, PropertyDefinition property) => !property.Personal || IsOwnOrModerated(edge);

    /// <summary>Times of edges of any type, as UTC ticks.</summary>
    public IntegerColumn EdgeTimes => new(Snapshot.Edges.Times);

    /// <summary>Ids of interactions, as JSON tokens; links have none.</summary>
    public TextColumn EdgeIds => new(Snapshot.Edges.Ids, Blobs);

    /// <summary>A property of type Text of one type of edge.</summary>
    public TextColumn EdgeTexts(EdgeType type, string property) =>
        new(EdgeColumn<TextSlice>(type, property, PropertyType.Text), Blobs);

    /// <summary>A property of type TextList of one type of edge.</summary>
    public TextListColumn EdgeTextLists(EdgeType type, string property) =>
        new(EdgeColumn<TextSlice>(type, property, PropertyType.TextList), Blobs);

    /// <summary>A property of type Integer of one type of edge.</summary>
    public IntegerColumn EdgeIntegers(EdgeType type, string property) =>
        new(EdgeColumn<long>(type, property, PropertyType.Integer));

    /// <summary>A property of type Number of one type of edge.</summary>
    public NumberColumn EdgeNumbers(EdgeType type, string property) =>
        new(EdgeColumn<double>(type, property, PropertyType.Number));

    /// <summary>A property of type Boolean (0 and 1) of one type of edge.</summary>
    public ByteColumn EdgeBooleans(EdgeType type, string property) =>
        new(EdgeColumn<byte>(type, property, PropertyType.Boolean));

    private bool IsOpen(int edge) => !EdgeTypes.Of(TypeOf(edge)).Personal || IsOwnOrModerated(edge);

    private bool SeesEnds(int edge) => Mask.IsEverything
        || (Mask.Sees(SourceOf(edge)) && (TargetOf(edge) is var target && target == NoNode || Mask.Sees(target)));

    private bool IsOwnOrModerated(int edge) => Viewer.ListsPersonal || SourceOf(edge) == Self;

    private int Self
    {
        get
        {
            // Two threads may both look; they find the same.
            if (_self == Unknown) _self = Viewer.MemberId is { } id && TryFind(id, out var self) ? self : NoMember;
            return _self;
        }
    }

    // No edge starts from it.
    private const int NoMember = -3;

    private PagedArray<T> EdgeColumn<T>(EdgeType type, string property, PropertyType expected)
        where T : unmanaged, IEquatable<T>
    {
        var definition = EdgeTypes.Of(type)[property];
        return definition.Type == expected
            ? Snapshot.Edges.Column<T>(type, definition.Index)
            : throw new ArgumentException(
                $"{type}.{property} is of type {definition.Type}, not {expected}.", nameof(property));
    }
}
