using System.Buffers;
using System.Text;

namespace KnowledgeGraph.Import.Html;

/// <summary>
/// Puts a backslash where plain text would mean something in Markdown, and only there, since the text is read and
/// searched as it stands. What lies between dollar signs, or in a LaTeX environment, is mathematics and stays.
/// </summary>
internal static class MarkdownEscape
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\\`*_[<&~$");

    /// <summary>Text at the start of a line: also what would make it a heading, a list or a quote.</summary>
    public static string Block(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        Inline(text, escaped);
        LineStart(escaped, 0);
        return escaped.ToString();
    }

    /// <summary>Appends text that stands within a line.</summary>
    public static void Inline(ReadOnlySpan<char> text, StringBuilder output)
    {
        var index = 0;
        while (index < text.Length)
        {
            var next = text[index..].IndexOfAny(Special);
            if (next < 0) break;
            output.Append(text.Slice(index, next));
            index += next;
            var math = MathLength(text[index..]);
            if (math > 0)
            {
                output.Append(text.Slice(index, math));
                index += math;
                continue;
            }

            if (MeansSomething(text, index)) output.Append('\\');
            output.Append(text[index++]);
        }

        output.Append(text[index..]);
    }

    /// <summary>Escapes what would begin a block at <paramref name="start"/> of the output.</summary>
    public static void LineStart(StringBuilder output, int start)
    {
        if (start >= output.Length) return;
        var first = output[start];
        var second = start + 1 < output.Length ? output[start + 1] : ' ';
        if (first == '#' && IsHeading(output, start) || first == '>' || first is '-' or '+' && second is ' ' or '-'
            || first == '=' && second == '=' || first == '*' && second == ' ' || first == '|')
        {
            output.Insert(start, '\\');
            return;
        }

        var digits = start;
        while (digits < output.Length && digits - start < 9 && char.IsAsciiDigit(output[digits])) digits++;
        if (digits > start && digits < output.Length && output[digits] is '.' or ')'
            && (digits + 1 == output.Length || output[digits + 1] == ' '))
            output.Insert(digits, '\\');
    }

    /// <summary>The length of the longest run of a character.</summary>
    public static int LongestRun(ReadOnlySpan<char> text, char character)
    {
        int longest = 0, run = 0;
        foreach (var current in text)
        {
            run = current == character ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static bool IsHeading(StringBuilder output, int start)
    {
        var end = start;
        while (end < output.Length && output[end] == '#') end++;
        return end - start <= 6 && (end == output.Length || output[end] == ' ');
    }

    private static bool MeansSomething(ReadOnlySpan<char> text, int index)
    {
        var before = index > 0 ? text[index - 1] : ' ';
        var after = index + 1 < text.Length ? text[index + 1] : ' ';
        return text[index] switch
        {
            '`' => true,
            '\\' => char.IsAsciiLetterOrDigit(after) is false && char.IsPunctuation(after) | char.IsSymbol(after),
            '*' => !(char.IsWhiteSpace(before) && char.IsWhiteSpace(after)),
            // Within a word it is a character like any other.
            '_' => !(char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after))
                && !(char.IsWhiteSpace(before) && char.IsWhiteSpace(after)),
            '[' => text[index..].IndexOf("](", StringComparison.Ordinal) > 0
                || text[index..].IndexOf("]:", StringComparison.Ordinal) > 0,
            '<' => char.IsAsciiLetter(after) || after is '/' or '!' or '?',
            '&' => IsEntity(text[(index + 1)..]),
            '~' => before == '~' || after == '~',
            _ => false,
        };
    }

    private static bool IsEntity(ReadOnlySpan<char> text)
    {
        const int NameMax = 32;
        var end = text[..Math.Min(text.Length, NameMax)].IndexOf(';');
        if (end < 1) return false;
        var name = text[0] == '#' ? text[1..end] : text[..end];
        foreach (var character in name)
            if (!char.IsAsciiLetterOrDigit(character)) return false;
        return name.Length > 0;
    }

    /// <summary>How long the mathematics is that begins the text; 0 where none does.</summary>
    private static int MathLength(ReadOnlySpan<char> text)
    {
        if (text[0] == '$') return DollarLength(text);
        if (!text.StartsWith("\\begin{", StringComparison.Ordinal)) return 0;
        var name = text["\\begin{".Length..];
        var close = name.IndexOf('}');
        if (close is < 1 or > 40) return 0;
        var ending = $"\\end{{{name[..close]}}}";
        var end = text.IndexOf(ending, StringComparison.Ordinal);
        return end < 0 ? 0 : end + ending.Length;
    }

    private static int DollarLength(ReadOnlySpan<char> text)
    {
        var isDisplay = text.Length > 1 && text[1] == '$';
        var mark = isDisplay ? 2 : 1;
        for (var index = mark; index < text.Length; index++)
        {
            if (text[index] == '\\') index++;
            else if (text[index] == '$' && (!isDisplay || index + 1 < text.Length && text[index + 1] == '$'))
                return index == mark ? 0 : index + mark;
        }

        return 0;
    }
}
