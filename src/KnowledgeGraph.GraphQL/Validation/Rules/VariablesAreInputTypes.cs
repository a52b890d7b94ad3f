using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Variables are of input types (https://spec.graphql.org/September2025/#sec-Variables-Are-Input-Types).
/// </summary>
internal sealed class VariablesAreInputTypes(ValidationContext context) : IEnter<VariableDefinitionNode>
{
    public void Enter(VariableDefinitionNode node)
    {
        if (TypeReference.Find(context.Schema, node.Type) is not { IsInput: false } type) return;
        context.Report($"Variable \"${node.Variable.Name.Value}\" cannot be non-input type \"{type}\".", node.Type);
    }
}
