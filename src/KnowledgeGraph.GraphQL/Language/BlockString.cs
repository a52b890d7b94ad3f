using System.Text;

namespace KnowledgeGraph.GraphQL.Language;

/// <summary>
/// Block strings (https://spec.graphql.org/September2025/#BlockStringValue()), read and written as graphql-js does.
/// </summary>
internal static class BlockString
{
    private const string EscapedQuotes = "\\\"\"\"";
    private const string Quotes = "\"\"\"";

    /// <summary>
    /// What is meant by the text between the quotes: common indentation and blank first and last lines taken off.
    /// </summary>
    public static string Value(string raw)
    {
        var lines = Lines(raw.Replace(EscapedQuotes, Quotes, StringComparison.Ordinal));
        var commonIndent = int.MaxValue;
        var first = -1;
        var last = -1;
        for (var index = 0; index < lines.Length; index++)
        {
            var indent = LeadingWhitespace(lines[index]);
            if (indent == lines[index].Length) continue;
            if (first < 0) first = index;
            last = index;
            if (index != 0) commonIndent = Math.Min(commonIndent, indent);
        }

        if (first < 0) return "";
        var value = new StringBuilder(raw.Length);
        for (var index = first; index <= last; index++)
        {
            if (index != first) value.Append('\n');
            var line = lines[index];
            value.Append(index == 0 ? line : line.AsSpan(Math.Min(commonIndent, line.Length)));
        }

        return value.ToString();
    }

    /// <summary>Reading the value back from its block string gives the value again.</summary>
    public static bool CanHold(string value)
    {
        if (value.Length == 0) return true;
        var isEmptyLine = true;
        var hasIndent = false;
        var hasCommonIndent = true;
        var seenNonEmptyLine = false;
        foreach (var character in value)
        {
            switch (character)
            {
                case <= '\b' or '\v' or '\f' or '\r' or '\u000E' or '\u000F':
                    return false;
                case '\n':
                    if (isEmptyLine && !seenNonEmptyLine) return false;
                    seenNonEmptyLine = true;
                    isEmptyLine = true;
                    hasIndent = false;
                    break;
                case '\t' or ' ':
                    hasIndent |= isEmptyLine;
                    break;
                default:
                    hasCommonIndent &= hasIndent;
                    isEmptyLine = false;
                    break;
            }
        }

        return !isEmptyLine && !(hasCommonIndent && seenNonEmptyLine);
    }

    /// <summary>The value with its quotes, over several lines where that reads better or must be.</summary>
    public static string Print(string value)
    {
        var escaped = value.Replace(Quotes, EscapedQuotes, StringComparison.Ordinal);
        var lines = Lines(escaped);
        var isSingleLine = lines.Length == 1;
        var forceLeadingNewLine = !isSingleLine
            && lines.Skip(1).All(line => line.Length == 0 || IsWhitespace(line[0]));
        var hasTrailingTripleQuotes = escaped.EndsWith(EscapedQuotes, StringComparison.Ordinal);
        var hasTrailingQuote = value.EndsWith('"') && !hasTrailingTripleQuotes;
        var forceTrailingNewLine = hasTrailingQuote || value.EndsWith('\\');
        var overSeveralLines = !isSingleLine || value.Length > 70 || forceTrailingNewLine || hasTrailingTripleQuotes;
        var skipLeadingNewLine = isSingleLine && value.Length > 0 && IsWhitespace(value[0]);

        var leading = (overSeveralLines && !skipLeadingNewLine) || forceLeadingNewLine ? "\n" : "";
        var trailing = overSeveralLines ? "\n" : "";
        return $"{Quotes}{leading}{escaped}{trailing}{Quotes}";
    }

    private static string[] Lines(string text) => text.Split(["\r\n", "\n", "\r"], StringSplitOptions.None);

    private static int LeadingWhitespace(string line)
    {
        var count = 0;
        while (count < line.Length && IsWhitespace(line[count])) count++;
        return count;
    }

    private static bool IsWhitespace(char character) => character is ' ' or '\t';
}
