using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>Tells operations that put something off from those that never do.</summary>
internal static class IncrementalUse
{
    /// <summary>`@defer` or `@stream` stands in the operation or in a fragment that it uses.</summary>
    public static bool IsIn(DocumentNode document, OperationDefinitionNode operation)
    {
        var fragments = new Dictionary<string, FragmentDefinitionNode>(StringComparer.Ordinal);
        foreach (var fragment in document.Definitions.OfType<FragmentDefinitionNode>())
            fragments.TryAdd(fragment.Name.Value, fragment);
        return IsIn(operation.SelectionSet, fragments, []);
    }

    private static bool IsIn(
        SelectionSetNode selectionSet, Dictionary<string, FragmentDefinitionNode> fragments, HashSet<string> visited)
    {
        foreach (var selection in selectionSet.Selections)
        {
            foreach (var directive in selection.Directives)
            {
                if (directive.Name.Value is IncrementalDirectives.Defer or IncrementalDirectives.Stream) return true;
            }

            var below = selection switch
            {
                FieldNode field => field.SelectionSet,
                InlineFragmentNode inline => inline.SelectionSet,
                FragmentSpreadNode spread when visited.Add(spread.Name.Value) =>
                    fragments.GetValueOrDefault(spread.Name.Value)?.SelectionSet,
                _ => null,
            };
            if (below is not null && IsIn(below, fragments, visited)) return true;
        }

        return false;
    }
}
