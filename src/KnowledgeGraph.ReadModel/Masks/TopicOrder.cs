using KnowledgeGraph.Graph;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel.Masks;

/// <summary>The default order of topics by keys other than the table's.</summary>
internal readonly struct TopicOrder(NodeTable nodes, PagedArray<long> keys) : IDefaultOrderSource
{
    public long OrderKey(int node) => keys[node];

    public int CompareTies(int left, int right) => nodes.CompareTies(left, right);
}
