using KnowledgeGraph.Model;

namespace KnowledgeGraph.ReadModel;

/// <summary>
/// What differs between two versions of a chain: for what is derived from one and moved on to the next at the cost of
/// what changed. In a chain of versions, each made from the one before, an ordinal means the same node or edge in all
/// of them, and none is given out again; a version that was built anew begins another chain.
/// </summary>
public sealed partial class GraphReader
{
    /// <summary>
    /// Something that all versions of the chain share for readers who see the same nodes; thread-safe in itself. What
    /// it holds of a version (readers, ordinals) is good for this chain and class alone.
    /// </summary>
    public T OncePerChain<T>(object key, Func<T> make) where T : class =>
        Snapshot.Masks.Wanted.Keep(Mask.Class, key, make);

    /// <summary>A node of that ordinal is in this version, and is seen.</summary>
    public bool Has(int node) => IsThere(node) && Mask.Sees(node);

    /// <summary>A node of that ordinal is in this version, whether it is seen or not.</summary>
    internal bool IsThere(int node) => node >= 0 && Snapshot.Nodes.IsAlive(node);

    /// <summary>A node of that ordinal is in this version, and is hidden.</summary>
    public bool Hides(int node) => IsThere(node) && !Mask.Sees(node);

    /// <summary>An edge of that ordinal is in this version, and its ends are seen.</summary>
    public bool HasEdge(int edge) => IsEdgeThere(edge) && SeesEnds(edge);

    /// <summary>An edge of that ordinal is in this version, whether its ends are seen or not.</summary>
    public bool IsEdgeThere(int edge) => Snapshot.Edges.From[edge] != NoNode;

    /// <summary>Other ids lead to the node: those of what was merged into it.</summary>
    public bool HasMergedIds(int node) => !Snapshot.Nodes.MergedInto(node).IsMissing;

    /// <summary>
    /// Appends the nodes that are in one of the versions alone, are hidden in one of them alone, or to which other
    /// merged ids lead; some more than once.
    /// </summary>
    /// <param name="other">Of another version of the chain, for readers who see the same.</param>
    /// <param name="nodes">To append to.</param>
    public void FindOtherNodes(GraphReader other, List<int> nodes)
    {
        var (mine, theirs) = (Snapshot.Nodes, other.Snapshot.Nodes);
        mine.Ids.FindDifferences(theirs.Ids, nodes);
        foreach (var kind in NodeKinds.All)
        {
            if (Tables.MergedIds.Property(kind.Kind) is not (>= 0 and var property)) continue;
            mine.Properties[(int)kind.Kind].Columns[property]
                .FindDifferences(theirs.Properties[(int)kind.Kind].Columns[property], nodes);
        }

        if (Mask.Bits is { } bits && other.Mask.Bits is { } otherBits) bits.FindDifferences(otherBits, nodes);
    }

    /// <summary>Appends the nodes whose field, a property or the score, is another in the other version.</summary>
    public void FindChanged(GraphReader other, NodeField field, List<int> nodes)
    {
        switch (field.Source)
        {
            case NodeFieldSource.Property:
                Snapshot.Nodes.Properties[(int)field.Kind].Columns[field.Property].FindDifferences(
                    other.Snapshot.Nodes.Properties[(int)field.Kind].Columns[field.Property], nodes);
                break;
            case NodeFieldSource.Score:
                Mask.Columns.Scores.FindDifferences(other.Mask.Columns.Scores, nodes);
                break;
            default:
                throw new ArgumentException($"{field} is neither a property nor the score.", nameof(field));
        }
    }

    /// <summary>Appends the edges that are in one of the versions alone, or have another time there.</summary>
    public void FindOtherEdges(GraphReader other, List<int> edges)
    {
        Snapshot.Edges.From.FindDifferences(other.Snapshot.Edges.From, edges);
        Snapshot.Edges.Times.FindDifferences(other.Snapshot.Edges.Times, edges);
    }

    /// <summary>Appends the edges of a type whose property has another value in the other version.</summary>
    public void FindChanged(GraphReader other, EdgeType type, string property, List<int> edges)
    {
        var index = EdgeTypes.Of(type)[property].Index;
        Snapshot.Edges.Properties[(int)type]!.Columns[index]
            .FindDifferences(other.Snapshot.Edges.Properties[(int)type]!.Columns[index], edges);
    }
}
