using System.Runtime.InteropServices;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation.FieldMerging;

/// <summary>
/// The selection sets of a document by number: the fields that each selects itself, inline fragments included, and the
/// fragments that it spreads. Made as they are asked for, each once.
/// </summary>
internal sealed class FieldSets(ValidationContext context)
{
    private const int NotMade = -2;

    private readonly List<FieldSet> _sets = [];
    private readonly List<SelectedField> _fields = new(ProbableFieldCount(context.Document));
    private readonly List<int> _children = new(ProbableFieldCount(context.Document));
    private readonly List<string> _spreads = [];
    private readonly Dictionary<FragmentDefinitionNode, int> _fragments = [];
    private readonly List<int> _lastClosure = [];
    private int _closures;

    public int Count => _sets.Count;

    public SelectedField Field(int index) => _fields[index];

    /// <summary>
    /// The fields that the set selects itself: the number of the first, and how many follow one another.
    /// </summary>
    public (int Start, int Count) Fields(int set) => (_sets[set].FieldStart, _sets[set].FieldCount);

    /// <summary>The set within a field, or -1 where the field has none.</summary>
    public int Child(int field)
    {
        if (_children[field] != NotMade) return _children[field];
        var selected = _fields[field];
        var child = selected.Node.SelectionSet is { } selectionSet ? Add(selectionSet, selected.SelectionType) : -1;
        return _children[field] = child;
    }

    public int Of(FragmentDefinitionNode fragment)
    {
        if (_fragments.TryGetValue(fragment, out var known)) return known;
        var set = Add(fragment.SelectionSet, context.Schema.Type(fragment.TypeCondition.Name.Value));
        _fragments.Add(fragment, set);
        return set;
    }

    public int Add(SelectionSetNode selectionSet, NamedType? type)
    {
        var fieldStart = _fields.Count;
        var spreadStart = _spreads.Count;
        Collect(selectionSet, type);
        _sets.Add(new FieldSet(fieldStart, _fields.Count - fieldStart, spreadStart, _spreads.Count - spreadStart));
        _lastClosure.Add(0);
        return _sets.Count - 1;
    }

    /// <summary>
    /// Begins a new set of sets: <see cref="AddWithFragments"/> takes each once until the next beginning.
    /// </summary>
    public void BeginClosure() => _closures++;

    /// <summary>
    /// Adds the set and the sets of all fragments that it reaches, those that select a field themselves.
    /// </summary>
    /// <returns>False where the budget is used up.</returns>
    public bool AddWithFragments(int set, List<int> closure, Stack<int> toVisit)
    {
        if (!Take(set, closure)) return true;
        if (_sets[set].SpreadCount == 0) return true;
        toVisit.Push(set);
        while (toVisit.TryPop(out var current))
        {
            var (start, count) = (_sets[current].SpreadStart, _sets[current].SpreadCount);
            if (!context.SpendFragmentVisits(count)) return false;
            for (var index = start; index < start + count; index++)
            {
                if (context.Fragment(_spreads[index]) is not { } fragment) continue;
                var reached = Of(fragment);
                if (Take(reached, closure) && _sets[reached].SpreadCount > 0) toVisit.Push(reached);
            }
        }

        return true;
    }

    /// <summary>No closure has taken the set yet.</summary>
    public bool IsUntouched(int set) => _lastClosure[set] == 0;

    private bool Take(int set, List<int> closure)
    {
        if (_lastClosure[set] == _closures) return false;
        _lastClosure[set] = _closures;
        if (_sets[set].FieldCount > 0) closure.Add(set);
        return true;
    }

    // From a field every dozen bytes, with bounds for documents that are mostly values or nothing.
    private static int ProbableFieldCount(DocumentNode document) =>
        Math.Clamp(document.Source.Text.Length / 12, 8, 4_096);

    private void Collect(SelectionSetNode selectionSet, NamedType? type)
    {
        for (var index = 0; index < selectionSet.Selections.Count; index++)
        {
            switch (selectionSet.Selections[index])
            {
                case FieldNode field:
                    var definition = type is null ? null : context.Schema.Field(type, field.Name.Value);
                    _fields.Add(new SelectedField(field, type, definition));
                    _children.Add(NotMade);
                    break;
                case FragmentSpreadNode spread:
                    _spreads.Add(spread.Name.Value);
                    break;
                case InlineFragmentNode inline:
                    var condition = inline.TypeCondition;
                    Collect(inline.SelectionSet, condition is null ? type : context.Schema.Type(condition.Name.Value));
                    break;
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct FieldSet(int FieldStart, int FieldCount, int SpreadStart, int SpreadCount);
}
