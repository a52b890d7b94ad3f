using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Directives exist (https://spec.graphql.org/September2025/#sec-Directives-Are-Defined) and may stand where they stand
/// (https://spec.graphql.org/September2025/#sec-Directives-Are-in-Valid-Locations).
/// </summary>
internal sealed class KnownDirectives(ValidationContext context) : IEnter<DirectiveNode>
{
    public void Enter(DirectiveNode node)
    {
        var name = node.Name.Value;
        if (context.TypeInfo.Directive is not { } definition)
        {
            context.Report($"Unknown directive \"@{name}\".", node);
            return;
        }

        var location = context.TypeInfo.DirectiveLocation;
        if (definition.Locations.Contains(location)) return;
        context.Report($"Directive \"@{name}\" may not be used on {location}.", node);
    }
}
