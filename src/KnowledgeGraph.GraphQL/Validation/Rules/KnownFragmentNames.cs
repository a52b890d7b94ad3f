using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Fragments that are spread exist (https://spec.graphql.org/September2025/#sec-Fragment-Spread-Target-Defined).
/// </summary>
internal sealed class KnownFragmentNames(ValidationContext context) : IEnter<FragmentSpreadNode>
{
    public void Enter(FragmentSpreadNode node)
    {
        if (context.Fragment(node.Name.Value) is not null) return;
        context.Report($"Unknown fragment \"{node.Name.Value}\".", node.Name);
    }
}
