using System.Text;
using System.Text.Json.Nodes;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Protection;
using KnowledgeGraph.Tests.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Protection;

/// <summary>What `@defer` and `@stream` cost: each part 1, and in the older format what is executed twice.</summary>
public class IncrementalCostTests
{
    private const string Sdl = IncrementalTests.Directives + """

        directive @listSize(assumedSize: Int) on FIELD_DEFINITION
        type Query { a: A  list: [A!] @listSize(assumedSize: 4) }
        type A { id: ID  a: A }
        """;

    // The root and each object weigh 1, as does the field that brings it.
    [Theory]
    [InlineData("{ a { id } }", 3, 3, 3)]
    [InlineData("{ a { id ... @defer { a { id } } } }", 5, 6, 6)]
    [InlineData("{ a { id ... @defer(if: false) { a { id } } } }", 5, 5, 5)]
    [InlineData("{ ... @defer { a { id } } a { id } }", 3, 4, 6)]
    [InlineData("{ ...F @defer ...F } fragment F on Query { a { id } }", 3, 4, 6)]
    [InlineData("{ list { id ... @defer { id } } }", 6, 10, 10)]
    [InlineData("{ list @stream { id } }", 6, 7, 7)]
    [InlineData("{ list @stream(if: false) { id } }", 6, 6, 6)]
    public async Task Each_part_costs_one(string document, double whole, double newer, double older)
    {
        Assert.Equal(whole, await CostAsync(document, IncrementalFormat.None));
        Assert.Equal(newer, await CostAsync(document, IncrementalFormat.V02));
        Assert.Equal(older, await CostAsync(document, IncrementalFormat.V01));
    }

    [Theory]
    [InlineData(IncrementalFormat.V01)]
    [InlineData(IncrementalFormat.V02)]
    public async Task Fragments_that_defer_one_another_twice_are_refused_in_no_time(IncrementalFormat format)
    {
        var fragments = Enumerable.Range(0, 40).Select(index =>
            $"fragment F{index} on Query {{ ...F{index + 1} @defer ...F{index + 1} @defer }}");
        var document = $"{{ ...F0 }} {string.Join(' ', fragments)} fragment F40 on Query {{ a {{ id }} }}";
        var executor = PlainSchema.Build(Sdl, new ExecutionOptions { Documents = DocumentLimits.None });
        using var result = await executor.ExecuteAsync(new GraphQLRequest
        {
            Query = Encoding.UTF8.GetBytes(document), Incremental = format,
        });
        Assert.Equal("LIMIT_EXCEEDED", Assert.Single(result.Errors).Code);
    }

    [Theory]
    [InlineData(IncrementalFormat.V01)]
    [InlineData(IncrementalFormat.V02)]
    public async Task A_long_fragment_that_is_deferred_very_often_is_refused(IncrementalFormat format)
    {
        var fields = string.Concat(Enumerable.Repeat(" a { id }", 1000));
        var spreads = string.Concat(Enumerable.Repeat(" ...F @defer", 400));
        var document = $"{{{spreads} }} fragment F on Query {{{fields} }}";
        var executor = PlainSchema.Build(Sdl, new ExecutionOptions { Documents = DocumentLimits.None });
        using var result = await executor.ExecuteAsync(new GraphQLRequest
        {
            Query = Encoding.UTF8.GetBytes(document), Incremental = format,
        });
        Assert.Equal("LIMIT_EXCEEDED", Assert.Single(result.Errors).Code);
    }

    private static async Task<double> CostAsync(string document, IncrementalFormat format)
    {
        using var result = await PlainSchema.Build(Sdl).ExecuteAsync(new GraphQLRequest
        {
            Query = Encoding.UTF8.GetBytes(document), Incremental = format, CostMode = CostMode.Validate,
        });
        return (double)JsonNode.Parse(IncrementalAnswer.Written(result))!["extensions"]!["cost"]!["requested"]!;
    }
}
