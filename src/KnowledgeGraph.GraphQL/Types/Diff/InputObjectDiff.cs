namespace KnowledgeGraph.GraphQL.Types.Diff;

/// <summary>Changes of an input object.</summary>
internal static class InputObjectDiff
{
    public static void Add(InputObjectType before, InputObjectType after, ChangeList changes)
    {
        if (!before.IsOneOf && after.IsOneOf)
        {
            changes.Breaking(after.Name, $"{after} became a OneOf Input Object.");
        }
        else if (before.IsOneOf && !after.IsOneOf)
        {
            changes.Dangerous(after.Name, $"{after} is no longer a OneOf Input Object.");
        }

        var fields = Matched.ByName(before.Fields, after.Fields, field => field.Name);
        foreach (var field in fields.Removed)
        {
            changes.Breaking($"{after}.{field.Name}", $"{after}.{field.Name} was removed.");
        }

        foreach (var field in fields.Added) AddNew(after, field, changes);
        foreach (var (old, @new) in fields.Both) AddChanged(after, old, @new, changes);
    }

    private static void AddNew(InputObjectType type, InputValueDefinition field, ChangeList changes)
    {
        var coordinate = $"{type}.{field.Name}";
        if (field.IsRequired)
        {
            changes.Breaking(coordinate, $"A required field {field.Name} on input type {type} was added.");
        }
        else
        {
            changes.Dangerous(coordinate, $"An optional field {field.Name} on input type {type} was added.");
        }
    }

    private static void AddChanged(
        InputObjectType type,
        InputValueDefinition old,
        InputValueDefinition @new,
        ChangeList changes)
    {
        var coordinate = $"{type}.{@new.Name}";
        changes.AddDescription(coordinate, old.Description, @new.Description);
        changes.AddDeprecation(coordinate, old.DeprecationReason, @new.DeprecationReason);
        var changed = $"{coordinate} changed type from {old.Type} to {@new.Type}.";
        if (!TypeChange.IsSafeForInput(old.Type, @new.Type))
        {
            changes.Breaking(coordinate, changed);
            return;
        }

        if (old.Type.ToString() != @new.Type.ToString()) changes.Safe(coordinate, changed);
        DefaultValueDiff.Add(coordinate, coordinate, old, @new, changes);
    }
}
