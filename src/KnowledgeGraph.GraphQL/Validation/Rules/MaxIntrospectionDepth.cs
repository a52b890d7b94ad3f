using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// Introspection does not nest lists of types more than two deep. Not the specification's: each further level
/// multiplies the answer, and no tool asks for it.
/// </summary>
internal sealed class MaxIntrospectionDepth(ValidationContext context) : IEnter<FieldNode>
{
    private const int ListDepthMax = 3;

    // The greatest depth at which each fragment was entered; what was entered as deep needs no second look.
    private readonly Dictionary<string, int> _entered = new(StringComparer.Ordinal);

    public void Enter(FieldNode node)
    {
        if (node.Name.Value is not ("__schema" or "__type") || node.SelectionSet is not { } selectionSet) return;
        if (!Exceeds(selectionSet)) return;
        _entered.Clear();
        context.Report("Maximum introspection depth exceeded", node);
    }

    private bool Exceeds(SelectionSetNode selectionSet)
    {
        var toVisit = new Stack<(SelectionSetNode Set, int Depth)>();
        toVisit.Push((selectionSet, 0));
        while (toVisit.TryPop(out var item))
        {
            for (var index = 0; index < item.Set.Selections.Count; index++)
            {
                switch (item.Set.Selections[index])
                {
                    case FieldNode field:
                        var depth = item.Depth + (IsListOfTypes(field.Name.Value) ? 1 : 0);
                        if (depth >= ListDepthMax) return true;
                        if (field.SelectionSet is { } inner) toVisit.Push((inner, depth));
                        break;
                    case InlineFragmentNode inline:
                        toVisit.Push((inline.SelectionSet, item.Depth));
                        break;
                    case FragmentSpreadNode spread:
                        if (context.Fragment(spread.Name.Value) is not { } fragment) break;
                        if (_entered.TryGetValue(spread.Name.Value, out var entered) && entered >= item.Depth) break;
                        _entered[spread.Name.Value] = item.Depth;
                        toVisit.Push((fragment.SelectionSet, item.Depth));
                        break;
                }
            }
        }

        return false;
    }

    private static bool IsListOfTypes(string name) =>
        name is "fields" or "interfaces" or "possibleTypes" or "inputFields";
}
