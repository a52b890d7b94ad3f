using System.Xml.Linq;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Architecture;

/// <summary>References between projects form one order; <see cref="Order"/> is that order.</summary>
public class ProjectReferencesTests
{
    private const string All = "*";

    /// <summary>Each project and what it may see. A project that is not there yet is left out of every row.</summary>
    private static readonly Dictionary<string, string[]> Order = new()
    {
        ["GraphQL"] = [],
        ["Search"] = [],
        ["Graph"] = [],
        ["Model"] = [],
        ["Storage"] = ["Model"],
        ["Import"] = ["Model", "Storage"],
        ["ReadModel"] = ["Model", "Storage", "Search", "Graph"],
        ["Insights"] = ["Model", "Graph", "Search", "ReadModel"],
        ["Api"] = ["Model", "GraphQL", "Storage", "ReadModel", "Insights"],
        ["GraphQL.AspNetCore"] = ["GraphQL"],
        ["Server"] = [All],
    };

    private static readonly string[] Existing =
        [.. Repository.Files("src", ".csproj").Select(path => ShortName(Path.GetFileNameWithoutExtension(path)))];

    public static TheoryData<string> Projects => [.. Existing];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_exactly_what_the_order_gives_it(string project)
    {
        Assert.True(Order.ContainsKey(project), $"KnowledgeGraph.{project} is not in the order: add its row here.");
        var expected = Order[project] is [All] ? Existing.Where(other => other != project) : Order[project];
        var actual = ReferencesOf(project);

        var tooMany = actual.Except(expected).ToArray();
        var missing = expected.Intersect(Existing).Except(actual).ToArray();

        Assert.True(tooMany.Length == 0,
            $"KnowledgeGraph.{project} must not reference {Join(tooMany)}: move what it needs to where both see it.");
        Assert.True(missing.Length == 0,
            $"KnowledgeGraph.{project} lacks its reference to {Join(missing)}: add it, or change the order here.");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_project_opens_its_wall(string project)
    {
        var text = File.ReadAllText(ProjectFile(project));
        Assert.False(text.Contains("DisableTransitiveProjectReferences", StringComparison.Ordinal),
            $"KnowledgeGraph.{project} sets DisableTransitiveProjectReferences: leave it to Directory.Build.props.");
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        var solution = File.ReadAllText(Repository.PathOf("KnowledgeGraph.sln")).Replace('\\', '/');
        var missing = Repository.Files("src", ".csproj").Concat(Repository.Files("tests", ".csproj"))
            .Where(path => !solution.Contains(path, StringComparison.Ordinal));
        Assert.Equal([], missing);
    }

    [Fact]
    public void The_order_has_no_circle()
    {
        var placed = new HashSet<string>();
        while (placed.Count < Order.Count)
        {
            var next = Order.Keys.Where(project => !placed.Contains(project) && IsFree(project)).ToArray();
            Assert.True(next.Length > 0, $"These refer to one another in a circle: {Join(Order.Keys.Except(placed))}.");
            placed.UnionWith(next);
        }

        bool IsFree(string project) =>
            Order[project] is [All] ? placed.Count == Order.Count - 1 : Order[project].All(placed.Contains);
    }

    private static string[] ReferencesOf(string project) =>
    [
        .. XDocument.Load(ProjectFile(project)).Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'))
            .Select(path => ShortName(Path.GetFileNameWithoutExtension(path))),
    ];

    private static string ProjectFile(string project) =>
        Repository.PathOf($"src/KnowledgeGraph.{project}/KnowledgeGraph.{project}.csproj");

    private static string ShortName(string project) => project["KnowledgeGraph.".Length..];

    private static string Join(IEnumerable<string> names) =>
        string.Join(", ", names.Select(name => $"KnowledgeGraph.{name}"));
}
