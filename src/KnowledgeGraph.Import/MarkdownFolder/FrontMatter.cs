using KnowledgeGraph.Import.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KnowledgeGraph.Import.MarkdownFolder;

/// <summary>
/// The YAML between two lines `---` at the head of a page: single values and lists of them, by name. Anything nested is
/// passed over, and aliases are not followed, so that nothing can be made large or deep by a few bytes.
/// </summary>
internal sealed class FrontMatter
{
    private const int LengthMax = 64 * 1024;

    // The time that the parser takes grows with the square of how many are open.
    private const int BracketsMax = 1_000;

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    private FrontMatter()
    {
    }

    /// <summary>A page without front matter.</summary>
    public static FrontMatter None { get; } = new();

    /// <summary>The first value of that name; null where there is none.</summary>
    public string? this[string name] => _values.TryGetValue(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>All values of those names, in order; a text with commas is a list.</summary>
    public IEnumerable<string> List(params string[] names) => names
        .Where(_values.ContainsKey)
        .SelectMany(name => _values[name])
        .SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Splits a page into its front matter and the rest.</summary>
    /// <returns>Null, or what is wrong with the front matter; the page is then taken as it is.</returns>
    public static string? Split(string page, out FrontMatter matter, out string body)
    {
        matter = None;
        body = page;
        if (!page.StartsWith("---\n", StringComparison.Ordinal)) return null;
        var end = page.IndexOf("\n---", 3, StringComparison.Ordinal);
        // A line of dashes alone is a rule, not front matter.
        if (end < 0 || !IsLineEnd(page, end + 4)) return null;
        if (end > LengthMax) return $"longer than {LengthMax:N0} characters";
        var text = page[4..(end + 1)];
        if (text.AsSpan().Count('[') + text.AsSpan().Count('{') > BracketsMax)
            return $"more than {BracketsMax:N0} brackets";
        try
        {
            var read = new FrontMatter();
            read.ReadAll(new Parser(new StringReader(text)));
            matter = read;
            var next = page.IndexOf('\n', end + 1);
            body = next < 0 ? "" : page[(next + 1)..];
            return null;
        }
        catch (YamlException exception)
        {
            return $"line {exception.Start.Line + 1}: {exception.Message}";
        }
        catch (InvalidOperationException)
        {
            // The scanner's own assertions, which some broken input meets.
            return "it cannot be read";
        }
    }

    private static bool IsLineEnd(string page, int index) => index == page.Length || page[index] == '\n';

    private void ReadAll(Parser events)
    {
        var depth = 0;
        string? name = null;
        while (events.MoveNext())
        {
            switch (events.Current)
            {
                case MappingStart or SequenceStart:
                    depth++;
                    // A list of the outermost mapping keeps its name; whatever is deeper has none.
                    if (depth > 2 || (depth == 2 && events.Current is MappingStart)) name = null;
                    break;
                case MappingEnd or SequenceEnd:
                    depth--;
                    if (depth <= 1) name = null;
                    break;
                case Scalar scalar when depth == 1 && name is null:
                    name = scalar.Value;
                    _values.TryAdd(name, []);
                    break;
                case Scalar scalar when name is not null:
                    Add(name, scalar);
                    if (depth == 1) name = null;
                    break;
                case AnchorAlias when depth == 1:
                    name = null;
                    break;
            }
        }
    }

    private void Add(string name, Scalar scalar)
    {
        var value = CleanText.Of(scalar.Value).Trim();
        var isNull = scalar.Style == ScalarStyle.Plain && value is "" or "~" or "null";
        if (!isNull) _values[name].Add(value);
    }
}
