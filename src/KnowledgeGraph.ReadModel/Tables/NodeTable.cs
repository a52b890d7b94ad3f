using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.ReadModel.Masks;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>
/// All nodes of a version: their kinds, ids, properties and what is derived from their edges, by ordinal. A node is
/// there as long as it has an id. Frozen; to be shared between threads.
/// </summary>
internal sealed partial class NodeTable : IDefaultOrderSource
{
    public required OrdinalSpace Space { get; init; }

    public required TextBlobs Texts { get; init; }

    public required PagedArray<TextSlice> Ids { get; init; }

    public required HashIndex Index { get; init; }

    /// <summary>By kind.</summary>
    public required ColumnSet[] Properties { get; init; }

    /// <summary>Ascends in the kind's default order.</summary>
    public required PagedArray<long> OrderKeys { get; init; }

    /// <summary>By kind: its nodes in default order.</summary>
    public required OrderedList[] Orders { get; init; }

    /// <summary>Of documents.</summary>
    public required PagedArray<TextSlice> Excerpts { get; init; }

    /// <summary>Of documents: the property and the likes.</summary>
    public required PagedArray<long> Scores { get; init; }

    /// <summary>Of documents: the property and the views.</summary>
    public required PagedArray<long> ViewCounts { get; init; }

    /// <summary>The ratings' sum in millionths, which no order of adding changes.</summary>
    public required PagedArray<long> RatingSums { get; init; }

    /// <summary>The ratings' mean.</summary>
    public required PagedArray<double> Ratings { get; init; }

    /// <summary>Of each node, the level of its access.</summary>
    public required PagedArray<byte> Levels { get; init; }

    /// <summary>What the levels are called, and how many nodes each has.</summary>
    public required AccessLevels Access { get; init; }

    /// <summary>Nodes that were deleted; their ordinals are not used again.</summary>
    public required int DeadCount { get; init; }

    public static NodeTable Empty() => new()
    {
        Space = OrdinalSpace.Empty,
        Texts = TextBlobs.Empty(),
        Ids = PagedArray.Empty(default(TextSlice)),
        Index = HashIndex.Empty,
        Properties = [.. NodeKinds.All.Select(kind => ColumnSet.Empty(kind.Properties))],
        OrderKeys = PagedArray.Empty(DefaultOrder.LastKey),
        Orders = [.. NodeKinds.All.Select(_ => OrderedList.Empty)],
        Excerpts = PagedArray.Empty(default(TextSlice)),
        Scores = PagedArray.Empty(IntegerColumn.Missing),
        ViewCounts = PagedArray.Empty(IntegerColumn.Missing),
        RatingSums = PagedArray.Empty(0L),
        Ratings = PagedArray.Empty(NumberColumn.Missing),
        Levels = PagedArray.Empty(AccessLevels.Public),
        Access = AccessLevels.Empty,
        DeadCount = 0,
    };

    public int Count => Orders.Sum(order => order.Count);

    public bool IsAlive(int node) => !Ids[node].IsMissing;

    public NodeKind KindOf(int node) => (NodeKind)Space.ClassOf(node);

    /// <summary>
    /// The node with that id, raw UTF-8, or else the one into which one of that id was merged; -1 where there is none.
    /// </summary>
    /// <param name="id">The id.</param>
    /// <param name="mask">What may be found; null for everything.</param>
    public int Find(ReadOnlySpan<byte> id, NodeMask? mask = null)
    {
        var merged = -1;
        var probe = Index.Find(Tables.Ids.Hash(id));
        while (probe.MoveNext())
        {
            var node = probe.Current;
            if (mask is not null && !mask.Sees(node)) continue;
            if (Tables.Ids.AreEqual(Texts.Arrays, Ids[node], id)) return node;
            if (!MergedIds.Holds(MergedInto(node), Texts.Arrays, id)) continue;
            // Of several the same one, in whatever order they came to be.
            if (merged < 0 || Tables.Ids.Compare(Texts.Arrays, Ids[node], Ids[merged]) < 0) merged = node;
        }

        return merged;
    }

    /// <summary>The ids that were merged into a node, as a list; missing for none.</summary>
    public TextSlice MergedInto(int node) =>
        MergedIds.Property(KindOf(node)) is >= 0 and var property
            ? Column<TextSlice>(KindOf(node), property)[node]
            : default;

    public long OrderKey(int node) => OrderKeys[node];

    public int CompareTies(int left, int right)
    {
        var kind = KindOf(left);
        if (OrderText(kind) is { } column)
        {
            var byText = CompareTexts(Texts.Arrays, column[left], column[right]);
            if (byText != 0) return byText;
        }

        return Tables.Ids.Compare(Texts.Arrays, Ids[left], Ids[right]);
    }

    public PagedArray<T> Column<T>(NodeKind kind, int property) where T : unmanaged, IEquatable<T> =>
        ((Column<T>)Properties[(int)kind].Columns[property]).Values;

    /// <summary>The text that the kind's default order goes by, if it goes by one.</summary>
    private PagedArray<TextSlice>? OrderText(NodeKind kind)
    {
        var order = DefaultOrder.Of(kind);
        return order.Kind == DefaultOrderKind.ByText
            ? Column<TextSlice>(kind, NodeKinds.Of(kind)[order.Field].Index)
            : null;
    }

    private static int CompareTexts(byte[][] blobs, TextSlice left, TextSlice right)
    {
        byte[] scratch = [];
        Span<byte> leftKey = stackalloc byte[SortText.BytesMax];
        Span<byte> rightKey = stackalloc byte[SortText.BytesMax];
        leftKey = leftKey[..SortText.Fold(TextBlobs.Raw(blobs, left, ref scratch), leftKey)];
        rightKey = rightKey[..SortText.Fold(TextBlobs.Raw(blobs, right, ref scratch), rightKey)];
        return leftKey.SequenceCompareTo(rightKey);
    }
}
