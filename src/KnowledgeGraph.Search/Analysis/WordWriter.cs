using System.Buffers;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Analysis;

/// <summary>
/// Adds the tokens of one word: its exact form, its stem, and what a change from letters to digits divides.
/// </summary>
internal static class WordWriter
{
    private static readonly SearchValues<byte> VersionSigns = SearchValues.Create("0123456789."u8);

    /// <summary>A word of small ASCII letters.</summary>
    public static void WriteLower(ReadOnlySpan<byte> text, int start, int end, AnalyzedText tokens)
    {
        var length = end - start;
        text[start..end].CopyTo(tokens.Room(length));
        tokens.Add(TokenKind.Exact, WordForm.Word, length, start, end);
        WriteStem(tokens, TokenKind.Stemmed);
        tokens.Position++;
    }

    /// <summary>Any word. What is longer than a term may be becomes several.</summary>
    public static void Write(
        ReadOnlySpan<byte> text, int start, int end, AnalyzedText tokens, WordForm form, int span = 1)
    {
        while (end - start > TextAnalyzer.TermBytesMax)
        {
            var cut = start + TextAnalyzer.TermBytesMax;
            while (cut > start + 1 && (text[cut] & 0xC0) == 0x80) cut--;
            WriteOne(text, start, cut, tokens, WordForm.Code, 1);
            start = cut;
        }

        WriteOne(text, start, end, tokens, form, span);
    }

    /// <summary>A part of a word, at the present position, which stays.</summary>
    public static void WritePart(ReadOnlySpan<byte> text, int start, int end, AnalyzedText tokens)
    {
        var length = CharacterFolding.Fold(text[start..end], tokens.Room((end - start) * CharacterFolding.GrowthMax));
        if (length is 0 or > TextAnalyzer.TermBytesMax) return;
        tokens.Add(TokenKind.Part, WordForm.Word, length, start, end);
        var part = tokens.Tokens[^1];
        if (IsStemmable(tokens.TermOf(part))) WriteStem(tokens, TokenKind.Part);
        WriteLettersAndDigits(tokens, part);
    }

    /// <summary><c>.net</c> at the present position.</summary>
    public static void WriteDotNet(AnalyzedText tokens, int start, int end)
    {
        ".net"u8.CopyTo(tokens.Room(4));
        tokens.Add(TokenKind.Exact, WordForm.Code, 4, start, end);
    }

    private static void WriteOne(
        ReadOnlySpan<byte> text, int start, int end, AnalyzedText tokens, WordForm form, int span)
    {
        var length = CharacterFolding.Fold(text[start..end], tokens.Room((end - start) * CharacterFolding.GrowthMax));
        if (length == 0) return;
        // A ligature can be many letters; a term that it makes too long is cut.
        length = Math.Min(length, TextAnalyzer.TermBytesMax);
        if (form is WordForm.Word) form = FormOf(tokens.Room(length)[..length]);
        tokens.Add(TokenKind.Exact, form, length, start, end, span);
        var word = tokens.Tokens[^1];
        if (form is WordForm.Word or WordForm.Whole && IsStemmable(tokens.TermOf(word)))
        {
            WriteStem(tokens, TokenKind.Stemmed);
        }
        else if (form is WordForm.Code or WordForm.Number) WriteLettersAndDigits(tokens, word);
        tokens.Position++;
    }

    private static WordForm FormOf(ReadOnlySpan<byte> term)
    {
        if (char.IsAsciiDigit((char)term[0])) return WordForm.Number;
        return term.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0 ? WordForm.Code : WordForm.Word;
    }

    private static bool IsStemmable(ReadOnlySpan<byte> term)
    {
        foreach (var letter in term)
        {
            if (letter is not ((>= (byte)'a' and <= (byte)'z') or (byte)'\'')) return false;
        }

        return true;
    }

    // Of the last token. A part has no second token where it is its own stem.
    private static void WriteStem(AnalyzedText tokens, TokenKind kind)
    {
        var word = tokens.Tokens[^1];
        var room = tokens.Room(word.TermLength);
        tokens.TermOf(word).CopyTo(room);
        var length = EnglishStemmer.Stem(room[..word.TermLength]);
        if (kind is TokenKind.Part && tokens.TermOf(word).SequenceEqual(room[..length])) return;
        if (length > 0) tokens.Add(kind, word.Form, length, word.Start, word.End, word.Span);
    }

    // `python3` is also `python` and `3`, `v1.2` also `1.2`; `x86` and `2nd` are not divided.
    private static void WriteLettersAndDigits(AnalyzedText tokens, in Token word)
    {
        var term = tokens.TermOf(word);
        var letters = 0;
        while (letters < term.Length && term[letters] is >= (byte)'a' and <= (byte)'z') letters++;
        if (letters == 0 || letters == term.Length) return;
        var rest = term[letters..];
        if (!char.IsAsciiDigit((char)rest[0]) || rest.IndexOfAnyExcept(VersionSigns) >= 0) return;
        // Characters that folding made longer or shorter cannot be told apart in the text.
        var middle = word.End - word.Start == term.Length ? word.Start + letters : -1;
        if (letters >= 2)
        {
            tokens.AddSlice(word with
            {
                TermLength = letters, Kind = TokenKind.Part, Form = WordForm.Word,
                End = middle < 0 ? word.End : middle, Span = 1,
            });
        }

        if (letters >= 2 || (term[0] == 'v' && rest.Contains((byte)'.')))
        {
            tokens.AddSlice(word with
            {
                TermStart = word.TermStart + letters, TermLength = rest.Length, Span = 1,
                Start = middle < 0 ? word.Start : middle, Kind = TokenKind.Part, Form = WordForm.Number,
            });
        }
    }
}
