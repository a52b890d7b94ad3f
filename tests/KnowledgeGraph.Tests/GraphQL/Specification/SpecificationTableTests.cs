using System.Text.RegularExpressions;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Specification;

/// <summary>docs/specification.md names tests that exist.</summary>
public partial class SpecificationTableTests
{
    [Fact]
    public void Each_test_that_the_table_names_exists()
    {
        var named = Named().Matches(File.ReadAllText(Repository.PathOf("docs/specification.md")))
            .Select(match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value)).ToArray();
        var classes = typeof(SpecificationTableTests).Assembly.GetTypes().ToLookup(type => type.Name);
        Assert.InRange(named.Length, 40, 200);
        Assert.All(named, one => Assert.Contains(
            classes[one.Class], type => type.GetMethod(one.Method) is not null));
    }

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex Named();
}
