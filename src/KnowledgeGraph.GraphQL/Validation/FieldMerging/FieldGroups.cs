namespace KnowledgeGraph.GraphQL.Validation.FieldMerging;

/// <summary>The groups of field sets with one path that are still to be checked; each is given out once.</summary>
internal sealed class FieldGroups
{
    private readonly Stack<Group> _toCheck = [];
    private readonly List<Known> _knownSingles = [];
    private readonly Dictionary<Group, Known> _known = [];

    private enum Known : byte
    {
        Nothing,
        ShapeOnly,
        All,
    }

    /// <summary>Adds a group unless it was added before.</summary>
    /// <param name="sets">The numbers of its sets, distinct and not none; put in order here.</param>
    /// <param name="shapeOnly">
    /// Only shapes are to be compared: everything that is in it stands on different objects.
    /// </param>
    public void Push(List<int> sets, bool shapeOnly)
    {
        var asked = shapeOnly ? Known.ShapeOnly : Known.All;
        if (sets.Count == 1)
        {
            var set = sets[0];
            while (_knownSingles.Count <= set) _knownSingles.Add(Known.Nothing);
            if (_knownSingles[set] >= asked) return;
            _knownSingles[set] = asked;
            _toCheck.Push(new Group(set, null, shapeOnly));
            return;
        }

        sets.Sort();
        var group = new Group(0, [.. sets], shapeOnly);
        if (_known.GetValueOrDefault(group) >= asked) return;
        _known[group] = asked;
        _toCheck.Push(group);
    }

    public bool TryPop(List<int> sets, out bool shapeOnly)
    {
        sets.Clear();
        shapeOnly = false;
        if (!_toCheck.TryPop(out var group)) return false;
        shapeOnly = group.ShapeOnly;
        if (group.Several is null) sets.Add(group.Single);
        else sets.AddRange(group.Several);
        return true;
    }

    /// <summary>Equal where the sets are; how they are to be compared does not count.</summary>
    private readonly struct Group(int single, int[]? several, bool shapeOnly) : IEquatable<Group>
    {
        public int Single { get; } = single;
        public int[]? Several { get; } = several;
        public bool ShapeOnly { get; } = shapeOnly;

        public bool Equals(Group other) => Single == other.Single && Several.AsSpan().SequenceEqual(other.Several);

        public override bool Equals(object? obj) => obj is Group other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(Single);
            foreach (var set in Several.AsSpan()) hash.Add(set);
            return hash.ToHashCode();
        }
    }
}
