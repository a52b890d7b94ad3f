namespace KnowledgeGraph.GraphQL.Types.Diff;

/// <summary>Changes of the arguments of a field.</summary>
internal static class ArgumentDiff
{
    /// <param name="field">The coordinate of the field.</param>
    /// <param name="before">Its arguments in the old schema.</param>
    /// <param name="after">Its arguments in the new one.</param>
    /// <param name="changes">Where to add the changes.</param>
    public static void Add(
        string field,
        IReadOnlyList<InputValueDefinition> before,
        IReadOnlyList<InputValueDefinition> after,
        ChangeList changes)
    {
        var arguments = Matched.ByName(before, after, argument => argument.Name);
        foreach (var argument in arguments.Removed)
        {
            changes.Breaking($"{field}({argument.Name}:)", $"{field} arg {argument.Name} was removed.");
        }

        foreach (var argument in arguments.Added)
        {
            var coordinate = $"{field}({argument.Name}:)";
            var added = $"arg {argument.Name} on {field} was added.";
            if (argument.IsRequired) changes.Breaking(coordinate, $"A required {added}");
            else changes.Dangerous(coordinate, $"An optional {added}");
        }

        foreach (var (old, @new) in arguments.Both) AddChanged(field, old, @new, changes);
    }

    private static void AddChanged(
        string field,
        InputValueDefinition old,
        InputValueDefinition @new,
        ChangeList changes)
    {
        var coordinate = $"{field}({@new.Name}:)";
        changes.AddDescription(coordinate, old.Description, @new.Description);
        changes.AddDeprecation(coordinate, old.DeprecationReason, @new.DeprecationReason);
        var subject = $"{field} arg {@new.Name}";
        var changed = $"{subject} has changed type from {old.Type} to {@new.Type}.";
        if (!TypeChange.IsSafeForInput(old.Type, @new.Type))
        {
            changes.Breaking(coordinate, changed);
            return;
        }

        if (old.Type.ToString() != @new.Type.ToString()) changes.Safe(coordinate, changed);
        DefaultValueDiff.Add(coordinate, subject, old, @new, changes);
    }
}
