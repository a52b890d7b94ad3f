using KnowledgeGraph.GraphQL;
using KnowledgeGraph.Tests.Support;

namespace KnowledgeGraph.Tests.GraphQL.Validation;

/// <summary>
/// A document and what is wrong with it, from a file in the folder Cases: `== valid: name` or `== invalid: name`, the
/// document, and for the invalid ones `--` and a line for each error, `line:column, line:column message`. `== schema`
/// begins a schema for the cases after it; without one they have schema.graphql. Where graphql-js says something else,
/// the kind is followed by `(differs: why)`.
/// </summary>
internal sealed record ValidationCase(
    string Rule,
    string Name,
    bool IsValid,
    string? DiffersBecause,
    string Schema,
    string Document,
    string Errors)
{
    private const string Folder = "tests/KnowledgeGraph.Tests/GraphQL/Validation/Cases";

    public static IReadOnlyList<ValidationCase> All { get; } =
        [.. Repository.Files(Folder, ".txt").SelectMany(file => Read(Repository.PathOf(file)))];

    public static IEnumerable<string> Rules => All.Select(@case => @case.Rule).Distinct();

    /// <summary>An error as the files write it.</summary>
    public static string Text(GraphQLError error) => Text(
        error.Message,
        error.Locations.Select(location => (location.Line, location.Column)));

    public static string Text(string message, IEnumerable<(int Line, int Column)> locations) =>
        $"{string.Join(", ", locations.Select(location => $"{location.Line}:{location.Column}"))} {message}";

    public override string ToString() => $"{Rule}, {Name}";

    private static IEnumerable<ValidationCase> Read(string path)
    {
        var rule = Path.GetFileNameWithoutExtension(path);
        var schema = File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "schema.graphql"));
        foreach (var part in File.ReadAllText(path).Split("== ", StringSplitOptions.RemoveEmptyEntries))
        {
            var (head, body) = Halves(part, "\n");
            if (head == "schema")
            {
                schema = body;
                continue;
            }

            var (kind, name) = Halves(head, ": ", fromEnd: head.Contains("(differs", StringComparison.Ordinal));
            var (document, errors) = Halves(body, "\n--\n");
            var reason = kind.Contains("(differs: ", StringComparison.Ordinal)
                ? Halves(kind, "(differs: ").After.TrimEnd(')')
                : null;
            var isValid = kind.StartsWith("valid", StringComparison.Ordinal);
            yield return new ValidationCase(rule, name, isValid, reason, schema, document.TrimEnd(), errors.TrimEnd());
        }
    }

    private static (string Before, string After) Halves(string text, string separator, bool fromEnd = false)
    {
        var position = fromEnd
            ? text.LastIndexOf(separator, StringComparison.Ordinal)
            : text.IndexOf(separator, StringComparison.Ordinal);
        return position < 0 ? (text, "") : (text[..position], text[(position + separator.Length)..]);
    }
}
