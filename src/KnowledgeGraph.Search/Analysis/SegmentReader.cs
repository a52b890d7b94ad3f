using System.Text;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Analysis;

/// <summary>Reads what <see cref="TextAnalyzer"/> cannot tell at a glance: one segment with what hangs on it.</summary>
internal static class SegmentReader
{
    // More words than that joined by hyphens are no one word.
    private const int JoinedMax = 8;

    /// <summary>Adds the tokens of what begins at <paramref name="start"/>, and gives its end.</summary>
    public static int Read(ReadOnlySpan<byte> text, int start, AnalyzedText tokens)
    {
        Rune.DecodeFromUtf8(text[start..], out var rune, out var length);
        var kind = CharacterTable.Of(rune.Value).Kind;
        if (kind is CharacterKind.Unspaced) return ReadUnspaced(text, start, tokens);
        var end = WordBreaker.Next(text, start);
        if (kind is not (CharacterKind.Letter or CharacterKind.Digit) && rune.Value != '_')
        {
            return kind is CharacterKind.None && end > start + length && HasWord(text[(start + length)..end])
                ? start + length
                : end;
        }

        end = EndBeforeUnspaced(text, start, end);
        var signs = TechnicalWords.EndWithSigns(text, start, end);
        if (signs > end)
        {
            WordWriter.Write(text, start, signs, tokens, WordForm.Code);
            return signs;
        }

        for (var joined = 1; joined < JoinedMax && HyphenLength(text, end) is > 0 and var hyphen; joined++)
        {
            if (!BeginsWord(text, end + hyphen)) break;
            end = EndBeforeUnspaced(text, end + hyphen, WordBreaker.Next(text, end + hyphen));
        }

        CompoundWord.Write(text, start, end, tokens);
        return end;
    }

    // Each character with its position, and each pair at the position of its first.
    private static int ReadUnspaced(ReadOnlySpan<byte> text, int start, AnalyzedText tokens)
    {
        var at = start;
        var (lastStart, lastTerm) = (-1, default(Token));
        while (at < text.Length)
        {
            var end = CharacterEnd(text, at);
            if (end == at) break;
            var room = tokens.Room((end - at) * CharacterFolding.GrowthMax);
            var length = CharacterFolding.Fold(text[at..end], room);
            if (length > 0)
            {
                if (lastStart >= 0) AddPair(tokens, lastTerm, lastStart, end, length);
                tokens.Add(TokenKind.Exact, WordForm.Character, length, at, end);
                (lastStart, lastTerm) = (at, tokens.Tokens[^1]);
                tokens.Position++;
            }

            at = end;
        }

        return at;
    }

    // The pair's bytes are the two characters', which stand one after the other: the second is about to be kept there.
    private static void AddPair(AnalyzedText tokens, in Token first, int start, int end, int secondLength) =>
        tokens.AddSlice(new Token(
            first.TermStart, first.TermLength + secondLength, first.Position, 2, start, end,
            TokenKind.Bigram, WordForm.Character));

    // The end of one character of a script without spaces, with the marks on it; the start where there is none.
    private static int CharacterEnd(ReadOnlySpan<byte> text, int start)
    {
        var at = start;
        while (at < text.Length)
        {
            Rune.DecodeFromUtf8(text[at..], out var rune, out var length);
            var character = CharacterTable.Of(rune.Value);
            var isFirst = at == start;
            var belongs = isFirst
                ? character.Kind is CharacterKind.Unspaced
                : character.Break is WordBreak.Extend or WordBreak.Format or WordBreak.ZeroWidthJoiner
                    || IsJamoAfterFirst(rune.Value) || rune.Value is 0xFF9E or 0xFF9F;
            if (!belongs) break;
            at += length;
        }

        return at;
    }

    // Vowels and tails of syllables that are written in pieces.
    private static bool IsJamoAfterFirst(int codePoint) => codePoint is >= 0x1160 and <= 0x11FF;

    private static int EndBeforeUnspaced(ReadOnlySpan<byte> text, int start, int end)
    {
        for (var at = start; at < end;)
        {
            if (text[at] < 0x80)
            {
                at++;
                continue;
            }

            Rune.DecodeFromUtf8(text[at..], out var rune, out var length);
            if (CharacterTable.Of(rune.Value).Kind is CharacterKind.Unspaced) return at;
            at += length;
        }

        return end;
    }

    private static bool HasWord(ReadOnlySpan<byte> text)
    {
        foreach (var rune in new Utf8Runes(text))
        {
            if (CharacterTable.Of(rune).Kind is CharacterKind.Letter or CharacterKind.Digit or CharacterKind.Unspaced)
            {
                return true;
            }
        }

        return false;
    }

    // Hyphen-minus, hyphen, non-breaking hyphen.
    private static int HyphenLength(ReadOnlySpan<byte> text, int at)
    {
        if (at == text.Length) return 0;
        if (text[at] == '-') return 1;
        return text[at..].StartsWith("\u2010"u8) || text[at..].StartsWith("\u2011"u8) ? 3 : 0;
    }

    private static bool BeginsWord(ReadOnlySpan<byte> text, int at)
    {
        if (at >= text.Length) return false;
        Rune.DecodeFromUtf8(text[at..], out var rune, out _);
        return CharacterTable.Of(rune.Value).Kind is CharacterKind.Letter or CharacterKind.Digit;
    }
}
