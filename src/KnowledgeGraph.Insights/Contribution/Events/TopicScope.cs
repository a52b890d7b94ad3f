using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Contribution.Events;

/// <summary>
/// What belongs to a topic: everything about it or one of its subtopics, and the answers to such questions. Immutable.
/// </summary>
public sealed class TopicScope
{
    private static readonly Relation Subtopics = Relations.Of(EdgeType.SubtopicOf, EdgeDirection.In, NodeKind.Topic);
    private static readonly Relation Answers = Relations.Of(EdgeType.Answers, EdgeDirection.In, NodeKind.Document);

    private static readonly Relation[] About =
        [.. EdgeTypes.Of(EdgeType.About).From.Select(kind => Relations.Of(EdgeType.About, EdgeDirection.In, kind))];

    private readonly bool[] _contains;

    private TopicScope(bool[] contains) => _contains = contains;

    public bool Contains(int node) => (uint)node < (uint)_contains.Length && _contains[node];

    /// <summary>Those in it, by ordinal.</summary>
    public List<int> Nodes() => Beyond(new TopicScope([]));

    /// <summary>Those that are in one of two scopes alone, by ordinal.</summary>
    public List<int> Beyond(TopicScope other)
    {
        var (longer, shorter) = _contains.Length >= other._contains.Length
            ? (_contains, other._contains)
            : (other._contains, _contains);
        var nodes = new List<int>();
        for (var node = 0; node < longer.Length; node++)
        {
            node += node < shorter.Length
                ? longer.AsSpan(node, shorter.Length - node).CommonPrefixLength(shorter.AsSpan(node))
                : Math.Max(0, longer.AsSpan(node).IndexOf(true));
            if (Contains(node) != other.Contains(node)) nodes.Add(node);
        }

        return nodes;
    }

    public static TopicScope Of(GraphReader reader, int topic)
    {
        var contains = new bool[reader.NodeCapacity];
        var topics = new Queue<int>([topic]);
        contains[topic] = true;
        while (topics.TryDequeue(out var next))
        {
            foreach (var (subtopic, _) in reader.Follow(Subtopics, next))
            {
                if (contains[subtopic]) continue;
                contains[subtopic] = true;
                topics.Enqueue(subtopic);
            }

            foreach (var relation in About)
            {
                foreach (var (node, _) in reader.Follow(relation, next))
                {
                    contains[node] = true;
                    if (relation.Neighbour != NodeKind.Document) continue;
                    foreach (var (answer, _) in reader.Follow(Answers, node)) contains[answer] = true;
                }
            }
        }

        return new TopicScope(contains);
    }
}
