using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// An operation without a name stands alone (https://spec.graphql.org/September2025/#sec-Lone-Anonymous-Operation).
/// </summary>
internal sealed class LoneAnonymousOperation(ValidationContext context)
    : IEnter<DocumentNode>, IEnter<OperationDefinitionNode>
{
    private int _operationCount;

    public void Enter(DocumentNode node)
    {
        for (var index = 0; index < node.Definitions.Count; index++)
        {
            if (node.Definitions[index] is OperationDefinitionNode) _operationCount++;
        }
    }

    public void Enter(OperationDefinitionNode node)
    {
        if (node.Name is not null || _operationCount <= 1) return;
        context.Report("This anonymous operation must be the only defined operation.", node);
    }
}
