namespace KnowledgeGraph.GraphQL.Types.Diff;

/// <summary>Changes of an enum.</summary>
internal static class EnumDiff
{
    public static void Add(EnumType before, EnumType after, ChangeList changes)
    {
        var values = Matched.ByName(before.Values, after.Values, value => value.Name);
        foreach (var value in values.Removed)
        {
            changes.Breaking($"{after}.{value.Name}", $"{value.Name} was removed from enum type {after}.");
        }

        // A client that handles the values one by one meets one that it does not know.
        foreach (var value in values.Added)
        {
            changes.Dangerous($"{after}.{value.Name}", $"{value.Name} was added to enum type {after}.");
        }

        foreach (var (old, @new) in values.Both)
        {
            changes.AddDescription($"{after}.{@new.Name}", old.Description, @new.Description);
            changes.AddDeprecation($"{after}.{@new.Name}", old.DeprecationReason, @new.DeprecationReason);
        }
    }
}
