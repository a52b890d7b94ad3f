namespace KnowledgeGraph.Search.Analysis;

/// <summary>One character as it was typed in pinyin.</summary>
/// <param name="Text">A syllable, the beginning of one, or the first letter of one.</param>
/// <param name="IsInitial">Only the first letter.</param>
/// <param name="IsPrefix">The beginning of a syllable that is still being typed.</param>
public readonly record struct PinyinSlot(string Text, bool IsInitial, bool IsPrefix);

/// <summary>Reads what was typed in Latin letters as pinyin: syllables, first letters, or both mixed.</summary>
public static class PinyinReader
{
    /// <summary>The longest text that is read so.</summary>
    public const int LettersMax = 48;

    /// <summary>
    /// The reading with the fewest characters, of those the one with the fewest first letters; empty where there is
    /// none.
    /// One letter alone is no pinyin.
    /// </summary>
    /// <param name="letters">Small letters, <c>v</c> standing for <c>ü</c>; apostrophes divide syllables.</param>
    /// <param name="isLast">The last syllable may be unfinished.</param>
    public static IReadOnlyList<PinyinSlot> Read(string letters, bool isLast)
    {
        ArgumentNullException.ThrowIfNull(letters);
        if (letters.Length is < 2 or > LettersMax) return [];
        var count = letters.Length;
        // From each place on: the cost of the best reading and the length of its first slot.
        var costs = new int[count + 1];
        var lengths = new int[count + 1];
        for (var start = count - 1; start >= 0; start--)
        {
            if (letters[start] == '\'')
            {
                (costs[start], lengths[start]) = (costs[start + 1], 0);
                continue;
            }

            costs[start] = int.MaxValue;
            for (var length = Math.Min(PinyinTable.SyllableLettersMax, count - start); length > 0; length--)
            {
                var cost = Cost(letters.AsSpan(start, length), isLast && start + length == count);
                if (cost < 0 || costs[start + length] == int.MaxValue || cost + costs[start + length] >= costs[start])
                {
                    continue;
                }

                (costs[start], lengths[start]) = (cost + costs[start + length], length);
            }
        }

        return costs[0] == int.MaxValue ? [] : Slots(letters, lengths, isLast);
    }

    private static List<PinyinSlot> Slots(string letters, int[] lengths, bool isLast)
    {
        var slots = new List<PinyinSlot>();
        for (var at = 0; at < letters.Length; at += Math.Max(1, lengths[at]))
        {
            if (lengths[at] == 0) continue;
            var text = letters.Substring(at, lengths[at]);
            var isPrefix = isLast && at + text.Length == letters.Length && text.Length > 1
                && PinyinTable.Begins(text);
            slots.Add(new(text, text.Length == 1, isPrefix));
        }

        return slots;
    }

    // A syllable costs 10, a beginning of one at the end 11, a first letter 14; what cannot begin one is none.
    private static int Cost(ReadOnlySpan<char> letters, bool isAtEnd)
    {
        if (PinyinTable.IsSyllable(letters)) return 10;
        if (letters.Length == 1) return letters[0] is >= 'a' and <= 'z' and not ('i' or 'u' or 'v') ? 14 : -1;
        return isAtEnd && PinyinTable.Begins(letters) ? 11 : -1;
    }
}
