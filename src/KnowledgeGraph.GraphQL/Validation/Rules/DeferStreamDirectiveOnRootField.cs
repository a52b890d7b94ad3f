using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Fields at the root of a mutation run one after the other, and a subscription has one: neither puts off any
/// (https://github.com/graphql/graphql-spec/pull/1110, "Defer And Stream Directives Are Used On Valid Root Field").
/// </summary>
internal sealed class DeferStreamDirectiveOnRootField(ValidationContext context) : IEnter<DirectiveNode>
{
    public void Enter(DirectiveNode node)
    {
        if (node.Name.Value is not (IncrementalDirectives.Defer or IncrementalDirectives.Stream)) return;
        if (context.TypeInfo.ParentType is not { } parent) return;
        var root = parent == context.Schema.MutationType ? "mutation"
            : parent == context.Schema.SubscriptionType ? "subscription"
            : null;
        if (root is null) return;
        var directive = node.Name.Value == IncrementalDirectives.Defer ? "Defer" : "Stream";
        context.Report($"{directive} directive cannot be used on root {root} type \"{parent.Name}\".", node);
    }
}
