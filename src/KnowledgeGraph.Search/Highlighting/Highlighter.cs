using System.Net;
using System.Text;
using KnowledgeGraph.Search.Analysis;

namespace KnowledgeGraph.Search.Highlighting;

/// <summary>A piece of a text with what was found in it.</summary>
/// <param name="Text">The piece, as it stands in the text.</param>
/// <param name="Ranges">What was found, in order, as UTF-16 offsets into <paramref name="Text"/>.</param>
/// <param name="Units">How many different words of the query were found in it.</param>
public sealed record Fragment(string Text, IReadOnlyList<(int Start, int End)> Ranges, int Units)
{
    /// <summary>The piece as HTML: escaped, what was found between <c>mark</c> tags.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (var (start, end) in Ranges)
        {
            html.Append(WebUtility.HtmlEncode(Text[at..start])).Append("<mark>")
                .Append(WebUtility.HtmlEncode(Text[start..end])).Append("</mark>");
            at = end;
        }

        return html.Append(WebUtility.HtmlEncode(Text[at..])).ToString();
    }
}

/// <summary>
/// Marks what a query found, with the analyzer that found it: of scripts without spaces exactly the characters, not
/// their
/// neighbours. A buffer for one thread.
/// </summary>
public sealed class Highlighter
{
    private readonly AnalyzedText _tokens = new();
    private readonly List<(int Start, int End, int Unit)> _found = [];

    /// <summary>
    /// The piece of the text that holds most of the query; null where it holds nothing of it.
    /// </summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="matcher">What was looked for.</param>
    /// <param name="bytesMax">About how long the piece is; 0 for the whole text.</param>
    public Fragment? Find(ReadOnlySpan<byte> text, TermMatcher matcher, int bytesMax)
    {
        ArgumentNullException.ThrowIfNull(matcher);
        _tokens.Clear();
        _found.Clear();
        TextAnalyzer.Analyze(text, _tokens);
        foreach (ref readonly var token in _tokens.Tokens)
        {
            var unit = matcher.UnitOf(_tokens, token);
            if (unit >= 0) _found.Add((token.Start, token.End, unit));
        }

        if (_found.Count == 0) return null;
        _found.Sort();
        var (from, to) = bytesMax == 0 || text.Length <= bytesMax ? (0, text.Length) : Window(text, bytesMax);
        return Cut(text, from, to);
    }

    // From the match whose followers within reach are of the most different units, with some words before it.
    private (int From, int To) Window(ReadOnlySpan<byte> text, int bytesMax)
    {
        var (best, bestUnits, bestCount) = (0, 0, 0);
        for (var first = 0; first < _found.Count; first++)
        {
            ulong units = 0;
            var count = 0;
            var end = _found[first].Start + (bytesMax * 3 / 4);
            for (var i = first; i < _found.Count && _found[i].End <= end; i++, count++)
                units |= 1UL << (_found[i].Unit & 63);

            var different = System.Numerics.BitOperations.PopCount(units);
            if (different < bestUnits || (different == bestUnits && count <= bestCount)) continue;
            (best, bestUnits, bestCount) = (first, different, count);
        }

        var from = Math.Max(0, _found[best].Start - (bytesMax / 4));
        var to = Math.Min(text.Length, from + bytesMax);
        return (Boundary(text, from, _found[best].Start), Math.Max(_found[best].End, Boundary(text, to, text.Length)));
    }

    // The next place at or after it where a word begins, at most as far as the limit.
    private static int Boundary(ReadOnlySpan<byte> text, int at, int limit)
    {
        if (at == 0 || at >= text.Length) return Math.Min(at, text.Length);
        for (var i = at; i < Math.Min(limit, at + 40); i++)
        {
            if (text[i - 1] is (byte)' ' or (byte)'\n') return i;
        }

        while (at < limit && (text[at] & 0xC0) == 0x80) at++;
        return at;
    }

    private Fragment Cut(ReadOnlySpan<byte> text, int from, int to)
    {
        var ranges = new List<(int Start, int End)>();
        var units = new HashSet<int>();
        var end = from;
        foreach (var found in _found)
        {
            if (found.Start < from || found.End > to) continue;
            units.Add(found.Unit);
            var (start, stop) = (Offset(text, from, found.Start), Offset(text, from, found.End));
            // Ways to say one word overlap, pairs of characters too: they are one range.
            if (ranges.Count > 0 && found.Start <= end) ranges[^1] = (ranges[^1].Start, Math.Max(ranges[^1].End, stop));
            else ranges.Add((start, stop));
            end = Math.Max(end, found.End);
        }

        return new(Encoding.UTF8.GetString(text[from..to]), ranges, units.Count);
    }

    private static int Offset(ReadOnlySpan<byte> text, int from, int at) => Encoding.UTF8.GetCharCount(text[from..at]);
}
