using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Learning;

/// <summary>
/// What a learner knows, as far as the reader may list it: courses and documents completed, topics of what the learner
/// made or contributed to, and what is said to be known.
/// </summary>
internal sealed class Knowledge
{
    private static readonly Relation Completed = Relations.Of(EdgeType.Completed, EdgeDirection.Out);
    private static readonly Relation Topics = Relations.Of(EdgeType.About, EdgeDirection.Out, NodeKind.Topic);

    private static readonly Relation[] Made =
    [
        Relations.Of(EdgeType.Authored, EdgeDirection.Out, NodeKind.Document),
        Relations.Of(EdgeType.ContributedTo, EdgeDirection.Out, NodeKind.CodeRepository),
    ];

    private readonly HashSet<int> _nodes = [];

    public Knowledge(GraphReader reader, int? member, IReadOnlyList<int> known)
    {
        _nodes.UnionWith(known);
        if (member is not { } learner) return;
        foreach (var (node, edge) in reader.Follow(Completed, learner))
        {
            if (node >= 0 && reader.ListsEdge(edge)) _nodes.Add(node);
        }

        foreach (var relation in Made)
        {
            foreach (var (node, edge) in reader.Follow(relation, learner))
            {
                if (!reader.ListsEdge(edge)) continue;
                foreach (var (topic, _) in reader.Follow(Topics, node)) _nodes.Add(topic);
            }
        }
    }

    public bool Has(int node) => _nodes.Contains(node);
}
