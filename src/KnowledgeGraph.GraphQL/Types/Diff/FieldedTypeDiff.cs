namespace KnowledgeGraph.GraphQL.Types.Diff;

/// <summary>Changes of an object or an interface.</summary>
internal static class FieldedTypeDiff
{
    public static void Add(FieldedType before, FieldedType after, ChangeList changes)
    {
        var fields = Matched.ByName(before.Fields, after.Fields, field => field.Name);
        foreach (var field in fields.Removed) changes.Breaking($"{field}", $"{field} was removed.");
        foreach (var field in fields.Added) changes.Safe($"{field}", $"{field} was added.");
        foreach (var (old, @new) in fields.Both) AddChanged(old, @new, changes);

        var interfaces = Matched.ByName(before.Interfaces, after.Interfaces, type => type.Name);
        foreach (var type in interfaces.Removed)
        {
            changes.Breaking(after.Name, $"{after} no longer implements interface {type}.");
        }

        foreach (var type in interfaces.Added)
        {
            changes.Dangerous(after.Name, $"{type} added to interfaces implemented by {after}.");
        }
    }

    private static void AddChanged(FieldDefinition old, FieldDefinition @new, ChangeList changes)
    {
        var coordinate = @new.ToString();
        changes.AddDescription(coordinate, old.Description, @new.Description);
        changes.AddDeprecation(coordinate, old.DeprecationReason, @new.DeprecationReason);
        ArgumentDiff.Add(coordinate, old.Arguments, @new.Arguments, changes);
        var changed = $"{coordinate} changed type from {old.Type} to {@new.Type}.";
        if (!TypeChange.IsSafeForOutput(old.Type, @new.Type)) changes.Breaking(coordinate, changed);
        else if (old.Type.ToString() != @new.Type.ToString()) changes.Safe(coordinate, changed);
    }
}
