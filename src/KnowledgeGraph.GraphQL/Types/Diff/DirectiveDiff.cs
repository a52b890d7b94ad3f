namespace KnowledgeGraph.GraphQL.Types.Diff;

/// <summary>Changes of the directives that a schema defines.</summary>
internal static class DirectiveDiff
{
    public static void Add(Schema before, Schema after, ChangeList changes)
    {
        var directives = Matched.ByName(before.Directives, after.Directives, directive => directive.Name);
        foreach (var old in directives.Removed) changes.Breaking($"@{old.Name}", $"{old.Name} was removed.");
        foreach (var added in directives.Added) changes.Safe($"@{added.Name}", $"{added.Name} was added.");
        foreach (var (old, @new) in directives.Both) AddChanged(old, @new, changes);
    }

    private static void AddChanged(DirectiveDefinition old, DirectiveDefinition @new, ChangeList changes)
    {
        var coordinate = $"@{@new.Name}";
        changes.AddDescription(coordinate, old.Description, @new.Description);
        AddArguments(old, @new, changes);
        if (old.IsRepeatable && !@new.IsRepeatable)
        {
            changes.Breaking(coordinate, $"Repeatable flag was removed from {@new.Name}.");
        }
        else if (!old.IsRepeatable && @new.IsRepeatable)
        {
            changes.Safe(coordinate, $"Repeatable flag was added to {@new.Name}.");
        }

        foreach (var location in old.Locations.Except(@new.Locations))
        {
            changes.Breaking(coordinate, $"{location} was removed from {@new.Name}.");
        }

        foreach (var location in @new.Locations.Except(old.Locations))
        {
            changes.Safe(coordinate, $"{location} was added to {@new.Name}.");
        }
    }

    private static void AddArguments(DirectiveDefinition before, DirectiveDefinition after, ChangeList changes)
    {
        var arguments = Matched.ByName(before.Arguments, after.Arguments, argument => argument.Name);
        foreach (var argument in arguments.Removed)
        {
            changes.Breaking(Coordinate(argument), $"{argument.Name} was removed from {after.Name}.");
        }

        foreach (var argument in arguments.Added)
        {
            if (argument.IsRequired)
            {
                changes.Breaking(
                    Coordinate(argument),
                    $"A required arg {argument.Name} on directive {after.Name} was added.");
            }
            else
            {
                changes.Safe(
                    Coordinate(argument),
                    $"An optional arg {argument.Name} on directive {after.Name} was added.");
            }
        }

        foreach (var (old, @new) in arguments.Both)
        {
            changes.AddDescription(Coordinate(@new), old.Description, @new.Description);
            var subject = $"@{after.Name} arg {@new.Name}";
            if (!TypeChange.IsSafeForInput(old.Type, @new.Type))
            {
                changes.Breaking(
                    Coordinate(@new),
                    $"{subject} has changed type from {old.Type} to {@new.Type}.");
            }
            else
            {
                DefaultValueDiff.Add(Coordinate(@new), subject, old, @new, changes);
            }
        }

        string Coordinate(InputValueDefinition argument) => $"@{after.Name}({argument.Name}:)";
    }
}
