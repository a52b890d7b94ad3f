using System.Text;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Analysis;

/// <summary>
/// How a title or a name sounds: for each Han character its readings (<see cref="TokenKind.Sound"/>) and their first
/// letters (<see cref="TokenKind.Initials"/>), at one position each, so that what is typed as <c>nongye</c>,
/// <c>nongy</c>
/// or <c>ny</c> is a phrase. Traditional characters sound as simplified ones.
/// </summary>
public static class PinyinAnalyzer
{
    private const int ReadingsMax = 3;

    /// <summary>Adds the tokens of a text in UTF-8; what stands between Chinese takes one position.</summary>
    public static void Analyze(ReadOnlySpan<byte> text, AnalyzedText tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var wasHan = false;
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf8(text[at..], out var rune, out var length);
            if (!rune.IsAscii && TryRead(Simplify(rune.Value), tokens, at, at + length))
            {
                tokens.Position++;
                wasHan = true;
            }
            else if (wasHan)
            {
                tokens.Position++;
                wasHan = false;
            }

            at += length;
        }
    }

    private static bool TryRead(int codePoint, AnalyzedText tokens, int start, int end)
    {
        Span<byte> initials = stackalloc byte[ReadingsMax];
        var count = 0;
        for (var place = 0; place < ReadingsMax; place++)
        {
            var reading = PinyinTable.Reading(codePoint, place);
            if (reading.IsEmpty) break;
            reading.CopyTo(tokens.Room(reading.Length));
            tokens.Add(TokenKind.Sound, WordForm.Character, reading.Length, start, end);
            if (initials[..count].Contains(reading[0])) continue;
            initials[count++] = reading[0];
            tokens.Room(1)[0] = reading[0];
            tokens.Add(TokenKind.Initials, WordForm.Character, 1, start, end);
        }

        return count > 0;
    }

    private static int Simplify(int codePoint)
    {
        var character = CharacterTable.Of(codePoint);
        if (character.FoldsToItself || character.Folded.IsEmpty) return codePoint;
        Rune.DecodeFromUtf8(character.Folded, out var rune, out var length);
        return length == character.Folded.Length ? rune.Value : codePoint;
    }
}
