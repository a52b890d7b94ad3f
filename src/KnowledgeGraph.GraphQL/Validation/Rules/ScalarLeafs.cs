using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Leaves have no selection, and everything else has one
/// (https://spec.graphql.org/September2025/#sec-Leaf-Field-Selections).
/// </summary>
internal sealed class ScalarLeafs(ValidationContext context) : IEnter<FieldNode>
{
    public void Enter(FieldNode node)
    {
        if (context.TypeInfo.Type is not { } type) return;
        var name = node.Name.Value;
        if (type.IsLeaf)
        {
            if (node.SelectionSet is not { } selection) return;
            context.Report(
                $"Field \"{name}\" must not have a selection since type \"{type}\" has no subfields.",
                selection);
        }
        else if (node.SelectionSet is null)
        {
            context.Report(
                $"Field \"{name}\" of type \"{type}\" must have a selection of subfields. " +
                $"Did you mean \"{name} {{ ... }}\"?",
                node);
        }
    }
}
