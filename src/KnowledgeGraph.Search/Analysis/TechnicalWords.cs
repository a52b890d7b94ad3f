namespace KnowledgeGraph.Search.Analysis;

/// <summary>Words with signs in them, and names that only look as though they were two words.</summary>
internal static class TechnicalWords
{
    // Sorted by their bytes.
    private static readonly byte[][] Names = ReadNames();

    /// <summary>The name, folded, is one word however it is written (<c>JavaScript</c>, <c>GitHub</c>).</summary>
    public static bool IsName(ReadOnlySpan<byte> folded)
    {
        var (low, high) = (0, Names.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = Names[middle].AsSpan().SequenceCompareTo(folded);
            if (order == 0) return true;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return false;
    }

    /// <summary><c>.NET</c> begins there, and ends before another letter or digit.</summary>
    public static bool TryReadDotNet(ReadOnlySpan<byte> text, int start, out int end)
    {
        end = start + 4;
        return text.Length - start >= 4
            && (text[start + 1] | 0x20) == 'n' && (text[start + 2] | 0x20) == 'e' && (text[start + 3] | 0x20) == 't'
            && (start == 0 || !char.IsAsciiLetterOrDigit((char)text[start - 1]))
            && (end == text.Length || !char.IsAsciiLetterOrDigit((char)text[end]));
    }

    /// <summary>The words end in <c>.NET</c>, in capitals: <c>ASP.NET</c>, but not <c>example.net</c>.</summary>
    public static bool IsDotNet(ReadOnlySpan<byte> text, ReadOnlySpan<(int Start, int End)> words)
    {
        var (start, end) = words[^1];
        return text[start..end].SequenceEqual("NET"u8) && text[start - 1] == '.';
    }

    /// <summary>
    /// The end of a word of letters with the signs that belong to it: <c>C#</c>, <c>F#</c>, <c>C++</c>.
    /// </summary>
    public static int EndWithSigns(ReadOnlySpan<byte> text, int start, int end)
    {
        if (end - start > 3 || end == text.Length || !char.IsAsciiLetter((char)text[start])) return end;
        if (text[end] == '#' && end - start <= 2) return end + 1;
        return text[end..].StartsWith("++"u8) && (text.Length == end + 2 || text[end + 2] != '+') ? end + 2 : end;
    }

    private static byte[][] ReadNames()
    {
        using var stream = typeof(TechnicalWords).Assembly.GetManifestResourceStream("names.txt")
            ?? throw new InvalidOperationException("The assembly lacks its list of names.");
        using var reader = new StreamReader(stream);
        const StringSplitOptions lines = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var names = reader.ReadToEnd().Split('\n', lines)
            .Where(line => line[0] != '#')
            .Select(line => System.Text.Encoding.UTF8.GetBytes(line));
        return [.. names.Order(Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)))];
    }
}
