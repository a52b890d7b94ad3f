namespace KnowledgeGraph.GraphQL.Types.Diff;

/// <summary>Changes of a union.</summary>
internal static class UnionDiff
{
    public static void Add(UnionType before, UnionType after, ChangeList changes)
    {
        var members = Matched.ByName(before.Types, after.Types, type => type.Name);
        foreach (var type in members.Removed)
        {
            changes.Breaking(after.Name, $"{type} was removed from union type {after}.");
        }

        foreach (var type in members.Added) changes.Dangerous(after.Name, $"{type} was added to union type {after}.");
    }
}
