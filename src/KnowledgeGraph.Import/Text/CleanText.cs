using System.Buffers;
using System.Text;

namespace KnowledgeGraph.Import.Text;

/// <summary>
/// Makes text from outside fit to be kept: line ends are `\n`, control characters that mean nothing are gone, halves of
/// surrogate pairs (which UTF-8 cannot hold) are U+FFFD.
/// </summary>
internal static class CleanText
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(code => code is not ('\n' or '\t')),
         '\u007F', '\uFEFF', .. Enumerable.Range(0xD800, 0x800).Select(code => (char)code)]);

    public static string Of(string text)
    {
        var first = text.AsSpan().IndexOfAny(Suspects);
        return first < 0 ? text : Rewrite(text, first);
    }

    private static string Rewrite(string text, int first)
    {
        var clean = new StringBuilder(text.Length).Append(text, 0, first);
        for (var index = first; index < text.Length; index++)
        {
            var current = text[index];
            if (current == '\r')
            {
                if (index + 1 == text.Length || text[index + 1] != '\n') clean.Append('\n');
            }
            else if (char.IsHighSurrogate(current) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                clean.Append(current).Append(text[++index]);
            }
            else if (char.IsSurrogate(current))
            {
                clean.Append('\uFFFD');
            }
            else if (!Suspects.Contains(current))
            {
                clean.Append(current);
            }
        }

        return clean.ToString();
    }
}
