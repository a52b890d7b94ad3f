using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// No fragment contains itself (https://spec.graphql.org/September2025/#sec-Fragment-Spreads-Must-Not-Form-Cycles).
/// </summary>
internal sealed class NoFragmentCycles(ValidationContext context) : ILeave<DocumentNode>
{
    // A cycle longer than this is told by its beginning.
    private const int CycleLengthShown = 50;

    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly List<FragmentSpreadNode> _path = [];
    private readonly Dictionary<string, int> _pathStarts = new(StringComparer.Ordinal);

    public void Leave(DocumentNode node)
    {
        for (var index = 0; index < node.Definitions.Count; index++)
        {
            if (node.Definitions[index] is FragmentDefinitionNode fragment && !Detect(fragment)) return;
        }
    }

    // Depth first, with a stack of its own, since fragments may be chained deeper than the text is nested. What was
    // seen is not entered again, so that each spread is looked at once.
    private bool Detect(FragmentDefinitionNode start)
    {
        if (!_visited.Add(start.Name.Value)) return true;
        var stack = new Stack<(FragmentDefinitionNode Fragment, IReadOnlyList<FragmentSpreadNode> Spreads, int Next)>();
        Push(start);
        while (stack.TryPop(out var top))
        {
            if (top.Next > 0) _path.RemoveAt(_path.Count - 1);
            if (top.Next == top.Spreads.Count)
            {
                _pathStarts.Remove(top.Fragment.Name.Value);
                continue;
            }

            if (!context.SpendFragmentVisits(1)) return false;
            var spread = top.Spreads[top.Next];
            stack.Push((top.Fragment, top.Spreads, top.Next + 1));
            _path.Add(spread);
            var name = spread.Name.Value;
            if (_pathStarts.TryGetValue(name, out var cycleStart))
            {
                Report(name, _path.GetRange(cycleStart, _path.Count - cycleStart));
            }
            else if (context.Fragment(name) is { } fragment && _visited.Add(name))
            {
                Push(fragment);
            }
        }

        return !context.IsAborted;

        void Push(FragmentDefinitionNode fragment)
        {
            _pathStarts[fragment.Name.Value] = _path.Count;
            stack.Push((fragment, context.SpreadsIn(fragment.SelectionSet), 0));
        }
    }

    private void Report(string name, List<FragmentSpreadNode> cycle)
    {
        var names = cycle.Take(Math.Min(cycle.Count - 1, CycleLengthShown)).Select(via => $"\"{via.Name.Value}\"");
        var via = cycle.Count > 1 ? $" via {string.Join(", ", names)}" : "";
        var more = cycle.Count - 1 > CycleLengthShown ? $" and {cycle.Count - 1 - CycleLengthShown} more" : "";
        context.Report($"Cannot spread fragment \"{name}\" within itself{via}{more}.", cycle);
    }
}
