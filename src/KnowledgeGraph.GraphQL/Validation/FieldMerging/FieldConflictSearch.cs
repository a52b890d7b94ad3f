using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation.FieldMerging;

/// <summary>
/// Says which fields conflict and why, for documents in which some do. It compares pairs, in the way and with the words
/// of graphql-js: within each selection set the fields with each other, with those of each fragment spread there, and
/// the fragments with each other, then what both fields of a pair select. Each pair of fragments, and each pair of a
/// selection set and a fragment, is compared once. The search has a budget; when it is used up it says what it has.
/// </summary>
internal sealed class FieldConflictSearch(ValidationContext context)
{
    private const int ComparisonsMax = 500_000;

    // More conflicts than are told, of a selection set or within a pair of fields, are not looked for.
    private const int ConflictsMax = 100;

    // Fields within fields through fragments; each takes a few frames of the stack.
    private const int NestingMax = 500;

    private readonly Dictionary<SelectionSetNode, FieldMap> _maps = [];

    // Whether a pair of fragments was compared as standing on different objects, which is the weaker comparison.
    private readonly Dictionary<(string, string), bool> _comparedFragments = [];
    private int _comparisonsLeft = ComparisonsMax;
    private int _nesting;

    /// <summary>The conflicts of the fields with one path below the selection set.</summary>
    public List<FieldConflict> FindWithin(SelectionSetNode selectionSet, NamedType? type)
    {
        var conflicts = new List<FieldConflict>();
        var map = MapOf(selectionSet, type);
        foreach (var (_, fields) in map.Fields)
        {
            for (var left = 0; left < fields.Count; left++)
            {
                for (var right = left + 1; right < fields.Count; right++)
                {
                    if (!Compare(fields[left], fields[right], exclusive: false, conflicts)) return conflicts;
                }
            }
        }

        for (var left = 0; left < map.Fragments.Count; left++)
        {
            CompareWithFragment(map, map.Fragments[left], exclusive: false, conflicts);
            for (var right = left + 1; right < map.Fragments.Count; right++)
            {
                CompareFragments(map.Fragments[left], map.Fragments[right], exclusive: false, conflicts);
            }
        }

        return conflicts;
    }

    private void CompareWithFragment(FieldMap map, string fragmentName, bool exclusive, List<FieldConflict> conflicts)
    {
        // With a stack of its own, since fragments may be chained deeper than the text is nested.
        var toVisit = new Stack<string>();
        toVisit.Push(fragmentName);
        while (toVisit.TryPop(out var name))
        {
            if (!Spend()) return;
            if (!map.NeedsComparison(name, exclusive)) continue;
            if (context.Fragment(name) is not { } fragment) continue;
            var other = MapOf(fragment);
            if (map == other) continue;
            CompareMaps(map, other, exclusive, conflicts);
            for (var index = other.Fragments.Count - 1; index >= 0; index--) toVisit.Push(other.Fragments[index]);
        }
    }

    private void CompareFragments(string leftName, string rightName, bool exclusive, List<FieldConflict> conflicts)
    {
        var toVisit = new Stack<(string Left, string Right)>();
        toVisit.Push((leftName, rightName));
        while (toVisit.TryPop(out var pair))
        {
            if (!Spend()) return;
            if (pair.Left == pair.Right || !NeedsComparison(pair.Left, pair.Right, exclusive)) continue;
            if (context.Fragment(pair.Left) is not { } leftFragment) continue;
            if (context.Fragment(pair.Right) is not { } rightFragment) continue;
            var (left, right) = (MapOf(leftFragment), MapOf(rightFragment));
            CompareMaps(left, right, exclusive, conflicts);
            for (var index = left.Fragments.Count - 1; index >= 0; index--)
            {
                toVisit.Push((left.Fragments[index], pair.Right));
            }

            for (var index = right.Fragments.Count - 1; index >= 0; index--)
            {
                toVisit.Push((pair.Left, right.Fragments[index]));
            }
        }
    }

    private bool NeedsComparison(string left, string right, bool exclusive)
    {
        var pair = string.CompareOrdinal(left, right) < 0 ? (left, right) : (right, left);
        if (_comparedFragments.TryGetValue(pair, out var wasExclusive) && (exclusive || !wasExclusive)) return false;
        _comparedFragments[pair] = exclusive;
        return true;
    }

    private void CompareMaps(FieldMap left, FieldMap right, bool exclusive, List<FieldConflict> conflicts)
    {
        foreach (var (key, leftFields) in left.Fields)
        {
            if (!Spend()) return;
            if (!right.TryGetFields(key, out var rightFields)) continue;
            foreach (var leftField in leftFields)
            {
                foreach (var rightField in rightFields)
                {
                    if (!Compare(leftField, rightField, exclusive, conflicts)) return;
                }
            }
        }
    }

    /// <returns>False where there is no need or no budget to go on.</returns>
    private bool Compare(SelectedField left, SelectedField right, bool exclusive, List<FieldConflict> conflicts)
    {
        if (!Spend(1 + Math.Min(left.Node.Arguments.Count, right.Node.Arguments.Count))) return false;
        exclusive |= left.Parent != right.Parent && left.Parent is ObjectType && right.Parent is ObjectType;
        var reason = (exclusive ? null : left.DifferenceTo(right)) ?? left.ShapeDifferenceTo(right);
        if (reason is not null)
        {
            conflicts.Add(new FieldConflict(left.Node.ResponseKey, reason, [left.Node], [right.Node]));
        }
        else if (left.Node.SelectionSet is not null && right.Node.SelectionSet is not null && _nesting < NestingMax)
        {
            _nesting++;
            CompareSelections(left, right, exclusive, conflicts);
            _nesting--;
        }

        return conflicts.Count <= ConflictsMax;
    }

    private void CompareSelections(
        SelectedField left,
        SelectedField right,
        bool exclusive,
        List<FieldConflict> conflicts)
    {
        var inner = new List<FieldConflict>();
        var leftMap = MapOf(left.Node.SelectionSet!, left.SelectionType);
        var rightMap = MapOf(right.Node.SelectionSet!, right.SelectionType);
        CompareMaps(leftMap, rightMap, exclusive, inner);
        foreach (var name in rightMap.Fragments) CompareWithFragment(leftMap, name, exclusive, inner);
        foreach (var name in leftMap.Fragments) CompareWithFragment(rightMap, name, exclusive, inner);
        foreach (var leftName in leftMap.Fragments)
        {
            foreach (var rightName in rightMap.Fragments) CompareFragments(leftName, rightName, exclusive, inner);
        }

        if (inner.Count > 0) conflicts.Add(NestedConflict.Of(left.Node, right.Node, inner));
    }

    private FieldMap MapOf(FragmentDefinitionNode fragment) =>
        MapOf(fragment.SelectionSet, context.Schema.Type(fragment.TypeCondition.Name.Value));

    private FieldMap MapOf(SelectionSetNode selectionSet, NamedType? type)
    {
        if (_maps.TryGetValue(selectionSet, out var known)) return known;
        var map = new FieldMap(context.Schema, selectionSet, type);
        _maps.Add(selectionSet, map);
        return map;
    }

    private bool Spend(int cost = 1)
    {
        _comparisonsLeft -= cost;
        return _comparisonsLeft > 0;
    }
}
