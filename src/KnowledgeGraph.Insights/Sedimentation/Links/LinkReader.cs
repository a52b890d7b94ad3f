using System.Buffers;
using System.Text;

namespace KnowledgeGraph.Insights.Sedimentation.Links;

/// <summary>
/// The links of a text in UTF-8, one after the other: the targets of Markdown's links and images, addresses and ids
/// that stand by themselves. What stands in code is passed over. Allocates nothing.
/// </summary>
internal ref struct LinkReader(ReadOnlySpan<byte> text)
{
    private static readonly SearchValues<byte> Starts = SearchValues.Create("]:`"u8);
    private static readonly SearchValues<byte> Ends = SearchValues.Create(" \t\r\n<>\"`|"u8);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    /// <summary>Where <see cref="Target"/> begins.</summary>
    public int Offset { get; private set; }

    /// <summary>Where the link leads, as it is written.</summary>
    public ReadOnlySpan<byte> Target { get; private set; }

    /// <summary>It is the target of a Markdown link, and not an address that stands in the text.</summary>
    public bool IsMarked { get; private set; }

    public bool MoveNext()
    {
        while (_at < _text.Length)
        {
            var found = _text[_at..].IndexOfAny(Starts);
            if (found < 0) break;
            var at = _at + found;
            _at = at + 1;
            switch (_text[at])
            {
                case (byte)'`':
                    SkipCode(at);
                    continue;
                case (byte)']' when at + 1 < _text.Length && _text[at + 1] == '(' && TakeMarked(at + 2):
                    return true;
                case (byte)':' when TakePlain(at):
                    return true;
            }
        }

        _at = _text.Length;
        return false;
    }

    // Code ends with as many backticks as it begins with; where it does not, it is none.
    private void SkipCode(int at)
    {
        var ticks = 1;
        while (at + ticks < _text.Length && _text[at + ticks] == '`') ticks++;
        _at = at + ticks;
        for (var from = _at; from < _text.Length;)
        {
            var next = _text[from..].IndexOf((byte)'`');
            if (next < 0) return;
            var start = from + next;
            from = start + 1;
            while (from < _text.Length && _text[from] == '`') from++;
            if (from - start != ticks) continue;
            _at = from;
            return;
        }
    }

    // [text](target "title"): the target ends at a blank or at the bracket that closes it.
    private bool TakeMarked(int start)
    {
        while (start < _text.Length && _text[start] == ' ') start++;
        if (start < _text.Length && _text[start] == '<')
        {
            var close = _text[start..].IndexOfAny((byte)'>', (byte)'\n');
            return close > 0 && _text[start + close] == '>' && Take(start + 1, start + close, isMarked: true);
        }

        var depth = 0;
        for (var end = start; end < _text.Length; end++)
        {
            var letter = _text[end];
            if (letter is (byte)'\n') return false;
            if (letter == '(') depth++;
            if (letter is (byte)' ' or (byte)'\t' || (letter == ')' && depth-- == 0))
                return Take(start, end, isMarked: true);
        }

        return false;
    }

    // scheme://... or kind:key, with the scheme or the kind before the colon.
    private bool TakePlain(int colon)
    {
        var start = colon;
        while (start > 0 && char.IsAsciiLetter((char)_text[start - 1])) start--;
        if (start == colon || colon + 1 >= _text.Length) return false;
        // Within a word, or after a sign that belongs to one: no beginning of anything. Chinese needs no blank before.
        if (start > 0 && _text[start - 1] is var before && before < 0x80
            && (char.IsAsciiLetterOrDigit((char)before) || "_-./:@#&=?"u8.Contains(before))) return false;
        var scheme = _text[start..colon];
        var isAddress = _text[(colon + 1)..].StartsWith("//"u8) && IsWeb(scheme);
        if (!isAddress && !(CommunityAddresses.IsKind(scheme) && char.IsAsciiLetterOrDigit((char)_text[colon + 1])))
            return false;
        var length = _text[start..].IndexOfAny(Ends);
        var end = length < 0 ? _text.Length : start + length;
        return Take(start, Trim(start, end, isAddress), isMarked: false);
    }

    // Signs that end a sentence are none of the address, nor is a bracket that was opened before it.
    private readonly int Trim(int start, int end, bool isAddress)
    {
        for (var at = start; at < end; at++)
        {
            // Full-width signs end it in Chinese; an id holds plain letters and signs alone.
            if (_text[at] < 0x80) continue;
            Rune.DecodeFromUtf8(_text[at..], out var rune, out var length);
            if (!isAddress || rune.Value is >= 0x3000 and <= 0x303F or >= 0xFF00 and <= 0xFF65) end = at;
            at += length - 1;
        }

        while (end > start)
        {
            var last = _text[end - 1];
            var isOpen = last == ')' && _text[start..end].Count((byte)'(') < _text[start..end].Count((byte)')');
            if (!isOpen && !".,;:!?'*_]}"u8.Contains(last)) break;
            end--;
        }

        return end;
    }

    private bool Take(int start, int end, bool isMarked)
    {
        Offset = start;
        Target = _text[start..end];
        IsMarked = isMarked;
        _at = Math.Max(_at, end);
        return true;
    }

    private static bool IsWeb(ReadOnlySpan<byte> scheme) => Ascii.EqualsIgnoreCase(scheme, "http"u8)
        || Ascii.EqualsIgnoreCase(scheme, "https"u8);
}
