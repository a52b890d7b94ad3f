using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// The schema has a root type for each operation
/// (https://spec.graphql.org/September2025/#sec-Operation-Type-Existence).
/// </summary>
internal sealed class KnownOperationTypes(ValidationContext context) : IEnter<OperationDefinitionNode>
{
    public void Enter(OperationDefinitionNode node)
    {
        if (context.Schema.RootType(node.Operation) is not null) return;
        var operation = node.Operation == OperationType.Mutation ? "mutation" : "subscription";
        context.Report($"The {operation} operation is not supported by the schema.", node);
    }
}
