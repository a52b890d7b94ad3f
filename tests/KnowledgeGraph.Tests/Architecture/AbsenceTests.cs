using KnowledgeGraph.Model;
using KnowledgeGraph.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace KnowledgeGraph.Tests.Architecture;

/// <summary>What is deliberately absent (docs/ARCHITECTURE.md), looked for in code, not in comments.</summary>
public class AbsenceTests
{
    private static readonly string[] Engines =
        ["KnowledgeGraph.GraphQL", "KnowledgeGraph.Search", "KnowledgeGraph.Graph"];

    private static readonly string[] Hosts = ["KnowledgeGraph.Server"];
    private static readonly string[] Web = ["KnowledgeGraph.GraphQL.AspNetCore", "KnowledgeGraph.Server"];

    private static readonly string[] Projects =
        [.. Repository.Files("src", ".csproj").Select(path => Path.GetFileNameWithoutExtension(path))];

    [Fact]
    public void Engines_name_no_node_kind_and_no_edge_type()
    {
        var words = new[]
        {
            nameof(NodeKind), nameof(NodeKinds), nameof(NodeRecord),
            nameof(EdgeType), nameof(EdgeTypes), nameof(EdgeRecord),
            nameof(NodeKind.CodeRepository), nameof(NodeKind.Course), nameof(NodeKind.Topic),
        };
        var texts = EdgeTypes.All.Select(type => type.Name)
            .Concat(NodeKinds.All.Select(kind => kind.IdPrefix + ":")).ToHashSet();

        AssertNone(Engines, token => IsWord(token, words) || (IsText(token) && texts.Contains(token.ValueText)),
            "is a word of the domain: an engine takes names and numbers from its caller");
    }

    [Fact]
    public void Engines_name_no_store() => AssertNone(Engines,
        token => IsPart(token, "Sqlite") || IsPart(token, "Neo4j") || IsWord(token, "IGraphStore", "DbConnection"),
        "is a store: hand the engine the data");

    [Fact]
    public void Engines_read_no_clock() =>
        AssertNone(Engines, ReadsClock, "reads a clock: take the time as an argument");

    [Fact]
    public void Engines_name_no_HTTP_type() => AssertNone(Engines,
        token => IsPart(token, "Http") || IsWord(token, "AspNetCore"),
        "belongs to HTTP: leave it to KnowledgeGraph.GraphQL.AspNetCore");

    [Fact]
    public void Only_the_web_layers_know_ASP_NET()
    {
        AssertNone(Projects.Except(Web), token => IsWord(token, "AspNetCore"),
            "is ASP.NET: only KnowledgeGraph.GraphQL.AspNetCore and KnowledgeGraph.Server know it");

        var references = Projects.Except(Web)
            .Select(project => $"src/{project}/{project}.csproj")
            .Where(path => File.ReadAllText(Repository.PathOf(path)).Contains("AspNetCore", StringComparison.Ordinal));
        Assert.Equal([], references);
    }

    [Fact]
    public void Only_the_host_reads_configuration() => AssertNone(Projects.Except(Hosts),
        token => IsWord(
            token, "IConfiguration", "IOptions",
            "GetEnvironmentVariable", "GetEnvironmentVariables", "GetCommandLineArgs"),
        "reads configuration: take a value or an options object from KnowledgeGraph.Server");

    [Fact]
    public void Storage_never_calls_forward() => AssertNone(["KnowledgeGraph.Storage"],
        token => InName(token) &&
            IsWord(token, "ReadModel", "Search", "Graph", "GraphQL", "Insights", "Api", "Import", "Server"),
        "lies after the store on the one way round: the store knows nobody that reads it");

    [Fact]
    public void The_read_model_changes_nothing_in_the_store() => AssertNone(["KnowledgeGraph.ReadModel"],
        token => IsWord(token, "CommitAsync", "CommitRequest", "CommandProcessor"),
        "writes to the store: the read model only follows it");

    [Fact]
    public void The_read_model_scans_the_store_in_one_place()
    {
        string[] places =
            [.. Find(["KnowledgeGraph.ReadModel"], token => IsWord(token, "ScanAsync"), "scans the store")];
        Assert.True(places.Length <= 1, $"A full scan belongs to the rebuild alone, but: {string.Join("; ", places)}");
    }

    private static void AssertNone(IEnumerable<string> projects, Func<SyntaxToken, bool> banned, string cure)
    {
        var offenders = Find(projects, banned, cure).ToArray();
        Assert.True(offenders.Length == 0, string.Join(Environment.NewLine, offenders));
    }

    private static IEnumerable<string> Find(
        IEnumerable<string> projects, Func<SyntaxToken, bool> banned, string cure) =>
        from project in projects
        from file in SourceFile.In($"src/{project}")
        from token in file.Tokens()
        where banned(token)
        select $"{file.At(token)}: '{token.Text}' {cure}.";

    private static bool IsWord(SyntaxToken token, params string[] words) =>
        token.IsKind(SyntaxKind.IdentifierToken) && words.Contains(token.ValueText);

    private static bool IsPart(SyntaxToken token, string part) =>
        token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText.Contains(part, StringComparison.Ordinal);

    private static bool IsText(SyntaxToken token) =>
        token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken;

    private static bool ReadsClock(SyntaxToken token) =>
        IsWord(token, "UtcNow", "Now", "Today", "Stopwatch", "TimeProvider", "TickCount", "TickCount64");

    /// <summary>`KnowledgeGraph.X` in a using or a qualified name: X follows a dot after KnowledgeGraph.</summary>
    private static bool InName(SyntaxToken token) =>
        token.GetPreviousToken() is var dot && dot.IsKind(SyntaxKind.DotToken) &&
        dot.GetPreviousToken().ValueText == "KnowledgeGraph";
}
