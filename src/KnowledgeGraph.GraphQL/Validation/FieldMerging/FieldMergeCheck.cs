using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation.FieldMerging;

/// <summary>
/// Finds whether the fields of a document can be merged, in time about linear in the document: instead of comparing all
/// pairs, it groups all fields with one path in the response and compares each with the first of its group, which is
/// enough because being alike is transitive. After S. Hagemann and others, "GraphQL: Overlapping fields can be merged
/// fast" (New Work SE, 2021). A group is checked once however many paths lead to it, so that fragments that multiply
/// paths cost nothing; what is left of the worst case has a budget.
/// </summary>
internal sealed class FieldMergeCheck
{
    // Up to here, comparing a key with all others is cheaper than a dictionary.
    private const int CountCompared = 16;

    private readonly ValidationContext _context;
    private readonly FieldSets _sets;
    private readonly FieldGroups _groups = new();
    private readonly Stack<int> _toVisit = [];
    private readonly List<int> _closure = [];
    private readonly List<int> _fields = [];
    private readonly List<int> _heads = [];
    private readonly List<int> _next = [];
    private readonly List<int> _sameKey = [];
    private int _comparisonsLeft;

    public FieldMergeCheck(ValidationContext context)
    {
        _context = context;
        _sets = new FieldSets(context);
        _comparisonsLeft = context.Options.MergeComparisonsMax;
    }

    /// <summary>
    /// A conflict, or null where there is none, or where a budget is used up and the validation aborted.
    /// </summary>
    public FieldConflict? Find()
    {
        var definitions = _context.Document.Definitions;
        for (var index = 0; index < definitions.Count; index++)
        {
            if (definitions[index] is not OperationDefinitionNode operation) continue;
            var root = _context.Schema.RootType(operation.Operation);
            if (FindFrom(_sets.Add(operation.SelectionSet, root)) is { } conflict) return conflict;
            if (_context.IsAborted) return null;
        }

        // What no operation reaches is looked at for itself.
        for (var index = 0; index < definitions.Count; index++)
        {
            if (definitions[index] is not FragmentDefinitionNode fragment) continue;
            var set = _sets.Of(fragment);
            if (!_sets.IsUntouched(set)) continue;
            if (FindFrom(set) is { } conflict) return conflict;
            if (_context.IsAborted) return null;
        }

        return null;
    }

    private FieldConflict? FindFrom(int set)
    {
        BeginClosure();
        if (!_sets.AddWithFragments(set, _closure, _toVisit)) return null;
        _groups.Push(_closure, shapeOnly: false);
        while (_groups.TryPop(_closure, out var shapeOnly))
        {
            if (CheckGroup(shapeOnly) is { } conflict) return conflict;
            if (_context.IsAborted) return null;
        }

        return null;
    }

    /// <summary>Compares the fields of the sets in the closure, which have one path, by response key.</summary>
    private FieldConflict? CheckGroup(bool shapeOnly)
    {
        _fields.Clear();
        foreach (var set in _closure)
        {
            var (start, count) = _sets.Fields(set);
            for (var field = start; field < start + count; field++) _fields.Add(field);
        }

        _comparisonsLeft -= _fields.Count;
        if (_comparisonsLeft < 0)
        {
            _context.Abort(
                $"Seeing whether the document's fields can be merged takes more than " +
                $"{_context.Options.MergeComparisonsMax} steps. Select fewer fields, or spread fragments less often.",
                GraphQLErrorCodes.LimitExceeded);
            return null;
        }

        LinkSameKeys();
        foreach (var head in _heads)
        {
            _sameKey.Clear();
            for (var position = head; position >= 0; position = _next[position]) _sameKey.Add(_fields[position]);
            if (CheckSameKey(shapeOnly) is { } conflict) return conflict;
            if (_context.IsAborted) return null;
        }

        return null;
    }

    /// <summary>Makes a chain of positions in <c>_fields</c> for each response key.</summary>
    private void LinkSameKeys()
    {
        _heads.Clear();
        _next.Clear();
        var heads = _fields.Count > CountCompared ? new Dictionary<string, int>(StringComparer.Ordinal) : null;
        for (var position = 0; position < _fields.Count; position++)
        {
            _next.Add(-1);
            var key = _sets.Field(_fields[position]).Node.ResponseKey;
            var head = heads is null ? FindHead(key) : heads.TryAdd(key, position) ? -1 : heads[key];
            if (head < 0)
            {
                _heads.Add(position);
                continue;
            }

            // The order within a chain does not matter but for its head, which the others are compared with.
            _next[position] = _next[head];
            _next[head] = position;
        }
    }

    private int FindHead(string key)
    {
        foreach (var head in _heads)
        {
            if (_sets.Field(_fields[head]).Node.ResponseKey == key) return head;
        }

        return -1;
    }

    /// <summary>
    /// Compares the fields with one response key. Those on different object types never meet in one answer: they need
    /// to have one shape only (https://spec.graphql.org/September2025/#FieldsInSetCanMerge()).
    /// </summary>
    private FieldConflict? CheckSameKey(bool shapeOnly)
    {
        if (_sameKey.Count > 1 && ShapeConflict() is { } shapeConflict) return shapeConflict;
        if (shapeOnly || !HasTwoObjectTypes())
        {
            if (!shapeOnly && Conflict(0, 1, _sameKey.Count) is { } conflict) return conflict;
            PushChildren(0, 0, _sameKey.Count, shapeOnly);
            return null;
        }

        SortByObjectType(out var onAny);
        if (Conflict(0, 1, onAny) is { } conflictOnAny) return conflictOnAny;
        for (int start = onAny, end; start < _sameKey.Count; start = end)
        {
            var parent = _sets.Field(_sameKey[start]).Parent;
            end = start + 1;
            while (end < _sameKey.Count && _sets.Field(_sameKey[end]).Parent == parent) end++;
            if (Conflict(onAny > 0 ? 0 : start, start, end) is { } conflict) return conflict;
            PushChildren(onAny, start, end, shapeOnly: false);
        }

        PushChildren(0, 0, _sameKey.Count, shapeOnly: true);
        return null;
    }

    private FieldConflict? ShapeConflict()
    {
        var first = -1;
        foreach (var index in _sameKey)
        {
            var field = _sets.Field(index);
            if (field.Definition is null) continue;
            if (first < 0) first = index;
            else if (_sets.Field(first).ShapeDifferenceTo(field) is { } reason) return Conflict(first, index, reason);
        }

        return null;
    }

    private FieldConflict? Conflict(int first, int start, int end)
    {
        for (var position = start; position < end; position++)
        {
            if (position == first) continue;
            if (_sets.Field(_sameKey[first]).DifferenceTo(_sets.Field(_sameKey[position])) is not { } reason) continue;
            return Conflict(_sameKey[first], _sameKey[position], reason);
        }

        return null;
    }

    private FieldConflict Conflict(int first, int second, string reason)
    {
        var (one, other) = (_sets.Field(first).Node, _sets.Field(second).Node);
        return new FieldConflict(one.ResponseKey, reason, [one], [other]);
    }

    private bool HasTwoObjectTypes()
    {
        ObjectType? seen = null;
        foreach (var index in _sameKey)
        {
            if (_sets.Field(index).Parent is not ObjectType parent || parent == seen) continue;
            if (seen is not null) return true;
            seen = parent;
        }

        return false;
    }

    /// <summary>
    /// Puts fields on no object type first (their number is the result), then those of each object type.
    /// </summary>
    private void SortByObjectType(out int onAny)
    {
        var numbers = new Dictionary<ObjectType, int>();
        onAny = 0;
        foreach (var index in _sameKey)
        {
            if (_sets.Field(index).Parent is ObjectType parent) numbers.TryAdd(parent, numbers.Count);
            else onAny++;
        }

        _sameKey.Sort((left, right) => Number(left).CompareTo(Number(right)));

        int Number(int index) => _sets.Field(index).Parent is ObjectType parent ? numbers[parent] : -1;
    }

    /// <summary>
    /// Sees to it that what the first <paramref name="onAny"/> fields and those of the range select is compared.
    /// </summary>
    private void PushChildren(int onAny, int start, int end, bool shapeOnly)
    {
        BeginClosure();
        if (!AddChildren(0, onAny) || !AddChildren(start, end)) return;
        if (_closure.Count > 0) _groups.Push(_closure, shapeOnly);
    }

    private bool AddChildren(int start, int end)
    {
        for (var position = start; position < end; position++)
        {
            var child = _sets.Child(_sameKey[position]);
            if (child >= 0 && !_sets.AddWithFragments(child, _closure, _toVisit)) return false;
        }

        return true;
    }

    private void BeginClosure()
    {
        _closure.Clear();
        _sets.BeginClosure();
    }
}
