namespace KnowledgeGraph.Search.Scoring;

/// <summary>How many edits lie between two words: the table of dynamic programming, row by row.</summary>
internal static class EditDistance
{
    /// <summary>
    /// Inserts, deletes, replacements and swaps of two neighbours, none of which is edited twice (optimal string
    /// alignment).
    /// </summary>
    public static int Between(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var (before, last, row) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++) last[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, 1 + Math.Min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[right.Length];
    }
}
