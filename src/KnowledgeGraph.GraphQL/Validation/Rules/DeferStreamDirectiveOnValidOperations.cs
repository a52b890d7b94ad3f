using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Each event of a subscription is one response, so nothing in it is put off; a variable may still say so
/// (https://github.com/graphql/graphql-spec/pull/1110, "Defer And Stream Directives Are Used On Valid Operations").
/// </summary>
internal sealed class DeferStreamDirectiveOnValidOperations(ValidationContext context)
    : IEnter<OperationDefinitionNode>
{
    public void Enter(OperationDefinitionNode node)
    {
        if (node.Operation == OperationType.Subscription)
            Visit(node.SelectionSet, new HashSet<string>(StringComparer.Ordinal));
    }

    // As deep as the text is nested and as its chain of fragments is long; false where the budget is used up.
    private bool Visit(SelectionSetNode set, HashSet<string> visited)
    {
        foreach (var selection in set.Selections)
        {
            if (IsNeverIncluded(selection)) continue;
            foreach (var directive in selection.Directives) Check(directive);
            var isDone = selection switch
            {
                FieldNode { SelectionSet: { } below } => Visit(below, visited),
                InlineFragmentNode inline => Visit(inline.SelectionSet, visited),
                FragmentSpreadNode spread => Visit(spread, visited),
                _ => true,
            };
            if (!isDone) return false;
        }

        return true;
    }

    private bool Visit(FragmentSpreadNode spread, HashSet<string> visited)
    {
        if (!context.SpendFragmentVisits(1)) return false;
        if (!visited.Add(spread.Name.Value) || context.Fragment(spread.Name.Value) is not { } fragment) return true;
        return Visit(fragment.SelectionSet, visited);
    }

    private void Check(DirectiveNode directive)
    {
        var name = directive.Name.Value switch
        {
            IncrementalDirectives.Defer => "Defer",
            IncrementalDirectives.Stream => "Stream",
            _ => null,
        };
        if (name is null || MayBeFalse(directive)) return;
        context.Report(
            $"{name} directive not supported on subscription operations. Disable `@{directive.Name.Value}` by "
            + "setting the `if` argument to `false`.",
            directive);
    }

    private static bool IsNeverIncluded(SelectionNode selection)
    {
        foreach (var directive in selection.Directives)
        {
            var condition = IncrementalDirectives.Argument(directive, "if");
            if (directive.Name.Value == "skip" && condition is not BooleanValueNode { Value: false }) return true;
            if (directive.Name.Value == "include" && condition is VariableNode or BooleanValueNode { Value: false })
                return true;
        }

        return false;
    }

    private static bool MayBeFalse(DirectiveNode directive) =>
        IncrementalDirectives.Argument(directive, "if") is VariableNode or BooleanValueNode { Value: false };
}
