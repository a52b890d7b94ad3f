using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Reads `@skip` and `@include` (https://spec.graphql.org/September2025/#sec-Type-System.Directives).
/// </summary>
internal static class ConditionDirectives
{
    public const string Skip = "skip";
    public const string Include = "include";

    /// <summary>The selection counts: nothing skips it, and all that includes it says so.</summary>
    /// <param name="selection">A selection of a valid document.</param>
    /// <param name="isTrue">The value of a variable that a condition names.</param>
    public static bool Includes(SelectionNode selection, Func<string, bool> isTrue)
    {
        foreach (var directive in selection.Directives)
        {
            if (directive.Name.Value is not (Skip or Include)) continue;
            var condition = directive.Arguments[0].Value switch
            {
                VariableNode variable => isTrue(variable.Name.Value),
                BooleanValueNode constant => constant.Value,
                _ => false,
            };
            if (condition == (directive.Name.Value == Skip)) return false;
        }

        return true;
    }
}
