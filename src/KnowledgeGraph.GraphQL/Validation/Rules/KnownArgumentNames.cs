using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Arguments that are given exist (https://spec.graphql.org/September2025/#sec-Argument-Names).
/// </summary>
internal sealed class KnownArgumentNames(ValidationContext context) : IEnter<ArgumentNode>
{
    public void Enter(ArgumentNode node)
    {
        var info = context.TypeInfo;
        if (info.Argument is not null) return;
        if (info.DirectiveSyntax is { } directive)
        {
            if (info.Directive is not { } definition) return;
            Report(node, $"directive \"@{directive.Name.Value}\"", definition.Arguments);
        }
        else if (info is { Field: { } field, ParentType: { } parent })
        {
            Report(node, $"field \"{parent.Name}.{field.Name}\"", field.Arguments);
        }
    }

    private void Report(ArgumentNode node, string on, IReadOnlyList<InputValueDefinition> known)
    {
        var name = node.Name.Value;
        var suggestion = context.DidYouMean(name, known.Select(argument => argument.Name));
        context.Report($"Unknown argument \"{name}\" on {on}.{suggestion}", node);
    }
}
