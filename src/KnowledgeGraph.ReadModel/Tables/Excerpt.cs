using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>The beginning of a text, as plain text: what a list shows beside a title.</summary>
internal static partial class Excerpt
{
    /// <summary>The most characters; of wide ones (Chinese, Japanese, Korean) half as many say as much.</summary>
    public const int WidthMax = 200;

    // The marks of long texts need not be looked at: an excerpt is made from the beginning.
    private const int CharactersRead = 4_000;

    /// <summary>
    /// At most <see cref="WidthMax"/> columns of the text (wide characters take two) without Markdown's marks and
    /// without code blocks, cut at the end of a word; null where nothing is left.
    /// </summary>
    public static string? Of(string text)
    {
        var plain = text.Length > CharactersRead ? text[..CharactersRead] : text;
        plain = CodeBlock().Replace(plain, " ");
        plain = LineMark().Replace(plain, "");
        plain = Link().Replace(plain, "$1");
        plain = Emphasis().Replace(plain, "$2");
        plain = InlineCode().Replace(plain, "$1");
        plain = WhiteSpace().Replace(plain, " ").Trim();
        return plain.Length == 0 ? null : Cut(plain);
    }

    private static string Cut(string plain)
    {
        var (width, position, lastBreak) = (0, 0, 0);
        foreach (var rune in plain.EnumerateRunes())
        {
            var wide = IsWide(rune);
            // Between wide characters any place will do; elsewhere only a space.
            if (wide || rune.Value == ' ') lastBreak = position;
            width += wide ? 2 : 1;
            if (width > WidthMax) return plain[..(lastBreak > 0 ? lastBreak : position)].TrimEnd() + "…";
            position += rune.Utf16SequenceLength;
            if (wide) lastBreak = position;
        }

        return plain;
    }

    // Unicode's East Asian wide blocks, as far as running text uses them.
    private static bool IsWide(Rune rune) => rune.Value is
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or
        (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or
        (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);

    [GeneratedRegex(@"^[ \t]*(`{3,}|~{3,})[\s\S]*?(?:^[ \t]*\1[^\n]*$|\z)|^(?: {4}|\t)[^\n]*$", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+|[-*_=]{3,}[ \t]*$)+", RegexOptions.Multiline)]
    private static partial Regex LineMark();

    [GeneratedRegex(@"!?\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])")]
    private static partial Regex Link();

    [GeneratedRegex(@"(\*\*\*|\*\*|__|~~|\*|(?<!\w)_)(?=\S)([^*_\n]*?\S)\1(?!\w)")]
    private static partial Regex Emphasis();

    [GeneratedRegex("`+([^`\n]*)`+")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
