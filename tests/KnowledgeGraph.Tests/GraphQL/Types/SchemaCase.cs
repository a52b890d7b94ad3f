using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Tests.GraphQL.Validation;
using KnowledgeGraph.Tests.Support;

namespace KnowledgeGraph.Tests.GraphQL.Types;

/// <summary>
/// The text of a schema and what is wrong with it, from a file in the folder Cases, in the form of
/// <see cref="ValidationCase"/>.
/// </summary>
internal sealed record SchemaCase(string File, string Name, bool IsValid, bool Differs, string Text, string[] Errors)
{
    private const string Folder = "tests/KnowledgeGraph.Tests/GraphQL/Types/Cases";

    public static IReadOnlyList<SchemaCase> All { get; } = [.. Repository.Files(Folder, ".txt").SelectMany(Read)];

    public static IEnumerable<string> Files => All.Select(@case => @case.File).Distinct();

    /// <summary>graphql-js cannot be asked.</summary>
    public bool BreaksGraphQLJs => Name.Contains("overflows its stack", StringComparison.Ordinal);

    /// <summary>What building the schema finds, one error a line, in no order.</summary>
    public string[] Found() =>
        [.. SchemaBuilder.Build([new Source(Text)]).Errors.Select(ValidationCase.Text).Order(StringComparer.Ordinal)];

    public override string ToString() => $"{File}: {Name}";

    private static IEnumerable<SchemaCase> Read(string path)
    {
        var file = Path.GetFileNameWithoutExtension(path);
        var text = System.IO.File.ReadAllText(Repository.PathOf(path));
        foreach (var part in text.Split("== ", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = part.TrimEnd('\n').Split('\n');
            var end = Array.IndexOf(lines, "--");
            var errors = end < 0 ? [] : lines[(end + 1)..].Order(StringComparer.Ordinal).ToArray();
            yield return new SchemaCase(
                file,
                lines[0],
                lines[0].StartsWith("valid", StringComparison.Ordinal),
                lines[0].Contains("(differs: ", StringComparison.Ordinal),
                string.Join('\n', lines[1..(end < 0 ? lines.Length : end)]),
                errors);
        }
    }
}
