using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// An argument is given once (https://spec.graphql.org/September2025/#sec-Argument-Uniqueness).
/// </summary>
internal sealed class UniqueArgumentNames(ValidationContext context) : IEnter<FieldNode>, IEnter<DirectiveNode>
{
    public void Enter(FieldNode node) => Check(node.Arguments);

    public void Enter(DirectiveNode node) => Check(node.Arguments);

    private void Check(IReadOnlyList<ArgumentNode> arguments)
    {
        if (!SameNames.Any(arguments, argument => argument.Name)) return;
        foreach (var same in SameNames.In(arguments, argument => argument.Name))
        {
            context.Report($"There can be only one argument named \"{same[0].Value}\".", same);
        }
    }
}
