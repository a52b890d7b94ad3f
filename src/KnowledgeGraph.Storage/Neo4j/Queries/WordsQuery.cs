using System.Text;

namespace KnowledgeGraph.Storage.Neo4j.Queries;

/// <summary>Words as a query of Lucene's syntax, in which no word is taken for a sign.</summary>
internal static class WordsQuery
{
    // What Lucene's query parser takes for more than text, outside of quotes.
    private const string SpecialCharacters = "+-&|!(){}[]^\"~*?:\\/<>=";

    /// <summary>`+"each" +"of them" -"not this" +("begin" begin*)`.</summary>
    public static string Of(IReadOnlyList<QueryTerm> terms)
    {
        var query = new StringBuilder();
        foreach (var term in terms)
        {
            if (query.Length > 0) query.Append(' ');
            query.Append(term.IsExcluded ? '-' : '+');
            var isPrefix = term is { IsExcluded: false, IsUnfinished: true } && !term.Text.Any(char.IsWhiteSpace);
            if (isPrefix) query.Append('(');
            Quote(query, term.Text);
            if (isPrefix) Escape(query.Append(' '), term.Text).Append("*)");
        }
        return query.ToString();
    }

    /// <summary>Some of it is Chinese, Japanese or Korean, which is written without spaces.</summary>
    public static bool IsCjk(string text) => text.EnumerateRunes().Any(rune => rune.Value
        is (>= 0x1100 and <= 0x11FF) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xA960 and <= 0xA97F)
        or (>= 0xAC00 and <= 0xD7FF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE4F)
        or (>= 0xFF66 and <= 0xFF9F) or (>= 0x20000 and <= 0x3FFFF));

    private static void Quote(StringBuilder query, string text)
    {
        query.Append('"');
        foreach (var character in text)
        {
            if (character is '"' or '\\') query.Append('\\');
            query.Append(character);
        }
        query.Append('"');
    }

    private static StringBuilder Escape(StringBuilder query, string text)
    {
        foreach (var character in text)
        {
            if (SpecialCharacters.Contains(character, StringComparison.Ordinal)) query.Append('\\');
            query.Append(character);
        }
        return query;
    }
}
