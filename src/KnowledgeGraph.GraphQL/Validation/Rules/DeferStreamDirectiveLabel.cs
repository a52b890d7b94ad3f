using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// A label tells what comes later apart, so it stands once and is no variable
/// (https://github.com/graphql/graphql-spec/pull/1110, "Defer And Stream Directive Labels Are Unique").
/// </summary>
internal sealed class DeferStreamDirectiveLabel(ValidationContext context) : IEnter<DirectiveNode>
{
    private readonly Dictionary<string, DirectiveNode> _known = new(StringComparer.Ordinal);

    public void Enter(DirectiveNode node)
    {
        if (node.Name.Value is not (IncrementalDirectives.Defer or IncrementalDirectives.Stream)) return;
        switch (IncrementalDirectives.Argument(node, "label"))
        {
            case null:
                break;
            case StringValueNode label:
                if (_known.TryAdd(label.Value, node)) break;
                context.Report(
                    "Value for arguments \"defer(label:)\" and \"stream(label:)\" must be unique across all "
                    + "Defer/Stream directive usages.",
                    _known[label.Value],
                    node);
                break;
            default:
                context.Report($"Argument \"@{node.Name.Value}(label:)\" must be a static string.", node);
                break;
        }
    }
}
