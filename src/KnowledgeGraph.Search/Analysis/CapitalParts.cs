using System.Text;

namespace KnowledgeGraph.Search.Analysis;

/// <summary>
/// Divides a word where its capitals say so: before a capital after a small letter or a digit, and before the last of
/// several capitals that a small letter follows. A first part of one letter is none (<c>iPhone</c>).
/// </summary>
internal static class CapitalParts
{
    /// <summary>Writes the parts and gives their number, 1 where the word is whole.</summary>
    public static int Split(ReadOnlySpan<byte> text, int start, int end, Span<(int Start, int End)> parts)
    {
        var count = 0;
        var partStart = start;
        var (before, beforeStart) = (Shape.None, start);
        var runOfCapitals = 0;
        for (var at = start; at < end;)
        {
            Rune.DecodeFromUtf8(text[at..end], out var rune, out var length);
            var shape = ShapeOf(rune.Value);
            var divides = shape is Shape.Upper && before is Shape.Lower or Shape.Digit ? at
                : shape is Shape.Lower && before is Shape.Upper && runOfCapitals > 1 ? beforeStart
                : -1;
            runOfCapitals = shape is Shape.Upper ? runOfCapitals + 1 : 0;
            if (divides > partStart + 1 && count < parts.Length - 1)
            {
                parts[count++] = (partStart, divides);
                partStart = divides;
            }

            (before, beforeStart) = (shape, at);
            at += length;
        }

        parts[count++] = (partStart, end);
        return count;
    }

    private static Shape ShapeOf(int codePoint)
    {
        var character = CharacterTable.Of(codePoint);
        if (character.IsUpper) return Shape.Upper;
        if (character.IsLower) return Shape.Lower;
        return character.Kind is CharacterKind.Digit ? Shape.Digit : Shape.None;
    }

    private enum Shape
    {
        None,
        Lower,
        Upper,
        Digit,
    }
}
