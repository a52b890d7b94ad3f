namespace KnowledgeGraph.GraphQL.Language;

/// <summary>
/// Damerau–Levenshtein distance (optimal string alignment): insertions, deletions, substitutions and swaps of
/// neighbours count one each; any change of case alone counts one.
/// </summary>
internal static class LexicalDistance
{
    /// <summary>The distance, or null where it is above <paramref name="threshold"/>.</summary>
    /// <param name="input">The one text.</param>
    /// <param name="lowerInput">The same in lower case, made once for many options.</param>
    /// <param name="option">The other text.</param>
    /// <param name="threshold">The largest distance of interest.</param>
    public static int? Measure(string input, string lowerInput, string option, int threshold)
    {
        if (input == option) return 0;
        var lowerOption = option.ToLowerInvariant();
        if (lowerInput == lowerOption) return 1;
        var (longer, shorter) = lowerOption.Length < lowerInput.Length
            ? (lowerInput, lowerOption)
            : (lowerOption, lowerInput);
        if (longer.Length - shorter.Length > threshold) return null;

        var beforePrevious = new int[shorter.Length + 1];
        var previous = new int[shorter.Length + 1];
        var current = new int[shorter.Length + 1];
        for (var column = 0; column <= shorter.Length; column++) previous[column] = column;
        for (var row = 1; row <= longer.Length; row++)
        {
            var smallest = current[0] = row;
            for (var column = 1; column <= shorter.Length; column++)
            {
                var cost = longer[row - 1] == shorter[column - 1] ? 0 : 1;
                var cell = Math.Min(
                    Math.Min(previous[column] + 1, current[column - 1] + 1),
                    previous[column - 1] + cost);
                if (row > 1 && column > 1 && longer[row - 1] == shorter[column - 2]
                    && longer[row - 2] == shorter[column - 1])
                {
                    cell = Math.Min(cell, beforePrevious[column - 2] + 1);
                }

                smallest = Math.Min(smallest, cell);
                current[column] = cell;
            }

            // No later row can be smaller than the smallest cell of this one.
            if (smallest > threshold) return null;
            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[shorter.Length] <= threshold ? previous[shorter.Length] : null;
    }
}
