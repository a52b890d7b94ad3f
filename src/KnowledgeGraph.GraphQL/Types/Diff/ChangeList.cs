namespace KnowledgeGraph.GraphQL.Types.Diff;

/// <summary>Collects changes.</summary>
internal sealed class ChangeList
{
    private readonly List<SchemaChange> _changes = [];

    public void Breaking(string coordinate, string description) =>
        _changes.Add(new SchemaChange(ChangeSeverity.Breaking, coordinate, description));

    public void Dangerous(string coordinate, string description) =>
        _changes.Add(new SchemaChange(ChangeSeverity.Dangerous, coordinate, description));

    public void Safe(string coordinate, string description) =>
        _changes.Add(new SchemaChange(ChangeSeverity.Safe, coordinate, description));

    public void AddDescription(string coordinate, string? before, string? after)
    {
        if (before != after) Safe(coordinate, $"The description of {coordinate} changed.");
    }

    public void AddDeprecation(string coordinate, string? before, string? after)
    {
        if (before == after) return;
        Safe(coordinate, after is null
            ? $"{coordinate} is no longer deprecated."
            : before is null ? $"{coordinate} was deprecated: {after}" : $"{coordinate} is deprecated anew: {after}");
    }

    /// <summary>The breaking ones first, the safe ones last.</summary>
    public IReadOnlyList<SchemaChange> InOrder() => [.. _changes.OrderByDescending(change => change.Severity)];
}
