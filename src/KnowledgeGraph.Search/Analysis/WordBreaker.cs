using System.Text;

namespace KnowledgeGraph.Search.Analysis;

/// <summary>The default word boundaries of Unicode (UAX #29, section 4.1), over UTF-8.</summary>
internal static class WordBreaker
{
    /// <summary>
    /// The end of the segment that begins at <paramref name="start"/>, which is less than the length of the text.
    /// Bytes that are no UTF-8 count as one unknown character each.
    /// </summary>
    public static int Next(ReadOnlySpan<byte> text, int start)
    {
        var at = start;
        var previous = Read(text, ref at, out _);
        if (previous is WordBreak.CarriageReturn)
        {
            return at < text.Length && text[at] == '\n' ? at + 1 : at;
        }

        if (IsNewline(previous)) return at;
        var last = previous;
        var indicators = previous is WordBreak.RegionalIndicator ? 1 : 0;
        while (at < text.Length)
        {
            var end = at;
            var next = Read(text, ref end, out var isPictograph);
            if (IsNewline(next)) return at; // WB3b
            if (IsIgnored(next))
            {
                // WB4
                (last, at) = (next, end);
                continue;
            }

            // WB3c, WB3d
            var joins = (last is WordBreak.ZeroWidthJoiner && isPictograph)
                || (last is WordBreak.Space && next is WordBreak.Space)
                || Joins(previous, next);
            if (!joins && next is WordBreak.RegionalIndicator && previous is WordBreak.RegionalIndicator)
            {
                joins = (indicators++ & 1) == 1; // WB15, WB16
            }

            if (!joins && !JoinsAcross(previous, next, text, ref end, ref next)) return at;
            (previous, last, at) = (next, next, end);
        }

        return at;
    }

    // WB5, WB8 to WB10, WB13 to WB13b
    private static bool Joins(WordBreak left, WordBreak right) => left switch
    {
        WordBreak.Letter or WordBreak.HebrewLetter or WordBreak.Numeric =>
            right is WordBreak.Letter or WordBreak.HebrewLetter or WordBreak.Numeric or WordBreak.ExtendNumLet,
        WordBreak.Katakana => right is WordBreak.Katakana or WordBreak.ExtendNumLet,
        WordBreak.ExtendNumLet => right is WordBreak.Letter or WordBreak.HebrewLetter or WordBreak.Numeric
            or WordBreak.Katakana or WordBreak.ExtendNumLet,
        _ => false,
    };

    // WB6 and WB7, WB7a, WB7b and WB7c, WB11 and WB12: what stands between two of a kind. Takes the second as well.
    private static bool JoinsAcross(
        WordBreak left, WordBreak middle, ReadOnlySpan<byte> text, ref int end, ref WordBreak taken)
    {
        var after = end;
        var right = ReadPastIgnored(text, ref after);
        var joins = left switch
        {
            WordBreak.Letter or WordBreak.HebrewLetter =>
                (middle is WordBreak.MidLetter or WordBreak.MidNumLet or WordBreak.SingleQuote
                    && right is WordBreak.Letter or WordBreak.HebrewLetter)
                || (left is WordBreak.HebrewLetter && middle is WordBreak.DoubleQuote
                    && right is WordBreak.HebrewLetter),
            WordBreak.Numeric => middle is WordBreak.MidNum or WordBreak.MidNumLet or WordBreak.SingleQuote
                && right is WordBreak.Numeric,
            _ => false,
        };
        if (joins) (end, taken) = (after, right);
        return joins || (left is WordBreak.HebrewLetter && middle is WordBreak.SingleQuote);
    }

    private static WordBreak ReadPastIgnored(ReadOnlySpan<byte> text, ref int at)
    {
        while (at < text.Length)
        {
            var next = Read(text, ref at, out _);
            if (!IsIgnored(next)) return next;
        }

        return WordBreak.Other;
    }

    private static WordBreak Read(ReadOnlySpan<byte> text, ref int at, out bool isPictograph)
    {
        Rune.DecodeFromUtf8(text[at..], out var rune, out var length);
        at += length;
        var character = CharacterTable.Of(rune.Value);
        isPictograph = character.IsPictograph;
        return character.Break;
    }

    private static bool IsNewline(WordBreak value) =>
        value is WordBreak.CarriageReturn or WordBreak.LineFeed or WordBreak.Newline;

    private static bool IsIgnored(WordBreak value) =>
        value is WordBreak.Extend or WordBreak.Format or WordBreak.ZeroWidthJoiner;
}
