namespace KnowledgeGraph.ReadModel;

/// <summary>
/// Several relations that are followed together, in this order. Make each once and keep it: versions keep the lengths
/// of its rows under the object.
/// </summary>
public sealed class RelationSet
{
    private readonly Relation[] _relations;

    public RelationSet(params IEnumerable<Relation> relations) => _relations = [.. relations];

    public ReadOnlySpan<Relation> Relations => _relations;

    /// <summary>The first of them.</summary>
    public Relation First => _relations[0];
}
