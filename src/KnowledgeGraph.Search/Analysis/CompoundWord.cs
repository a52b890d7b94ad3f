using System.Buffers;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Analysis;

/// <summary>
/// A word that may be made of words. Signs within it (<c>_ - . :</c>) divide it into words; capitals divide those into
/// parts (<c>getUserById</c>, <c>HTTP2Server</c>).
/// </summary>
internal static class CompoundWord
{
    private const int WordsMax = 32;

    private static readonly SearchValues<byte> NumberSigns = SearchValues.Create("0123456789.-:,"u8);

    public static void Write(ReadOnlySpan<byte> text, int start, int end, AnalyzedText tokens)
    {
        Span<(int Start, int End)> words = stackalloc (int, int)[WordsMax];
        while (start < end)
        {
            var count = SplitAtSigns(text, ref start, end, words);
            if (count == 1) WriteWord(text, words[0].Start, words[0].End, tokens);
            else if (count > 1) WriteWords(text, words[..count], tokens);
        }
    }

    private static void WriteWords(
        ReadOnlySpan<byte> text, ReadOnlySpan<(int Start, int End)> words, AnalyzedText tokens)
    {
        WriteWhole(text, words, tokens);
        foreach (var (start, end) in words) WriteWord(text, start, end, tokens);
    }

    // As many words as there is room for; start moves on behind them.
    private static int SplitAtSigns(ReadOnlySpan<byte> text, ref int start, int end, Span<(int Start, int End)> words)
    {
        var count = 0;
        var wordStart = -1;
        var isNumeric = text[start..end].IndexOfAnyExcept(NumberSigns) < 0;
        for (var at = start; at < end; at++)
        {
            if (!IsSign(text[at..end], out var length) || StaysInNumber(text[start..end], at - start, isNumeric))
            {
                if (wordStart < 0) wordStart = at;
                continue;
            }

            if (wordStart >= 0)
            {
                words[count++] = (wordStart, at);
                wordStart = -1;
            }

            at += length - 1;
            if (count < words.Length) continue;
            start = at + 1;
            return count;
        }

        if (wordStart >= 0) words[count++] = (wordStart, end);
        start = end;
        return count;
    }

    private static bool IsSign(ReadOnlySpan<byte> text, out int length)
    {
        length = 1;
        if (text[0] is (byte)'_' or (byte)'-' or (byte)'.' or (byte)':') return true;
        if (text[0] is not (0xE2 or 0xC2) || text.Length < 2) return false;
        length = text[0] == 0xE2 ? 3 : 2;
        return text.StartsWith("\u2010"u8) || text.StartsWith("\u2011"u8)
            || text.StartsWith("·"u8);
    }

    // `1.2.3`, `2024-05-01` and `3,000` are one word.
    private static bool StaysInNumber(ReadOnlySpan<byte> word, int at, bool isNumeric) =>
        at > 0 && at + 1 < word.Length
        && char.IsAsciiDigit((char)word[at - 1]) && char.IsAsciiDigit((char)word[at + 1])
        && (word[at] == '.' || (isNumeric && word[at] is (byte)'-' or (byte)':'));

    // A word between signs: itself, and its parts.
    private static void WriteWord(ReadOnlySpan<byte> text, int start, int end, AnalyzedText tokens)
    {
        Span<(int Start, int End)> parts = stackalloc (int, int)[WordsMax];
        var count = end - start <= TextAnalyzer.TermBytesMax ? CapitalParts.Split(text, start, end, parts) : 1;
        if (count == 1 || IsName(text[start..end], tokens))
        {
            WordWriter.Write(text, start, end, tokens, WordForm.Word);
            return;
        }

        var (first, written) = (tokens.Position, tokens.Count);
        WordWriter.Write(text, start, end, tokens, WordForm.Whole, span: count);
        if (tokens.Count == written) return;
        tokens.Position = first;
        for (var part = 0; part < count; part++)
        {
            WordWriter.WritePart(text, parts[part].Start, parts[part].End, tokens);
            tokens.Position++;
        }
    }

    private static bool IsName(ReadOnlySpan<byte> word, AnalyzedText tokens)
    {
        var room = tokens.Room(word.Length * CharacterFolding.GrowthMax);
        return TechnicalWords.IsName(room[..CharacterFolding.Fold(word, room)]);
    }

    // At the position of the first word, which stays. Without the signs, but where it begins with a digit: `nodejs`,
    // `getuserbyid`, but `1.2.3-beta`.
    private static void WriteWhole(
        ReadOnlySpan<byte> text, ReadOnlySpan<(int Start, int End)> words, AnalyzedText tokens)
    {
        var (start, end) = (words[0].Start, words[^1].End);
        if (end - start > TextAnalyzer.TermBytesMax) return;
        var room = tokens.Room((end - start) * CharacterFolding.GrowthMax);
        var length = 0;
        if (char.IsAsciiDigit((char)text[start])) length = CharacterFolding.Fold(text[start..end], room);
        else
        {
            foreach (var (from, to) in words) length += CharacterFolding.Fold(text[from..to], room[length..]);
        }

        if (length == 0 || length > TextAnalyzer.TermBytesMax) return;
        tokens.Add(TokenKind.Exact, WordForm.Whole, length, start, end, words.Length);
        if (TechnicalWords.IsDotNet(text, words)) WordWriter.WriteDotNet(tokens, words[^1].Start - 1, words[^1].End);
    }
}
