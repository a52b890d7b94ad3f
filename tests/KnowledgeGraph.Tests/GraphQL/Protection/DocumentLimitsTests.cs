using System.Text.Json.Nodes;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Protection;
using KnowledgeGraph.Tests.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Protection;

/// <summary>Each limit of documents at its edge.</summary>
public sealed class DocumentLimitsTests
{
    private const string Sdl =
        "type Query { a: A  b: B  leaf: Int } type A { a: A  b: B  id: ID } type B { a: A  n: Int }";

    private static readonly DocumentLimits Limits = new()
    {
        DepthMax = 6,
        CycleDepthMax = 2,
        CycleDepths = new Dictionary<string, int> { ["B.a"] = 1 },
        AliasesMax = 2,
        DirectivesMax = 3,
        RootFieldsMax = 4,
        IntrospectionFieldsMax = 5,
        IntrospectionDepthMax = 4,
        IntrospectionListsMax = 1,
    };

    [Theory]
    [InlineData("{ a { a { a { b { a { id } } } } } }", "")]
    [InlineData("{ a { ...f } } fragment f on A { b { a { a { a { b { n } } } } } }",
        "DepthMax 7 of 6")]
    [InlineData("{ a { ...f } } fragment f on A { a { a { b { a { id } } } } }", "")]
    [InlineData("{ a { ...f } } fragment f on A { a { a { a { id } } } }", "CycleDepthMax 3 of 2")]
    [InlineData("{ b { a { b { a { id } } } } }", "CycleDepthMax 2 of 1")]
    [InlineData("{ a { x: id y: id } }", "")]
    [InlineData("{ a { x: id y: id z: id } }", "AliasesMax 3 of 2")]
    [InlineData("{ a { ...f } q: a { ...f } } fragment f on A { x: id }", "AliasesMax 3 of 2")]
    [InlineData("{ a @skip(if: false) { ... @include(if: true) { id @skip(if: true) } } }", "")]
    [InlineData("{ a @skip(if: false) { ...f @include(if: true) ...f } } fragment f on A { id @skip(if: true) }",
        "DirectivesMax 4 of 3")]
    [InlineData("{ a { id } a { a { id } } leaf leaf }", "")]
    [InlineData("{ leaf leaf leaf ...f } fragment f on Query { leaf leaf }", "RootFieldsMax 5 of 4")]
    [InlineData("{ __schema { queryType { name ofType { name } } } }", "")]
    [InlineData("{ __schema { queryType { name kind ofType { name } } } }", "IntrospectionFieldsMax 6 of 5")]
    [InlineData("{ __schema { queryType { ofType { ofType { name } } } } }", "IntrospectionDepthMax 5 of 4")]
    [InlineData("{ __schema { types { name } directives { name } } }", "IntrospectionListsMax 2 of 1")]
    public async Task At_each_limit_a_document_passes_and_beyond_it_is_refused(string document, string expected)
    {
        var executor = PlainSchema.Build(Sdl, new ExecutionOptions { Documents = Limits });
        var response = JsonNode.Parse(await executor.ExecuteAsync(document, new Dictionary<string, object?>()))!;
        var errors = response["errors"]?.AsArray() ?? [];
        Assert.Equal(expected, string.Join("; ", errors.Select(error => error!["extensions"]!).Select(extensions =>
            $"{extensions["limit"]} {extensions["actual"]} of {extensions["max"]}")));
        Assert.All(errors, error => Assert.Equal("LIMIT_EXCEEDED", (string)error!["extensions"]!["code"]!));
    }

    [Theory]
    [InlineData("{ __schema { queryType { name } } }")]
    [InlineData("{ ...f } fragment f on Query { __type(name: \"A\") { name } }")]
    public async Task Where_introspection_is_off_the_schema_cannot_be_asked_for_nor_guessed(string document)
    {
        var executor = PlainSchema.Build(
            Sdl, new ExecutionOptions { Documents = new DocumentLimits { AllowsIntrospection = false } });
        Assert.Contains("INTROSPECTION_DISABLED", await executor.ExecuteAsync(document));
        Assert.DoesNotContain("Did you mean", await executor.ExecuteAsync("{ leav }"));
        Assert.Equal("""{"data":{"__typename":"Query"}}""", await executor.ExecuteAsync("{ __typename }"));
    }

    [Fact]
    public async Task Fragments_that_double_what_they_hold_at_each_level_are_refused_at_once()
    {
        var executor = PlainSchema.Build(Sdl);
        var fragments = Enumerable.Range(0, 200).Select(level =>
            $"fragment f{level} on A {{ x{level}: a {{ ...f{level + 1} }} y{level}: a {{ ...f{level + 1} }} }}");
        var response = await executor.ExecuteAsync(
            $"{{ a {{ ...f0 }} }} {string.Join(' ', fragments)} fragment f200 on A {{ id }}");
        Assert.Contains("LIMIT_EXCEEDED", response);
        Assert.Contains("The operation has 1000000000 aliases; 500 are allowed.", response);
    }
}
