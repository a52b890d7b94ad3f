using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// No two fragments bear one name (https://spec.graphql.org/September2025/#sec-Fragment-Name-Uniqueness).
/// </summary>
internal sealed class UniqueFragmentNames(ValidationContext context) : IEnter<DocumentNode>
{
    public void Enter(DocumentNode node)
    {
        if (!context.HasSameFragmentNames) return;
        var known = new Dictionary<string, NameNode>(StringComparer.Ordinal);
        for (var index = 0; index < node.Definitions.Count; index++)
        {
            if (node.Definitions[index] is not FragmentDefinitionNode { Name: { } name }) continue;
            if (known.TryAdd(name.Value, name)) continue;
            context.Report($"There can be only one fragment named \"{name.Value}\".", known[name.Value], name);
        }
    }
}
