using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Variables that are defined are used (https://spec.graphql.org/September2025/#sec-All-Variables-Used).
/// </summary>
internal sealed class NoUnusedVariables(ValidationContext context) : ILeave<DocumentNode>
{
    public void Leave(DocumentNode node)
    {
        foreach (var variables in context.Variables.Operations())
        {
            var definitions = variables.Operation.VariableDefinitions;
            if (definitions.Count == 0) continue;
            var used = new HashSet<string>(StringComparer.Ordinal);
            foreach (var usages in variables.Usages)
            {
                foreach (var usage in usages) used.Add(usage.Node.Name.Value);
            }

            foreach (var definition in definitions)
            {
                if (!used.Contains(definition.Variable.Name.Value)) Report(definition, variables.Operation);
            }

            if (context.IsAborted) return;
        }
    }

    private void Report(VariableDefinitionNode variable, OperationDefinitionNode operation)
    {
        var inOperation = operation.Name is { } name ? $" in operation \"{name.Value}\"" : "";
        context.Report($"Variable \"${variable.Variable.Name.Value}\" is never used{inOperation}.", variable);
    }
}
