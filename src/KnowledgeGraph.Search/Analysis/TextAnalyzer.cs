using System.Text;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Analysis;

/// <summary>
/// The one analyzer: what it makes of a text is what the text is found by, what is looked for when it is typed, and
/// what
/// is shown as found. Words are those of UAX #29, with what a technical community needs beyond it:
/// <list type="bullet">
/// <item>scripts written without spaces give each character (<see cref="TokenKind.Exact"/>) and each pair of neighbours
/// (<see cref="TokenKind.Bigram"/>), at the position of its first;</item>
/// <item>words joined by signs (<c>snake_case</c>, <c>kebab-case</c>, <c>node.js</c>) are each a word, and together
/// one,
/// without the signs, at the position of the first;</item>
/// <item>what stands within a word (<c>getUserById</c>, <c>python3</c>) is a <see cref="TokenKind.Part"/>;</item>
/// <item><c>C#</c>, <c>C++</c> and <c>.NET</c> are words; versions and numbers stay whole;</item>
/// <item>English words have a stem (<see cref="TokenKind.Stemmed"/>) beside their exact form.</item>
/// </list>
/// </summary>
public static class TextAnalyzer
{
    /// <summary>Longer words are cut into words of this length, so that nothing of a text is lost.</summary>
    public const int TermBytesMax = 240;

    // Of ASCII: what a letter or digit is, and whether a word certainly ends before the character.
    private static readonly LetterShapes[] Shapes = MakeShapes();
    private static readonly bool[] Ends = MakeEnds();

    /// <summary>
    /// Adds the tokens of a text in UTF-8, from the buffer's position on; bytes that are no UTF-8 are passed over.
    /// </summary>
    public static void Analyze(ReadOnlySpan<byte> text, AnalyzedText tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var at = 0;
        while (at < text.Length)
        {
            var first = text[at];
            if (first < 0x80)
            {
                var shape = Shapes[first];
                if (shape is LetterShapes.None)
                {
                    // Only .NET begins with a sign.
                    if (first != '.' || !TechnicalWords.TryReadDotNet(text, at, out var end))
                    {
                        at++;
                        continue;
                    }

                    WordWriter.Write(text, at, end, tokens, WordForm.Code);
                    at = end;
                    continue;
                }

                var wordEnd = at + 1;
                while (wordEnd < text.Length && text[wordEnd] < 0x80 && Shapes[text[wordEnd]] is var next and not 0)
                {
                    shape |= next;
                    wordEnd++;
                }

                if (EndsAt(text, wordEnd))
                {
                    if (shape is LetterShapes.Lower && wordEnd - at <= TermBytesMax)
                    {
                        WordWriter.WriteLower(text, at, wordEnd, tokens);
                    }
                    else CompoundWord.Write(text, at, wordEnd, tokens);
                    at = wordEnd;
                    continue;
                }
            }

            at = SegmentReader.Read(text, at, tokens);
        }
    }

    /// <inheritdoc cref="Analyze(ReadOnlySpan{byte}, AnalyzedText)"/>
    public static void Analyze(string text, AnalyzedText tokens) => Analyze(Encoding.UTF8.GetBytes(text), tokens);

    // Nothing that follows can belong to the word: what a look at one character more can tell.
    private static bool EndsAt(ReadOnlySpan<byte> text, int end)
    {
        if (end == text.Length) return true;
        var sign = text[end];
        if (sign >= 0x80) return false;
        if (Ends[sign]) return true;
        if (sign is (byte)'_' or (byte)'#' or (byte)'+') return false;
        return end + 1 == text.Length || (text[end + 1] < 0x80 && Ends[text[end + 1]]);
    }

    private static LetterShapes[] MakeShapes()
    {
        var shapes = new LetterShapes[128];
        for (var letter = 'a'; letter <= 'z'; letter++) shapes[letter] = LetterShapes.Lower;
        for (var letter = 'A'; letter <= 'Z'; letter++) shapes[letter] = LetterShapes.Upper;
        for (var digit = '0'; digit <= '9'; digit++) shapes[digit] = LetterShapes.Digit;
        return shapes;
    }

    private static bool[] MakeEnds()
    {
        var ends = new bool[128];
        for (var sign = 0; sign < ends.Length; sign++)
        {
            ends[sign] = !char.IsAsciiLetterOrDigit((char)sign) && !"_-.:,;'\"#+".Contains((char)sign);
        }

        return ends;
    }

    [Flags]
    private enum LetterShapes : byte
    {
        None = 0,
        Lower = 1,
        Upper = 2,
        Digit = 4,
    }
}
