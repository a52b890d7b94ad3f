using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// A document that is executed holds operations and fragments only
/// (https://spec.graphql.org/September2025/#sec-Executable-Definitions).
/// </summary>
internal sealed class ExecutableDefinitions(ValidationContext context) : IEnter<DocumentNode>
{
    public void Enter(DocumentNode node)
    {
        for (var index = 0; index < node.Definitions.Count; index++)
        {
            var name = node.Definitions[index] switch
            {
                TypeDefinitionNode type => $"\"{type.Name.Value}\"",
                DirectiveDefinitionNode directive => $"\"{directive.Name.Value}\"",
                SchemaNode => "schema",
                _ => null,
            };
            if (name is not null) context.Report($"The {name} definition is not executable.", node.Definitions[index]);
        }
    }
}
