using System.Text.RegularExpressions;
using KnowledgeGraph.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace KnowledgeGraph.Tests.Architecture;

/// <summary>Maps rot: each path and each type that a map of the code names in backticks has to be there.</summary>
public partial class ArchitectureMapTests
{
    private static readonly string[] Maps = ["docs/ARCHITECTURE.md", "README.md", "README.zh-CN.md"];

    private static readonly HashSet<string> Types =
    [
        .. SourceFile.In("src").Concat(SourceFile.In("tests"))
            .SelectMany(file => file.Root.DescendantNodes())
            .OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.Text),
    ];

    public static TheoryData<string> ExistingMaps => [.. Maps.Where(map => File.Exists(Repository.PathOf(map)))];

    [Theory]
    [MemberData(nameof(ExistingMaps))]
    public void Each_path_that_a_map_names_is_there(string map)
    {
        var missing = Names(map).Where(name => RepositoryPath().IsMatch(name) && !Exists(name));
        Assert.True(!missing.Any(), $"{map} names {string.Join(", ", missing)}, which is not there: correct the map.");
    }

    [Fact]
    public void Each_type_that_the_architecture_names_is_there()
    {
        var missing = Names("docs/ARCHITECTURE.md").Where(name => TypeName().IsMatch(name) && !Types.Contains(name));
        Assert.True(!missing.Any(), $"docs/ARCHITECTURE.md names {string.Join(", ", missing)}: no type is called so.");
    }

    [Fact]
    public void The_architecture_names_each_project()
    {
        var names = Names("docs/ARCHITECTURE.md").ToHashSet();
        var missing = Repository.Files("src", ".csproj").Select(path => path[..path.LastIndexOf('/')])
            .Where(folder => !names.Contains(folder));
        Assert.True(!missing.Any(), $"docs/ARCHITECTURE.md lacks a row for {string.Join(", ", missing)}.");
    }

    [Fact]
    public void The_architecture_fits_in_250_lines() =>
        Assert.InRange(File.ReadLines(Repository.PathOf("docs/ARCHITECTURE.md")).Count(), 1, 250);

    /// <summary>What stands in backticks outside of code blocks.</summary>
    private static IEnumerable<string> Names(string map)
    {
        var text = CodeBlock().Replace(File.ReadAllText(Repository.PathOf(map)), "");
        return InBackticks().Matches(text).Select(match => match.Groups[1].Value).Distinct();
    }

    private static bool Exists(string path)
    {
        var full = Repository.PathOf(path);
        if (!path.Contains('*')) return File.Exists(full) || Directory.Exists(full);
        var folder = Path.GetDirectoryName(full)!;
        return Directory.Exists(folder) && Directory.EnumerateFiles(folder, Path.GetFileName(full)).Any();
    }

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("`([^`\r\n]+)`")]
    private static partial Regex InBackticks();

    // Below one of the repository's own folders; what belongs to a user's machine is not meant.
    [GeneratedRegex(@"^(src|schema|seed|tests|docs|\.ci)/[\w./*-]*$|^[\w-]+\.(sln|md|yml|props|json)$")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex("^I?([A-Z][a-z0-9]+)+[A-Z]?$")]
    private static partial Regex TypeName();
}
