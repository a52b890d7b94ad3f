using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// A fragment is spread only where its type and the parent's have objects in common
/// (https://spec.graphql.org/September2025/#sec-Fragment-Spread-Is-Possible).
/// </summary>
internal sealed class PossibleFragmentSpreads(ValidationContext context)
    : IEnter<InlineFragmentNode>, IEnter<FragmentSpreadNode>
{
    private readonly Dictionary<(NamedType, NamedType), bool> _known = [];

    public void Enter(InlineFragmentNode node)
    {
        if (context.TypeInfo.Type is NamedType { IsComposite: true } type) Check(type, node, "Fragment");
    }

    public void Enter(FragmentSpreadNode node)
    {
        var name = node.Name.Value;
        if (context.Fragment(name) is { } fragment
            && context.Schema.Type(fragment.TypeCondition.Name.Value) is { IsComposite: true } type)
        {
            Check(type, node, "Fragment", name);
        }
    }

    private void Check(NamedType type, SelectionNode node, string subject, string? fragmentName = null)
    {
        if (context.TypeInfo.ParentType is not { } parent || Overlap(parent, type)) return;
        var fragment = fragmentName is null ? subject : $"{subject} \"{fragmentName}\"";
        context.Report(
            $"{fragment} cannot be spread here as objects of type \"{parent}\" can never be of type \"{type}\".",
            node);
    }

    private bool Overlap(NamedType parent, NamedType type)
    {
        if (parent == type) return true;
        if (parent is ObjectType or UnionType && type is ObjectType) return Schema.IsSubtype(type, parent);
        if (_known.TryGetValue((parent, type), out var known)) return known;
        var possible = context.Schema.PossibleTypes(parent);
        return _known[(parent, type)] = context.Schema.PossibleTypes(type).Any(possible.Contains);
    }
}
