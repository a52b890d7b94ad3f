using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>Finds the variables that decide which fields an operation has.</summary>
internal static class ConditionVariables
{
    /// <summary>
    /// The names of the variables in `@skip`, `@include`, `@defer` and `@stream` of an operation and of the fragments
    /// that it uses.
    /// </summary>
    public static string[] Of(DocumentNode document, OperationDefinitionNode operation) =>
        Of(
            document, operation,
            ConditionDirectives.Skip, ConditionDirectives.Include,
            IncrementalDirectives.Defer, IncrementalDirectives.Stream);

    /// <summary>The same of some of the directives.</summary>
    public static string[] Of(
        DocumentNode document, OperationDefinitionNode operation, params string[] directives)
    {
        var fragments = new Dictionary<string, FragmentDefinitionNode>();
        foreach (var fragment in document.Definitions.OfType<FragmentDefinitionNode>())
            fragments.TryAdd(fragment.Name.Value, fragment);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Visit(operation.SelectionSet, fragments, [], names, directives);
        return [.. names];
    }

    private static void Visit(
        SelectionSetNode selectionSet,
        Dictionary<string, FragmentDefinitionNode> fragments,
        HashSet<string> visited,
        SortedSet<string> names,
        string[] directives)
    {
        foreach (var selection in selectionSet.Selections)
        {
            foreach (var directive in selection.Directives)
            {
                if (directives.Contains(directive.Name.Value)
                    && IncrementalDirectives.Argument(directive, "if") is VariableNode variable)
                    names.Add(variable.Name.Value);
            }

            var below = selection switch
            {
                FieldNode field => field.SelectionSet,
                InlineFragmentNode inline => inline.SelectionSet,
                FragmentSpreadNode spread when visited.Add(spread.Name.Value) =>
                    fragments.GetValueOrDefault(spread.Name.Value)?.SelectionSet,
                _ => null,
            };
            if (below is not null) Visit(below, fragments, visited, names, directives);
        }
    }
}
