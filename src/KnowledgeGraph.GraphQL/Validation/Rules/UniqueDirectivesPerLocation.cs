using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// A directive that is not repeatable stands at a place once
/// (https://spec.graphql.org/September2025/#sec-Directives-Are-Unique-per-Location).
/// </summary>
internal sealed class UniqueDirectivesPerLocation(ValidationContext context) : IEnter<IReadOnlyList<DirectiveNode>>
{
    public void Enter(IReadOnlyList<DirectiveNode> node)
    {
        if (!SameNames.Any(node, directive => directive.Name)) return;
        var known = new Dictionary<string, DirectiveNode>(StringComparer.Ordinal);
        foreach (var directive in node)
        {
            var name = directive.Name.Value;
            if (context.Schema.Directive(name) is null or { IsRepeatable: true }) continue;
            if (known.TryAdd(name, directive)) continue;
            context.Report(
                $"The directive \"@{name}\" can only be used once at this location.",
                known[name],
                directive);
        }
    }
}
