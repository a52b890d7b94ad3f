using System.Text.RegularExpressions;
using KnowledgeGraph.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace KnowledgeGraph.Tests.Architecture;

/// <summary>How the code reads: the limits on files, methods and lines, and what is never left behind.</summary>
public partial class TidyTests
{
    private const int FileLinesMax = 600;
    private const int MethodLinesMax = 70;
    private const int LineCharactersMax = 120;

    /// <summary>Files that are longer than they should be, with the length they have. It only shrinks.</summary>
    private static readonly Dictionary<string, int> LongFiles = [];

    private static readonly string[] BannedNames =
        ["Helper", "Helpers", "Manager", "Utils", "Util", "Utilities", "Common", "Misc"];

    private static readonly string[] TextExtensions =
    [
        ".cs", ".csproj", ".props", ".targets", ".sln", ".json", ".yml", ".yaml",
        ".md", ".graphql", ".cypher", ".js", ".mjs", ".sh",
    ];

    private static IEnumerable<SourceFile> Sources => SourceFile.In("src").Concat(SourceFile.In("tests"));

    [Fact]
    public void Files_stop_at_600_lines() => AssertNone(
        from file in Sources
        let lines = LinesOf(file.Text)
        where lines > LongFiles.GetValueOrDefault(file.Path, FileLinesMax)
        select $"{file.Path} has {lines} lines of {FileLinesMax}: split it along what it is about.");

    [Fact]
    public void Exceptions_for_long_files_only_shrink() => AssertNone(
        from exception in LongFiles
        let file = Sources.FirstOrDefault(file => file.Path == exception.Key)
        where file is null || LinesOf(file.Text) < exception.Value
        select $"{exception.Key} is shorter than {exception.Value} lines or gone: lower or remove its exception.");

    [Fact]
    public void Methods_stop_at_70_lines() => AssertNone(
        from file in Sources
        from method in file.Root.DescendantNodes().Where(IsMethod)
        let lines = LinesOf(method)
        where lines > MethodLinesMax
        select $"{file.At(method)}: {NameOf(method)} has {lines} lines of {MethodLinesMax}: name its steps.");

    [Fact]
    public void Lines_stop_at_120_characters() => AssertNone(
        from file in Sources
        from line in file.Text.Split('\n').Index()
        where line.Item.TrimEnd('\r').Length > LineCharactersMax && !IsUnbreakable(line.Item)
        select $"{file.Path}:{line.Index + 1} has {line.Item.Length} characters of {LineCharactersMax}: break it.");

    [Fact]
    public void Nothing_is_left_undone() => AssertNone(
        from file in Sources
        from line in file.Text.Split('\n').Index()
        where Undone().IsMatch(line.Item)
        select $"{file.Path}:{line.Index + 1} is left undone ({line.Item.Trim()}): do it, or leave it out.");

    [Fact]
    public void A_file_is_named_after_the_one_thing_in_it() => AssertNone(
        from file in Sources
        let words = WordOfName().Matches(Path.GetFileNameWithoutExtension(file.Path)).Select(word => word.Value)
        from banned in words.Intersect(BannedNames)
        select $"{file.Path}: '{banned}' says nothing: name the file after what it holds.");

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine() => AssertNone(
        from path in Repository.Files("", TextExtensions)
        from line in File.ReadLines(Repository.PathOf(path)).Index()
        where MachinePath().IsMatch(line.Item)
        select $"{path}:{line.Index + 1} names a place on one machine: use a path from the repository.");

    private static void AssertNone(IEnumerable<string> offenders)
    {
        var found = offenders.ToArray();
        Assert.True(found.Length == 0, string.Join(Environment.NewLine, found));
    }

    private static int LinesOf(string text) => text.AsSpan().Count('\n') + (text.EndsWith('\n') ? 0 : 1);

    /// <summary>From the signature to the closing brace, without attributes and doc comment.</summary>
    private static int LinesOf(SyntaxNode method)
    {
        var attributes = method.ChildNodes().OfType<AttributeListSyntax>().LastOrDefault();
        var first = attributes?.GetLastToken().GetNextToken() ?? method.GetFirstToken();
        return method.GetLastToken().GetLocation().GetLineSpan().EndLinePosition.Line
            - first.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
    }

    private static bool IsMethod(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax;

    private static string NameOf(SyntaxNode method) => method switch
    {
        MethodDeclarationSyntax declaration => declaration.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => method.Kind().ToString(),
    };

    /// <summary>One word without a space, such as an address or an answer to compare with, cannot be broken.</summary>
    private static bool IsUnbreakable(string line) => !line.TrimStart('/', ' ').TrimEnd().Contains(' ');

    // The words are put together here so that the rules do not find themselves.
    [GeneratedRegex(@"\b(TO" + "DO|FIX" + "ME|HA" + @"CK|XX" + @"X)\b|NotImplemented" + "Exception")]
    private static partial Regex Undone();

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex WordOfName();

    [GeneratedRegex(@"(?<![\w.~-])/(wo" + @"rk|ro" + @"ot|ho" + @"me/\w+|Us" + @"ers/\w+)(/|\b)|[A-Z]:\\\\?Us" + "ers")]
    private static partial Regex MachinePath();
}
