using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Arguments that are non-null and have no default are given
/// (https://spec.graphql.org/September2025/#sec-Required-Arguments).
/// </summary>
internal sealed class ProvidedRequiredArguments(ValidationContext context) : ILeave<FieldNode>, ILeave<DirectiveNode>
{
    public void Leave(FieldNode node)
    {
        if (context.TypeInfo.Field is not { } field) return;
        for (var index = 0; index < field.Arguments.Count; index++)
        {
            var argument = field.Arguments[index];
            if (IsGivenOrOptional(argument, node.Arguments)) continue;
            context.Report(
                $"Field \"{field.Name}\" argument \"{argument.Name}\" of type \"{argument.Type}\" is required, " +
                "but it was not provided.",
                node);
        }
    }

    public void Leave(DirectiveNode node)
    {
        if (context.TypeInfo.Directive is not { } directive) return;
        for (var index = 0; index < directive.Arguments.Count; index++)
        {
            var argument = directive.Arguments[index];
            if (IsGivenOrOptional(argument, node.Arguments)) continue;
            context.Report(
                $"Directive \"@{directive.Name}\" argument \"{argument.Name}\" of type \"{argument.Type}\" is " +
                "required, but it was not provided.",
                node);
        }
    }

    private static bool IsGivenOrOptional(InputValueDefinition argument, IReadOnlyList<ArgumentNode> given)
    {
        if (!argument.IsRequired) return true;
        for (var index = 0; index < given.Count; index++)
        {
            if (given[index].Name.Value == argument.Name) return true;
        }

        return false;
    }
}
