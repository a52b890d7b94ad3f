using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Fragments are on objects, interfaces or unions
/// (https://spec.graphql.org/September2025/#sec-Fragments-on-Object-Interface-or-Union-Types).
/// </summary>
internal sealed class FragmentsOnCompositeTypes(ValidationContext context)
    : IEnter<InlineFragmentNode>, IEnter<FragmentDefinitionNode>
{
    public void Enter(InlineFragmentNode node)
    {
        if (node.TypeCondition is { } condition) Check(condition, "Fragment");
    }

    public void Enter(FragmentDefinitionNode node) =>
        Check(node.TypeCondition, "Fragment", node.Name.Value);

    private void Check(NamedTypeNode condition, string subject, string? fragmentName = null)
    {
        var name = condition.Name.Value;
        if (context.Schema.Type(name) is null or { IsComposite: true }) return;
        var fragment = fragmentName is null ? subject : $"{subject} \"{fragmentName}\"";
        context.Report($"{fragment} cannot condition on non composite type \"{name}\".", condition);
    }
}
