namespace KnowledgeGraph.GraphQL.Types.Diff;

/// <summary>
/// The items of two lists by name: which are in the one, the other, or both. In the order of the lists.
/// </summary>
internal sealed record Matched<T>(
    IReadOnlyList<T> Removed,
    IReadOnlyList<T> Added,
    IReadOnlyList<(T Before, T After)> Both);

/// <summary>Makes <see cref="Matched{T}"/>.</summary>
internal static class Matched
{
    public static Matched<T> ByName<T>(IEnumerable<T> before, IEnumerable<T> after, Func<T, string> name)
        where T : class
    {
        var (olds, news) = (before.ToList(), after.ToList());
        var oldsByName = olds.ToDictionary(name, StringComparer.Ordinal);
        var newsByName = news.ToDictionary(name, StringComparer.Ordinal);
        return new Matched<T>(
            [.. olds.Where(item => !newsByName.ContainsKey(name(item)))],
            [.. news.Where(item => !oldsByName.ContainsKey(name(item)))],
            [.. olds.Where(item => newsByName.ContainsKey(name(item))).Select(item => (item, newsByName[name(item)]))]);
    }
}
