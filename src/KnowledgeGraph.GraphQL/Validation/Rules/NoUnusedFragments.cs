using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Each fragment is reached from an operation (https://spec.graphql.org/September2025/#sec-Fragments-Must-Be-Used).
/// </summary>
internal sealed class NoUnusedFragments(ValidationContext context) : ILeave<DocumentNode>
{
    public void Leave(DocumentNode node)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var reached = new List<FragmentDefinitionNode>();
        foreach (var operation in node.Definitions.OfType<OperationDefinitionNode>())
        {
            if (!context.AddFragmentsReachedFrom(operation.SelectionSet, reached, used)) return;
        }

        foreach (var fragment in node.Definitions.OfType<FragmentDefinitionNode>())
        {
            if (used.Contains(fragment.Name.Value)) continue;
            context.Report($"Fragment \"{fragment.Name.Value}\" is never used.", fragment);
        }
    }
}
