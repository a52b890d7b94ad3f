using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>https://spec.graphql.org/September2025/#sec-Scalars.Custom-Scalars, in the schema of the service.</summary>
public class CustomScalarTests
{
    [Fact]
    public async Task A_scalar_of_the_service_says_where_it_is_specified()
    {
        await using var community = await Community.DrawAsync("topic:x name=X");
        var data = await community.DataAsync("{ __schema { types { kind name description specifiedByURL } } }");
        var scalars = data["__schema"]!["types"]!.AsArray()
            .Where(type => (string)type!["kind"]! == "SCALAR")
            .Where(type => (string)type!["name"]! is not ("Int" or "Float" or "String" or "Boolean" or "ID"))
            .ToArray();
        Assert.NotEmpty(scalars);
        Assert.All(scalars, scalar =>
        {
            Assert.StartsWith("https://", (string?)scalar!["specifiedByURL"]);
            Assert.NotNull((string?)scalar["description"]);
        });
    }
}
