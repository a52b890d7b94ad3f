using System.Collections.Frozen;

namespace KnowledgeGraph.Search.Query;

/// <summary>
/// Words that say little about what is looked for. They are indexed as all others; a query can do without.
/// </summary>
internal static class Stopwords
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        ("a an and are as at be been but by can could did do does for from had has have how i if in into is it its may "
        + "me might must my no not of on or our shall should so such than that the their them then there these they "
        + "this those to was we were what when where which while who whom why will with would you your")
            .Split(' '),
        StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Words.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<byte> word)
    {
        if (word.Length > 8) return false;
        Span<char> letters = stackalloc char[word.Length];
        var count = System.Text.Encoding.UTF8.GetChars(word, letters);
        return Lookup.Contains(letters[..count]);
    }

    public static bool Contains(QueryUnit unit) =>
        unit is WordUnit word && Contains(word.Exact);
}
