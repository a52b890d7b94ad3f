using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Only a list can come in parts
/// (https://github.com/graphql/graphql-spec/pull/1110, "Stream Directives Are Used On List Fields").
/// </summary>
internal sealed class StreamDirectiveOnListField(ValidationContext context) : IEnter<DirectiveNode>
{
    public void Enter(DirectiveNode node)
    {
        if (node.Name.Value != IncrementalDirectives.Stream) return;
        if (context.TypeInfo is not { Field: { Type.Nullable: not ListType } field, ParentType: { } parent }) return;
        context.Report(
            $"Directive \"@stream\" cannot be used on non-list field \"{parent.Name}.{field.Name}\".", node);
    }
}
