using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Types that are named exist (https://spec.graphql.org/September2025/#sec-Fragment-Spread-Type-Existence).
/// </summary>
internal sealed class KnownTypeNames(ValidationContext context) : IEnter<NamedTypeNode>
{
    public void Enter(NamedTypeNode node)
    {
        var name = node.Name.Value;
        if (context.Schema.TryGetType(name, out _)) return;
        var suggestion = context.DidYouMean(name, context.Schema.Types.Select(type => type.Name));
        context.Report($"Unknown type \"{name}\".{suggestion}", node);
    }
}
