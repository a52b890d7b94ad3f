namespace KnowledgeGraph.Insights.Curation;

/// <summary>
/// The words of a text, folded to lower case, for comparing texts: runs of letters and digits, and of Chinese, Japanese
/// and Korean each two letters that stand together.
/// </summary>
internal static class WordSet
{
    // Longer texts are compared by their beginning.
    private const int LettersMax = 20_000;

    public static HashSet<string> Of(params ReadOnlySpan<string?> texts)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (text is not null) Add(text.AsSpan(0, Math.Min(text.Length, LettersMax)), words);
        }

        return words;
    }

    /// <summary>The share of all words that both have (Jaccard).</summary>
    public static double Likeness(HashSet<string> left, HashSet<string> right)
    {
        if (left.Count == 0 || right.Count == 0) return 0;
        var common = left.Count < right.Count ? left.Count(right.Contains) : right.Count(left.Contains);
        return (double)common / (left.Count + right.Count - common);
    }

    /// <summary>The name stands in the text as words of their own; not as a part of longer ones.</summary>
    public static bool Names(string text, string name)
    {
        if (name.Length < 2) return false;
        for (var at = 0; (at = text.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var isAlone = (at == 0 || Breaks(text[at - 1], text[at]))
                && (at + name.Length == text.Length || Breaks(text[at + name.Length - 1], text[at + name.Length]));
            if (isAlone) return true;
        }

        return false;
    }

    private static void Add(ReadOnlySpan<char> text, HashSet<string> words)
    {
        for (var start = 0; start < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[start]))
            {
                start++;
            }
            else if (IsCjk(text[start]))
            {
                if (start + 1 < text.Length && IsCjk(text[start + 1])) words.Add(text.Slice(start, 2).ToString());
                start++;
            }
            else
            {
                var end = start;
                while (end < text.Length && char.IsLetterOrDigit(text[end]) && !IsCjk(text[end])) end++;
                if (end - start > 2) words.Add(text[start..end].ToString().ToLowerInvariant());
                start = end;
            }
        }
    }

    private static bool Breaks(char left, char right) =>
        !char.IsLetterOrDigit(left) || !char.IsLetterOrDigit(right) || IsCjk(left) || IsCjk(right);

    private static bool IsCjk(char letter) => letter is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF'
        or >= '\uAC00' and <= '\uD7AF';
}
