using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Reads `@defer` and `@stream`. A schema has them by defining them; documents are valid with them only then.
/// </summary>
internal static class IncrementalDirectives
{
    public const string Defer = "defer";
    public const string Stream = "stream";

    /// <summary>The directive where it stands at the selection and its `if` says so, else null.</summary>
    public static DirectiveNode? Active(SelectionNode selection, string name, Func<string, bool> isTrue)
    {
        foreach (var directive in selection.Directives)
        {
            if (directive.Name.Value != name) continue;
            return Argument(directive, "if") switch
            {
                BooleanValueNode constant => constant.Value,
                VariableNode variable => isTrue(variable.Name.Value),
                _ => true,
            } ? directive : null;
        }

        return null;
    }

    public static ValueNode? Argument(DirectiveNode directive, string name)
    {
        foreach (var argument in directive.Arguments)
        {
            if (argument.Name.Value == name) return argument.Value;
        }

        return null;
    }

    public static string? LabelOf(DirectiveNode directive) =>
        (Argument(directive, "label") as StringValueNode)?.Value;
}
