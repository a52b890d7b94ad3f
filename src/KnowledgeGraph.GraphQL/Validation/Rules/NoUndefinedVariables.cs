using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Variables that are used are defined by each operation that reaches the use
/// (https://spec.graphql.org/September2025/#sec-All-Variable-Uses-Defined).
/// </summary>
internal sealed class NoUndefinedVariables(ValidationContext context) : ILeave<DocumentNode>
{
    public void Leave(DocumentNode node)
    {
        foreach (var variables in context.Variables.Operations())
        {
            foreach (var usages in variables.Usages)
            {
                foreach (var usage in usages)
                {
                    if (variables.Definition(usage.Node.Name.Value) is null) Report(usage.Node, variables.Operation);
                }
            }

            if (context.IsAborted) return;
        }
    }

    private void Report(VariableNode variable, OperationDefinitionNode operation)
    {
        var by = operation.Name is { } name ? $" by operation \"{name.Value}\"" : "";
        context.Report($"Variable \"${variable.Name.Value}\" is not defined{by}.", variable, operation);
    }
}
