namespace KnowledgeGraph.GraphQL.Language;

/// <summary>
/// Names that were perhaps meant, and the words for them: the same ones as graphql-js gives, in its order.
/// </summary>
internal static class Suggestions
{
    /// <summary>No more are named.</summary>
    public const int CountMax = 5;

    /// <summary>
    /// ` Did you mean "a", "b", or "c"?` for the options close to the input; empty where there is none.
    /// </summary>
    /// <param name="input">The unknown name.</param>
    /// <param name="options">The known ones.</param>
    /// <param name="prefix">Words before the names, as in `to use an inline fragment on`.</param>
    public static string DidYouMean(string input, IEnumerable<string> options, string? prefix = null) =>
        DidYouMean(For(input, options), prefix);

    /// <summary>The words for options that are chosen already; only the first five are named.</summary>
    public static string DidYouMean(IReadOnlyList<string> options, string? prefix = null)
    {
        var start = prefix is null ? " Did you mean " : $" Did you mean {prefix} ";
        return options.Count switch
        {
            0 => "",
            1 => $"{start}\"{options[0]}\"?",
            2 => $"{start}\"{options[0]}\" or \"{options[1]}\"?",
            _ => $"{start}{Quoted(options, Math.Min(CountMax, options.Count))}?",
        };
    }

    /// <summary>The options within an edit distance of 40 % of the input's length plus one, nearest first.</summary>
    public static IReadOnlyList<string> For(string input, IEnumerable<string> options)
    {
        var threshold = (int)Math.Floor(input.Length * 0.4) + 1;
        var lowerInput = input.ToLowerInvariant();
        var near = new List<(string Option, int Distance)>();
        foreach (var option in options.Distinct(StringComparer.Ordinal))
        {
            if (LexicalDistance.Measure(input, lowerInput, option, threshold) is { } distance)
            {
                near.Add((option, distance));
            }
        }

        near.Sort((left, right) => left.Distance != right.Distance
            ? left.Distance.CompareTo(right.Distance)
            : NaturalOrder.Compare(left.Option, right.Option));
        return [.. near.Select(pair => pair.Option)];
    }

    private static string Quoted(IReadOnlyList<string> options, int count) =>
        string.Join(", ", options.Take(count - 1).Select(option => $"\"{option}\"")) + $", or \"{options[count - 1]}\"";
}
