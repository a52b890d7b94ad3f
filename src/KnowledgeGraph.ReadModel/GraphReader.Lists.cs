using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.ReadModel;

/// <summary>Lists: of a whole kind, and of the relations of many nodes at once.</summary>
public sealed partial class GraphReader
{
    /// <summary>
    /// Prepares lists of nodes of one kind: a filter, an order (by default the kind's own) and a page. False, with
    /// the mistake, where the page makes no sense.
    /// </summary>
    public bool TryPrepare(
        NodeKind kind, NodeFilter? filter, NodeOrder? order, PageArguments page,
        [NotNullWhen(true)] out ListQuery? query, [NotNullWhen(false)] out QueryError? error)
    {
        order ??= NodeOrder.Default(kind);
        if (order.Kind != kind)
        {
            throw new ArgumentException($"The order is one of {order.Kind}, not {kind}.", nameof(order));
        }

        var kept = filter is null ? null : FilterBinder.Bind(this, kind, filter);
        var prepared = new ListQuery(new NodeItemOrder(this, order), kept, SeenAnd(kept), order.IsDefault);
        return prepared.TryWith(page, out query, out error);
    }

    /// <summary>
    /// Prepares lists of interactions, which are newest first. False, with the mistake, where the page makes no sense.
    /// </summary>
    public bool TryPrepare(
        InteractionFilter? filter, PageArguments page,
        [NotNullWhen(true)] out ListQuery? query, [NotNullWhen(false)] out QueryError? error)
    {
        var kept = filter is null ? null : FilterBinder.Bind(this, filter);
        var listed = new RowPredicate<IsListed>(new IsListed(this));
        ItemPredicate shown = kept is null ? listed : new AllOf([listed, kept]);
        var prepared = new ListQuery(new InteractionOrder(this), kept, shown, isKeptOrder: true);
        return prepared.TryWith(page, out query, out error);
    }

    /// <summary>Appends the page of a whole kind's nodes.</summary>
    public void Page(NodeKind kind, ListQuery query, PageBatch pages)
    {
        var list = new ItemList(Mask.Columns.Orders[(int)kind]);
        Pager.Page(list, query.IsKeptOrder, itemsAreEdges: false, query, query.Kept, pages);
    }

    /// <summary>The number of a whole kind's nodes that the query keeps, whatever its page.</summary>
    public int Count(NodeKind kind, ListQuery query) =>
        Pager.Count(new ItemList(Mask.Columns.Orders[(int)kind]), query.Kept);

    /// <summary>
    /// Appends one page for each of <paramref name="nodes"/>: of its neighbours in the relation, or of its
    /// interactions that are listed. The query is one of the relation's neighbours or of interactions.
    /// </summary>
    public void Page(Relation relation, ReadOnlySpan<int> nodes, ListQuery query, PageBatch pages)
    {
        var rows = Rows(relation);
        var predicate = ShowsAll(relation) ? query.Kept : query.Shown;
        // Most lists are of what is seen and nothing else: a loop of its own for them.
        var isMaskOnly = predicate is not null && query.Kept is null && !relation.IsOfInteractions
            && query.IsKeptOrder;
        foreach (var node in nodes)
        {
            var row = rows[node];
            if (relation.SortsWhenRead && query.IsKeptOrder)
                row = pages.Sort(row, Snapshot.Nodes, Mask.Columns.TopicKeys);
            if (isMaskOnly)
            {
                MaskedPager.Page(row, Mask.Bits!, query, pages);
                continue;
            }

            var list = relation.IsOfInteractions
                ? new ItemList(row.Edges, row.Neighbours)
                : new ItemList(row.Neighbours, row.Edges);
            Pager.Page(list, query.IsKeptOrder, relation.IsOfInteractions, query, predicate, pages);
        }
    }

    /// <summary>Appends the whole list of each node, in the default order; of links, not of interactions.</summary>
    public void List(Relation relation, ReadOnlySpan<int> nodes, PageBatch pages)
    {
        if (relation.IsOfInteractions)
            throw new ArgumentException("Interactions are listed by a query, or followed.", nameof(relation));
        var rows = Rows(relation);
        foreach (var node in nodes)
        {
            var row = rows[node];
            pages.Add(row.Count, out var neighbours, out var edges);
            if (Mask.Bits is { } seen)
            {
                var count = MaskedPager.Take(row, seen, neighbours, edges);
                pages.GiveBack(row.Count - count);
                row = new(neighbours[..count], edges[..count]);
            }

            if (relation.SortsWhenRead) row = pages.Sort(row, Snapshot.Nodes, Mask.Columns.TopicKeys);
            row.Neighbours.CopyTo(neighbours);
            row.Edges.CopyTo(edges);
            pages.EndList(hasPrevious: false, hasNext: false);
        }
    }

    /// <summary>
    /// Appends the page of a list that somebody put together: nodes of one kind, each once, in any order.
    /// </summary>
    public static void Page(ReadOnlySpan<int> nodes, ListQuery query, PageBatch pages) =>
        Pager.Page(
            new ItemList(nodes, default), isInOrder: nodes.Length < 2, itemsAreEdges: false, query, query.Shown, pages);

    /// <summary>The number of nodes of such a list that the query keeps, whatever its page.</summary>
    public static int Count(ReadOnlySpan<int> nodes, ListQuery query) =>
        Pager.Count(new ItemList(nodes, default), query.Shown);

    /// <summary>
    /// For each of the nodes, the number of entries that are listed and that the query keeps, whatever its page.
    /// </summary>
    public void Count(Relation relation, ReadOnlySpan<int> nodes, ListQuery query, Span<int> counts)
    {
        var rows = Rows(relation);
        var predicate = ShowsAll(relation) ? query.Kept : query.Shown;
        for (var i = 0; i < nodes.Length; i++)
        {
            if (query.Kept is null && !relation.IsOfInteractions)
            {
                counts[i] = Degree(relation, nodes[i]);
                continue;
            }

            var row = rows[nodes[i]];
            var items = relation.IsOfInteractions ? row.Edges : row.Neighbours;
            counts[i] = Pager.Count(new ItemList(items, default), predicate);
        }
    }

    /// <summary>
    /// The cursors of items (nodes, or the edges of interactions) in the query's order, as JSON tokens in one new
    /// array, blob 0 of the slices.
    /// </summary>
    public static byte[] Cursors(ListQuery query, ReadOnlySpan<int> items, Span<TextSlice> slices)
    {
        var tokens = new ArrayBufferWriter<byte>(Math.Max(64, items.Length * 64));
        var bytes = new ArrayBufferWriter<byte>(128);
        for (var i = 0; i < items.Length; i++)
        {
            bytes.ResetWrittenCount();
            query.Order.Write(items[i], bytes);
            var length = Base64Url.GetEncodedLength(bytes.WrittenCount) + 2;
            var token = tokens.GetSpan(length)[..length];
            token[0] = token[^1] = (byte)'"';
            Base64Url.EncodeToUtf8(bytes.WrittenSpan, token[1..]);
            slices[i] = new TextSlice(0, tokens.WrittenCount, length);
            tokens.Advance(length);
        }

        return tokens.WrittenSpan.ToArray();
    }

    // Nothing of the relation's rows is kept from the viewer.
    private bool ShowsAll(Relation relation) =>
        Mask.IsEverything && (Viewer.ListsPersonal || !relation.CanBePersonal);

    private ItemPredicate? SeenAnd(ItemPredicate? kept)
    {
        if (Mask.IsEverything) return kept;
        return kept is null ? new IsSeen(Mask) : new AllOf([new IsSeen(Mask), kept]);
    }
}
