using System.Text;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>The beginning of a text, as plain text: what a list shows beside a title.</summary>
internal static class Excerpt
{
    /// <summary>The most columns; a wide character (Chinese, Japanese, Korean) takes two.</summary>
    public const int WidthMax = 200;

    // More than is shown, so that the cut sees whether a word ends there; a character can be two UTF-16 units.
    private const int UnitsMax = (2 * WidthMax) + 2;

    // Past this an excerpt has had its chance: a text can begin with pages of code.
    private const int CharactersReadMax = 20_000;

    /// <summary>
    /// At most <see cref="WidthMax"/> columns of a Markdown text without its marks, code blocks and tags, cut at the
    /// end of a word; null where nothing is left.
    /// </summary>
    public static string? Of(string text)
    {
        var rest = text.AsSpan(0, Math.Min(text.Length, CharactersReadMax));
        var plain = new StringBuilder(WidthMax + 64);
        var fence = '\0';
        while (!rest.IsEmpty && plain.Length <= UnitsMax)
        {
            var end = rest.IndexOf('\n');
            var line = (end < 0 ? rest : rest[..end]).TrimEnd();
            rest = end < 0 ? default : rest[(end + 1)..];
            var mark = Fence(line);
            if (mark != '\0' && (fence == '\0' || fence == mark)) fence = fence == '\0' ? mark : '\0';
            else if (fence == '\0' && !IsCode(line)) AppendLine(StripLineMarks(line.TrimStart()), plain);
        }

        return plain.Length == 0 ? null : Cut(plain.ToString());
    }

    private static bool IsCode(ReadOnlySpan<char> line) => line.StartsWith("    ") || line.StartsWith("\t");

    private static char Fence(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        return line.StartsWith("```") ? '`' : line.StartsWith("~~~") ? '~' : '\0';
    }

    // Headings, quotations, list items, in any nesting; a line of nothing but rule marks.
    private static ReadOnlySpan<char> StripLineMarks(ReadOnlySpan<char> line)
    {
        if (line.Length >= 3 && line.TrimStart("-*_= ").IsEmpty) return default;
        while (true)
        {
            var hashes = line.Length - line.TrimStart('#').Length;
            var mark = line switch
            {
                ['>', ..] or ['-' or '*' or '+', ' ', ..] => 1,
                _ when hashes is > 0 and <= 6 && (line.Length == hashes || line[hashes] == ' ') => hashes,
                _ => Number(line),
            };
            if (mark == 0) return line;
            line = line[mark..].TrimStart();
        }
    }

    // The length of "12. " or "12) " without its space.
    private static int Number(ReadOnlySpan<char> line)
    {
        var digits = 0;
        while (digits < line.Length && digits < 9 && char.IsAsciiDigit(line[digits])) digits++;
        return digits > 0 && line[digits..] is ['.' or ')', ' ', ..] ? digits + 1 : 0;
    }

    private static void AppendLine(ReadOnlySpan<char> line, StringBuilder plain)
    {
        if (line.IsEmpty) return;
        Append(' ', plain);
        AppendText(line, plain);
    }

    private static void AppendText(ReadOnlySpan<char> text, StringBuilder plain)
    {
        for (var i = 0; i < text.Length && plain.Length <= UnitsMax; i++)
        {
            var rest = text[(i + 1)..];
            // The text of an image stands for it: its exclamation mark is left out like a mark of emphasis.
            if (IsMark(text, i) || (text[i] == '!' && rest is ['[', ..])) continue;
            switch (text[i])
            {
                case '\\' when !rest.IsEmpty && char.IsPunctuation(rest[0]):
                    Append(rest[0], plain);
                    i++;
                    break;
                case '<' when Tag(rest) is var tag and > 0:
                    i += tag;
                    break;
                case '[' when LinkOf(rest) is { Length: > 0 } link:
                    AppendText(link.Text, plain);
                    i += link.Length;
                    break;
                case var character:
                    Append(character, plain);
                    break;
            }
        }
    }

    private static void Append(char character, StringBuilder plain)
    {
        if (char.IsWhiteSpace(character) || char.IsControl(character))
        {
            if (plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
        }
        else plain.Append(character);
    }

    // Marks of emphasis and of code. A star between spaces is a star, an underscore inside a word belongs to it.
    private static bool IsMark(ReadOnlySpan<char> line, int at)
    {
        var before = at > 0 ? line[at - 1] : ' ';
        var after = at + 1 < line.Length ? line[at + 1] : ' ';
        return line[at] switch
        {
            '`' => true,
            '*' => !(char.IsWhiteSpace(before) && char.IsWhiteSpace(after)),
            '_' => !char.IsLetterOrDigit(before) || !char.IsLetterOrDigit(after),
            '~' => before == '~' || after == '~',
            _ => false,
        };
    }

    // The length of a tag's rest, or 0 where it is only a less-than sign.
    private static int Tag(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || !(char.IsAsciiLetter(rest[0]) || rest[0] is '/' or '!')) return 0;
        return rest.IndexOf('>') + 1;
    }

    // What stands after the bracket of "[text](address)" or "[text][name]": the text, and the length of all of it.
    private static Link LinkOf(ReadOnlySpan<char> rest)
    {
        var close = rest.IndexOf(']');
        if (close < 0 || close + 1 >= rest.Length) return default;
        var ending = rest[close + 1] switch { '(' => ')', '[' => ']', _ => '\0' };
        var end = ending == '\0' ? -1 : rest[(close + 2)..].IndexOf(ending);
        return end < 0 ? default : new(rest[..close], close + 2 + end + 1);
    }

    private static string Cut(string plain)
    {
        plain = plain.TrimEnd();
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

    private readonly ref struct Link(ReadOnlySpan<char> text, int length)
    {
        public ReadOnlySpan<char> Text { get; } = text;

        public int Length { get; } = length;
    }
}
