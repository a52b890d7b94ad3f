namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// A deferred fragment at the place of a plan where it is spread
/// (https://github.com/graphql/graphql-spec/pull/1110, "Field Collection"). Immutable; each is itself alone.
/// </summary>
/// <param name="label">The label, which the client knows it by.</param>
/// <param name="parent">The deferred fragment that it is in; it is announced after that one.</param>
internal sealed class DeferUsage(string? label, DeferUsage? parent)
{
    private static long _count;

    private readonly long _number = Interlocked.Increment(ref _count);

    public string? Label { get; } = label;

    public DeferUsage? Parent { get; } = parent;

    /// <summary>
    /// What the field has to wait for: the fragments that bring it, those left out whose outer one brings it too. Empty
    /// where it comes without any.
    /// </summary>
    public static DeferUsage[] SetOf(IReadOnlyList<DeferUsage?> usages)
    {
        var set = new HashSet<DeferUsage>();
        foreach (var usage in usages)
        {
            if (usage is null) return [];
            set.Add(usage);
        }

        return [.. set.Where(usage => !usage.HasAncestorIn(set)).OrderBy(usage => usage._number)];
    }

    private bool HasAncestorIn(HashSet<DeferUsage> set)
    {
        for (var outer = Parent; outer is not null; outer = outer.Parent)
        {
            if (set.Contains(outer)) return true;
        }

        return false;
    }
}
