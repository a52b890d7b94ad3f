using KnowledgeGraph.Model;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>Some kinds of nodes, as bits.</summary>
internal readonly record struct KindSet(uint Bits)
{
    /// <summary>These kinds; all where there are none.</summary>
    public static KindSet Of(IReadOnlyList<NodeKind> kinds)
    {
        var bits = 0u;
        foreach (var kind in kinds) bits |= 1u << (int)kind;
        return new(kinds.Count == 0 ? uint.MaxValue : bits);
    }

    public bool Contains(NodeKind kind) => (Bits >> (int)kind & 1) != 0;

    public KindSet And(KindSet other) => new(Bits & other.Bits);
}
