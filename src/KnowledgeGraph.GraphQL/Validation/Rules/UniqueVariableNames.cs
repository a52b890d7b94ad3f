using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// No two variables of an operation bear one name (https://spec.graphql.org/September2025/#sec-Variable-Uniqueness).
/// </summary>
internal sealed class UniqueVariableNames(ValidationContext context) : IEnter<OperationDefinitionNode>
{
    public void Enter(OperationDefinitionNode node)
    {
        var variables = node.VariableDefinitions;
        if (!SameNames.Any(variables, variable => variable.Variable.Name)) return;
        foreach (var same in SameNames.In(variables, variable => variable.Variable.Name))
        {
            context.Report($"There can be only one variable named \"${same[0].Value}\".", same);
        }
    }
}
