using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel;

/// <summary>
/// What must be true of every version, by number:
/// 1. every node is found by its id and by those merged into it, and the index holds nothing else;
/// 2. a kind's order holds each of its nodes once, in order, and no other;
/// 3. a topic's key is the number of its documents;
/// 4. every edge stands once in each row of its ends that it belongs to, and rows hold nothing else;
/// 5. rows of links are in their neighbours' default order, but for those sorted when they are read;
/// 6. rows of interactions are newest first;
/// 7. the ends of an edge are there and of the kinds that its type joins;
/// 8. scores, views and ratings are the sums over the rows;
/// 9. the texts that rows name are as many bytes as the blobs count.
/// Looks at everything: for tests.
/// </summary>
internal static class Invariants
{
    /// <exception cref="InvalidOperationException">One is broken; the message names it.</exception>
    public static void Check(GraphSnapshot snapshot)
    {
        CheckNodes(snapshot.Nodes);
        CheckEdges(snapshot);
        foreach (var relation in Relations.All) CheckRows(snapshot, relation);
        CheckSums(snapshot);
        CheckTexts(snapshot);
    }

    private static void CheckNodes(NodeTable nodes)
    {
        var comparer = new DefaultOrderComparer<NodeTable>(nodes);
        var alive = Alive(nodes).ToHashSet();
        byte[] scratch = [];
        foreach (var node in alive) Require(1, nodes.Find(nodes.Texts.Raw(nodes.Ids[node], ref scratch)) == node, node);
        var taken = Enumerable.Range(0, nodes.Index.Capacity).Count(slot => IsTaken(nodes.Index.Slots[slot]));
        var merged = alive.Sum(node => MergedIds.Hashes(nodes.MergedInto(node), nodes.Texts.Arrays).Count);
        Require(1, taken == alive.Count + merged, -1);
        foreach (var kind in NodeKinds.All)
        {
            var order = nodes.Orders[(int)kind.Kind].ToArray();
            for (var i = 1; i < order.Length; i++) Require(2, comparer.Compare(order[i - 1], order[i]) < 0, order[i]);
            foreach (var node in order) Require(2, alive.Remove(node) && nodes.KindOf(node) == kind.Kind, node);
        }

        foreach (var node in alive) Require(2, false, node);

        static bool IsTaken(ulong slot) => slot != 0 && (uint)slot != uint.MaxValue;
    }

    private static IEnumerable<int> Alive(NodeTable nodes) =>
        Enumerable.Range(0, nodes.Space.Capacity).Where(nodes.IsAlive);

    private static void CheckEdges(GraphSnapshot snapshot)
    {
        var (nodes, edges) = (snapshot.Nodes, snapshot.Edges);
        var count = 0;
        for (var edge = 0; edge < edges.Space.Capacity; edge++)
        {
            var (from, to) = (edges.From[edge], edges.To[edge]);
            if (from < 0) continue;
            count++;
            var type = EdgeTypes.Of(edges.TypeOf(edge));
            Require(7, nodes.IsAlive(from) && type.From.Contains(nodes.KindOf(from)), edge);
            Require(7, to < 0 ? type.TargetOptional : nodes.IsAlive(to) && type.To.Contains(nodes.KindOf(to)), edge);
            foreach (var (relation, source) in Places(type, nodes, from, to))
            {
                Require(4, snapshot.Rows[relation.Index][source].Edges.Count(edge) == 1, edge);
            }
        }

        Require(4, count == edges.Count, -1);
        Require(4, snapshot.Rows.Sum(rows => rows.EdgeCount) == PlaceCount(snapshot), -1);
    }

    private static IEnumerable<(Relation Relation, int Source)> Places(
        EdgeTypeDefinition type, NodeTable nodes, int from, int to)
    {
        if (type.Family == EdgeFamily.Link)
        {
            yield return (Relations.Of(type.Type, EdgeDirection.Out, nodes.KindOf(to)), from);
            yield return (Relations.Of(type.Type, EdgeDirection.In, nodes.KindOf(from)), to);
            yield break;
        }

        yield return (Relations.Interactions, from);
        yield return (Relations.Of(type.Type, EdgeDirection.Out), from);
        if (to >= 0) yield return (Relations.Of(type.Type, EdgeDirection.In), to);
    }

    private static int PlaceCount(GraphSnapshot snapshot) =>
        Enumerable.Range(0, snapshot.Edges.Space.Capacity).Where(edge => snapshot.Edges.From[edge] >= 0).Sum(edge =>
            EdgeTypes.Of(snapshot.Edges.TypeOf(edge)).Family == EdgeFamily.Link ? 2
            : snapshot.Edges.To[edge] < 0 ? 2 : 3);

    private static void CheckRows(GraphSnapshot snapshot, Relation relation)
    {
        var byNode = new DefaultOrderComparer<NodeTable>(snapshot.Nodes);
        var byTime = new NewestFirst<EdgeTable>(snapshot.Edges);
        if (snapshot.Rows[relation.Index].EdgeCount == 0) return;
        foreach (var source in Alive(snapshot.Nodes))
        {
            var row = snapshot.Rows[relation.Index][source];
            for (var i = 0; i < row.Count; i++)
            {
                var (edge, neighbour) = (row.Edges[i], row.Neighbours[i]);
                var (from, to) = (snapshot.Edges.From[edge], snapshot.Edges.To[edge]);
                var isOut = relation.Direction == EdgeDirection.Out;
                Require(4, (isOut ? (from, to) : (to, from)) == (source, neighbour), edge);
                if (i == 0) continue;
                if (relation.IsOfInteractions) Require(6, byTime.Compare(row.Edges[i - 1], edge) < 0, edge);
                else if (!relation.SortsWhenRead)
                {
                    Require(5, byNode.Compare(row.Neighbours[i - 1], neighbour) < 0, edge);
                }
            }
        }
    }

    private static void CheckSums(GraphSnapshot snapshot)
    {
        var (nodes, edges) = (snapshot.Nodes, snapshot.Edges);
        var topicDocuments = snapshot.Rows[Relations.Of(EdgeType.About, EdgeDirection.In, NodeKind.Document).Index];
        foreach (var topic in nodes.Orders[(int)NodeKind.Topic].ToArray())
        {
            Require(3, nodes.OrderKeys[topic] == DefaultOrder.Descending(topicDocuments.Degree(topic)), topic);
        }

        foreach (var document in nodes.Orders[(int)NodeKind.Document].ToArray())
        {
            var likes = Sum(EdgeType.Liked, document, Column<double>(EdgeType.Liked, "value"), value =>
                double.IsNaN(value) ? 1 : (long)Math.Round(value));
            var views = Sum(EdgeType.Viewed, document, Column<long>(EdgeType.Viewed, "count"), count =>
                count == IntegerColumn.Missing ? 1 : count);
            Require(8, nodes.Scores[document] == likes + Property(document, "score"), document);
            Require(8, nodes.ViewCounts[document] == views + Property(document, "viewCount"), document);
        }

        foreach (var node in Alive(nodes))
        {
            var sum = Sum(EdgeType.Rated, node, Column<double>(EdgeType.Rated, "value"), value =>
                (long)Math.Round(value * 1e6));
            Require(8, nodes.RatingSums[node] == sum, node);
            Require(8, (sum == 0) == double.IsNaN(nodes.Ratings[node]), node);
        }

        PagedArray<T> Column<T>(EdgeType type, string property) where T : unmanaged, IEquatable<T> =>
            edges.Column<T>(type, EdgeTypes.Of(type)[property].Index);

        long Sum<T>(EdgeType type, int node, PagedArray<T> values, Func<T, long> value)
            where T : unmanaged, IEquatable<T>
        {
            var row = snapshot.Rows[Relations.Of(type, EdgeDirection.In).Index][node];
            var sum = 0L;
            foreach (var edge in row.Edges) sum += value(values[edge]);
            return sum;
        }

        long Property(int node, string name) =>
            nodes.Column<long>(NodeKind.Document, NodeKinds.Document[name].Index)[node] is var value
            && value == IntegerColumn.Missing ? 0 : value;
    }

    private static void CheckTexts(GraphSnapshot snapshot)
    {
        var columns = snapshot.Nodes.Properties.Concat(snapshot.Edges.Properties.Where(set => set is not null))
            .SelectMany(set => set!.Columns).OfType<Column<TextSlice>>().Select(column => column.Values)
            .Append(snapshot.Nodes.Ids).Append(snapshot.Nodes.Excerpts).Append(snapshot.Edges.Ids);
        var bytes = columns.Sum(column => Enumerable.Range(0, column.PageCount)
            .Sum(page => column.Page(page)?.Sum(slice => (long)slice.Length) ?? 0));
        Require(9, bytes == snapshot.Nodes.Texts.LiveBytes, -1);
    }

    private static void Require(int number, bool holds, int ordinal)
    {
        if (!holds) throw new InvalidOperationException($"Invariant {number} is broken at ordinal {ordinal}.");
    }
}
