using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel.Masks;

/// <summary>
/// Makes what a class sees of a version from nothing: one look at each node, at each thing that a hidden member did,
/// and at the topics of each hidden document.
/// </summary>
internal static class MaskBuild
{
    public static NodeMask Everything(GraphSnapshot snapshot) => new(MaskClass.Everything, null, new SeenColumns
    {
        Orders = snapshot.Nodes.Orders,
        TopicKeys = snapshot.Nodes.OrderKeys,
        Scores = snapshot.Nodes.Scores,
        ViewCounts = snapshot.Nodes.ViewCounts,
        Ratings = snapshot.Nodes.Ratings,
        Hidden = HiddenSums.None,
    });

    /// <summary>Some node of the version is hidden from the class.</summary>
    public static bool Hides(NodeTable nodes, MaskClass @class)
    {
        var access = nodes.Access;
        for (var level = 0; level < access.Names.Count; level++)
        {
            if (access.Counts[level] > 0 && !@class.Viewer.Sees(access.Names[level])) return true;
        }

        return false;
    }

    public static NodeMask Of(GraphSnapshot snapshot, MaskClass @class)
    {
        var nodes = snapshot.Nodes;
        var bits = PagedBits.From(nodes.Levels, nodes.Space.Capacity, @class.Levels(nodes.Access.Names));
        var orders = new OrderedList[nodes.Orders.Length];
        var sums = HiddenSums.None.ToBuilder();
        foreach (var kind in NodeKinds.All)
        {
            var all = nodes.Orders[(int)kind.Kind].ToArray();
            int[] seen = [.. all.Where(node => bits[node])];
            orders[(int)kind.Kind] =
                seen.Length == all.Length ? nodes.Orders[(int)kind.Kind] : OrderedList.FromSorted(seen);
            if (seen.Length == all.Length) continue;
            foreach (var node in all)
            {
                if (!bits[node]) new EdgesOf(snapshot, kind.Kind).AddHidden(node, sums);
            }
        }

        var hidden = sums.Freeze();
        var topicKeys = TopicKeys(snapshot, hidden);
        var topics = orders[(int)NodeKind.Topic].ToArray();
        Array.Sort(topics, new DefaultOrderComparer<TopicOrder>(new(nodes, topicKeys)));
        orders[(int)NodeKind.Topic] = OrderedList.FromSorted(topics);
        return new NodeMask(@class, bits, new SeenColumns
        {
            Orders = orders,
            TopicKeys = topicKeys,
            Scores = Differences.Of(nodes.Scores, hidden.Votes),
            ViewCounts = Differences.Of(nodes.ViewCounts, hidden.Views),
            Ratings = Differences.Ratings(snapshot.Nodes, snapshot.Rows, hidden),
            Hidden = hidden,
        });
    }

    private static PagedArray<long> TopicKeys(GraphSnapshot snapshot, HiddenSums hidden)
    {
        var keys = PagedArray.Empty(DefaultOrder.LastKey).ToBuilder();
        var documents = snapshot.Rows[Relations.TopicDocuments.Index];
        foreach (var topic in snapshot.Nodes.Orders[(int)NodeKind.Topic].ToArray())
        {
            keys[topic] = DefaultOrder.Descending(documents.Degree(topic) - hidden.Documents[topic]);
        }

        return keys.Freeze();
    }

    // What a node that is hidden adds to the sums of others.
    private readonly struct EdgesOf(GraphSnapshot snapshot, NodeKind kind)
    {
        public void AddHidden(int node, HiddenSums.Builder sums)
        {
            if (kind == NodeKind.Document)
            {
                foreach (var topic in snapshot.Rows[Relations.DocumentTopics.Index][node].Neighbours)
                    sums.AddDocument(topic, 1);
            }

            if (kind != NodeKind.Member) return;
            foreach (var relation in Relations.Counted)
            {
                var row = snapshot.Rows[relation.Index][node];
                for (var i = 0; i < row.Count; i++)
                {
                    var target = row.Neighbours[i];
                    if (target < 0) continue;
                    sums.Add(target, 1, Derivation.Of(snapshot.Edges, row.Edges[i], snapshot.Nodes.KindOf(target)));
                }
            }
        }
    }
}
