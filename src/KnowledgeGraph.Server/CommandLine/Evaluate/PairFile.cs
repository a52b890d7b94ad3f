using System.Globalization;
using KnowledgeGraph.Insights.Recommendation.Evaluation;

namespace KnowledgeGraph.Server.CommandLine.Evaluate;

/// <summary>
/// Reads `user item [weight]`, or with lists `user item item ...`, separated by blanks or tabs. Users and items are
/// numbered as they are met, in all files that one reader reads.
/// </summary>
internal sealed class PairFile(bool isOfLists)
{
    private static readonly char[] Blanks = [' ', '\t'];
    private readonly Dictionary<string, int> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);

    /// <exception cref="CommandException">The file cannot be read, or a line is not of that form.</exception>
    public IReadOnlyList<Pair> Read(string path)
    {
        try
        {
            var pairs = new List<Pair>();
            var number = 0;
            foreach (var line in File.ReadLines(path)) ReadLine(line, path, ++number, pairs);
            return pairs;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.Source, $"{path} cannot be read: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    private void ReadLine(string line, string path, int number, List<Pair> pairs)
    {
        var parts = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0) return;
        var user = NumberOf(_users, parts[0]);
        if (isOfLists)
        {
            foreach (var item in parts.AsSpan(1)) pairs.Add(new Pair(user, NumberOf(_items, item), 1));
            return;
        }

        if (parts.Length is < 2 or > 3) throw Wrong(path, number, "is not `user item [weight]`");
        var weight = 1.0;
        if (parts.Length == 3 && !(double.TryParse(parts[2], CultureInfo.InvariantCulture, out weight)
            && double.IsFinite(weight) && weight > 0))
        {
            throw Wrong(path, number, $"has the weight {parts[2]}, which is no number above 0");
        }

        pairs.Add(new Pair(user, NumberOf(_items, parts[1]), weight));
    }

    private static CommandException Wrong(string path, int number, string what) =>
        new(ExitCode.Source, $"{path}: line {number} {what}. Lists need --lists.");

    private static int NumberOf(Dictionary<string, int> numbers, string name)
    {
        if (numbers.TryGetValue(name, out var number)) return number;
        numbers.Add(name, numbers.Count);
        return numbers.Count - 1;
    }
}
