using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// A subscription selects one root field, no introspection, and nothing that variables decide
/// (https://spec.graphql.org/September2025/#sec-Single-Root-Field).
/// </summary>
internal sealed class SingleFieldSubscriptions(ValidationContext context) : IEnter<OperationDefinitionNode>
{
    public void Enter(OperationDefinitionNode node)
    {
        if (node.Operation != OperationType.Subscription || context.Schema.SubscriptionType is not { } root) return;
        var conditions = new List<DirectiveNode>();
        var fields = new List<FieldNode>();
        if (!Collect(root, node.SelectionSet, fields, conditions)) return;
        var subject = node.Name is { } name ? $"Subscription \"{name.Value}\"" : "Anonymous Subscription";
        if (conditions.Count > 0)
        {
            context.Report(
                $"{subject} must not use `@skip` or `@include` directives in the top level selection.",
                conditions);
            return;
        }

        if (fields.Count == 0) return;
        var byKey = fields.GroupBy(field => field.ResponseKey, StringComparer.Ordinal).ToList();
        if (byKey.Count > 1)
        {
            context.Report(
                $"{subject} must select only one top level field.",
                [.. byKey.Skip(1).SelectMany(group => group)]);
        }

        foreach (var group in byKey)
        {
            if (!group.First().Name.Value.StartsWith("__", StringComparison.Ordinal)) continue;
            context.Report($"{subject} must not select an introspection top level field.", [.. group]);
        }
    }

    // With a stack of its own, since fragments may be chained deeper than the text is nested.
    private bool Collect(
        ObjectType root,
        SelectionSetNode selectionSet,
        List<FieldNode> fields,
        List<DirectiveNode> conditions)
    {
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var stack = new Stack<(SelectionSetNode Set, int Next)>();
        stack.Push((selectionSet, 0));
        while (stack.TryPop(out var top))
        {
            if (top.Next == top.Set.Selections.Count) continue;
            stack.Push((top.Set, top.Next + 1));
            var selection = top.Set.Selections[top.Next];
            conditions.AddRange(selection.Directives.Where(directive => directive.Name.Value is "skip" or "include"));
            switch (selection)
            {
                case FieldNode field:
                    fields.Add(field);
                    break;
                case InlineFragmentNode inline when Applies(inline.TypeCondition, root):
                    stack.Push((inline.SelectionSet, 0));
                    break;
                case FragmentSpreadNode spread:
                    if (!context.SpendFragmentVisits(1)) return false;
                    if (!visited.Add(spread.Name.Value)) break;
                    if (context.Fragment(spread.Name.Value) is { } fragment && Applies(fragment.TypeCondition, root))
                    {
                        stack.Push((fragment.SelectionSet, 0));
                    }

                    break;
            }
        }

        return true;
    }

    private bool Applies(NamedTypeNode? condition, ObjectType root) =>
        condition is null || (context.Schema.Type(condition.Name.Value) is { } type && Schema.IsSubtype(root, type));
}
