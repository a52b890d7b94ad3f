using System.Globalization;
using System.Text.RegularExpressions;

namespace KnowledgeGraph.Benchmarks.Data;

/// <summary>
/// Makes a larger community out of a real one: a dump whose rows stand there several times, each copy with ids of its
/// own, so that members, posts, comments and votes are distinct and refer to their own copy, while tags are shared.
/// </summary>
internal static partial class RepeatedDump
{
    // More than any id of the dump.
    private const long IdsPerCopy = 1_000_000;

    private static readonly string[] Files =
        ["Users.xml", "Posts.xml", "Comments.xml", "Votes.xml", "PostLinks.xml"];

    /// <summary>Writes the dump files of <paramref name="source"/> to <paramref name="target"/>.</summary>
    /// <param name="source">A folder with a Stack Exchange dump.</param>
    /// <param name="target">The folder to write to; its name says which site it is.</param>
    /// <param name="copies">How many; 1 is the dump as it is.</param>
    public static void Write(string source, string target, int copies)
    {
        Directory.CreateDirectory(target);
        File.Copy(Path.Combine(source, "Tags.xml"), Path.Combine(target, "Tags.xml"), overwrite: true);
        foreach (var file in Files)
        {
            using var writer = new StreamWriter(Path.Combine(target, file));
            writer.WriteLine("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rows>");
            for (var copy = 0; copy < copies; copy++)
                foreach (var row in Rows(Path.Combine(source, file), copy)) writer.WriteLine(row);
            writer.WriteLine("</rows>");
        }
    }

    private static IEnumerable<string> Rows(string path, int copy)
    {
        foreach (var line in File.ReadLines(path))
        {
            if (!line.TrimStart().StartsWith("<row ", StringComparison.Ordinal)) continue;
            // Tags are shared: what describes them stands there once.
            if (copy > 0 && DescribesTag().IsMatch(line)) continue;
            yield return copy == 0 ? line : Id().Replace(line, match => Shift(match.ValueSpan, copy));
        }
    }

    // Negative ids are the site's own programs, which are recognized by that.
    private static string Shift(ReadOnlySpan<char> id, int copy)
    {
        var number = long.Parse(id, CultureInfo.InvariantCulture);
        var shift = copy * IdsPerCopy;
        return (number < 0 ? number - shift : number + shift).ToString(CultureInfo.InvariantCulture);
    }

    // Quotes within values are written as entities, so that this finds attributes only.
    [GeneratedRegex(
        """(?<= ((Related)?(Post)?Id|ParentId|AcceptedAnswerId|(Owner|LastEditor)?UserId)=")-?\d+(?=")""")]
    private static partial Regex Id();

    [GeneratedRegex(""" PostTypeId="[45]" """)]
    private static partial Regex DescribesTag();
}
