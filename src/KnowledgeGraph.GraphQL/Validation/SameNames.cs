using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation;

/// <summary>Names that stand in one list more than once.</summary>
internal static class SameNames
{
    // Up to here, comparing all with all is cheaper than a set.
    private const int CountCompared = 8;

    public static bool Any<TNode>(IReadOnlyList<TNode> nodes, Func<TNode, NameNode> name)
    {
        if (nodes.Count > CountCompared)
        {
            var known = new HashSet<string>(nodes.Count, StringComparer.Ordinal);
            for (var index = 0; index < nodes.Count; index++)
            {
                if (!known.Add(name(nodes[index]).Value)) return true;
            }

            return false;
        }

        for (var index = 1; index < nodes.Count; index++)
        {
            var own = name(nodes[index]).Value;
            for (var before = 0; before < index; before++)
            {
                if (name(nodes[before]).Value == own) return true;
            }
        }

        return false;
    }

    /// <summary>The names that several nodes bear, each with all its places.</summary>
    public static IEnumerable<IReadOnlyList<NameNode>> In<TNode>(
        IReadOnlyList<TNode> nodes,
        Func<TNode, NameNode> name) =>
        nodes.Select(name)
            .GroupBy(node => node.Value, StringComparer.Ordinal)
            .Where(group => group.Skip(1).Any())
            .Select(group => group.ToArray());
}
