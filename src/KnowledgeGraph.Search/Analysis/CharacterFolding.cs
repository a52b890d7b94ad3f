using System.Text;

namespace KnowledgeGraph.Search.Analysis;

/// <summary>
/// Makes words that look alike the same bytes: upper and lower case, full and half width, ligatures, composed and
/// combined characters (NFKC with case folding), traditional and simplified Chinese; Latin and Greek lose their
/// accents.
/// </summary>
internal static class CharacterFolding
{
    /// <summary>The most that a text grows: three bytes can become eighteen characters (U+FDFA).</summary>
    public const int GrowthMax = 12;

    /// <summary>Writes the folded text, which may be empty, and gives its length.</summary>
    public static int Fold(ReadOnlySpan<byte> text, Span<byte> folded)
    {
        var length = 0;
        for (; length < text.Length; length++)
        {
            var letter = text[length];
            if (letter >= 0x80) return length + FoldAny(text[length..], folded, length);
            folded[length] = letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;
        }

        return length;
    }

    // Folded already are the first bytes of the output, which marks may yet change.
    private static int FoldAny(ReadOnlySpan<byte> text, Span<byte> output, int before)
    {
        var written = before;
        var last = before > 0 ? before - 1 : -1;
        var losesMarks = before > 0 && char.IsAsciiLetter((char)output[before - 1]);
        while (text.Length > 0)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            var character = CharacterTable.Of(rune.Value);
            var source = character.FoldsToItself ? text[..length] : character.Folded;
            text = text[length..];
            var isLost = character.Kind is CharacterKind.Mark && losesMarks && IsAccent(rune.Value);
            if (isLost || source.IsEmpty) continue;
            if (last >= 0 && TryCompose(output[last..written], source, out var composed))
            {
                written = last + composed.EncodeToUtf8(output[last..]);
                continue;
            }

            if (character.Kind is not CharacterKind.Mark)
            {
                last = written + LastStart(source);
                losesMarks = character.LosesMarks;
            }

            source.CopyTo(output[written..]);
            written += source.Length;
        }

        return written - before;
    }

    private static bool IsAccent(int codePoint) => codePoint is >= 0x300 and <= 0x36F;

    private static bool TryCompose(ReadOnlySpan<byte> before, ReadOnlySpan<byte> mark, out Rune composed)
    {
        composed = default;
        if (before[0] < 0x80 || mark[0] < 0x80) return false;
        Rune.DecodeFromUtf8(before, out var first, out var length);
        if (length != before.Length) return false;
        Rune.DecodeFromUtf8(mark, out var second, out length);
        if (length != mark.Length) return false;
        var value = CharacterTable.Compose(first.Value, second.Value);
        if (value >= 0) composed = new Rune(value);
        return value >= 0;
    }

    private static int LastStart(ReadOnlySpan<byte> text)
    {
        var start = text.Length - 1;
        while (start > 0 && (text[start] & 0xC0) == 0x80) start--;
        return start;
    }
}
