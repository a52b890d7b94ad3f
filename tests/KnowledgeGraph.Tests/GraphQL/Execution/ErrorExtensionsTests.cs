using System.Buffers;
using System.Text.Json.Nodes;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.GraphQL.Validation;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>What an error says for programs: its code, the element, the place in the input, what was meant.</summary>
public class ErrorExtensionsTests
{
    private const string Sdl = """
        type Query { name: String  must: String!  broken: Int  find(filter: Filter, order: Order): Int  of: Thing }
        type Thing { name: String  size: Int }
        input Filter { size: Int  inner: [Filter!] }
        enum Order { NEWEST OLDEST }
        """;

    [Theory]
    [InlineData("{ nme }",
        """{"code":"GRAPHQL_VALIDATION_FAILED","coordinate":"Query","suggestions":["name"]}""")]
    [InlineData("{ of { sise name } }",
        """{"code":"GRAPHQL_VALIDATION_FAILED","coordinate":"Thing","suggestions":["size"]}""")]
    [InlineData("{ of }", """{"code":"GRAPHQL_VALIDATION_FAILED","coordinate":"Query.of"}""")]
    [InlineData("{ find(filer: {}) }",
        """{"code":"GRAPHQL_VALIDATION_FAILED","coordinate":"Query.find","suggestions":["filter","order"]}""")]
    [InlineData("{ find(order: NEWER) }",
        """{"code":"GRAPHQL_VALIDATION_FAILED","coordinate":"Query.find(order:)","inputPath":["order"]"""
        + """,  "suggestions":["NEWEST"]}""")]
    [InlineData("{ find(filter: { inner: [{ size: 1 }, { size: true }] }) }",
        """{"code":"GRAPHQL_VALIDATION_FAILED","coordinate":"Query.find(filter:)",  """
        + """ "inputPath":["filter","inner",1,"size"]}""")]
    [InlineData("{ name @skip }", """{"code":"GRAPHQL_VALIDATION_FAILED","coordinate":"@skip"}""")]
    [InlineData("{ must }", """{"code":"NULL_NOT_ALLOWED","coordinate":"Query.must"}""")]
    public async Task Extensions_say_what_it_is_about(string query, string extensions) =>
        Assert.Equal(
            JsonNode.Parse(extensions)!.ToJsonString(), (await ErrorAsync(query))["extensions"]!.ToJsonString());

    [Fact]
    public async Task A_variable_says_where_in_it()
    {
        var variables = InputValue.Object([new("f", InputValue.Object([
            new("inner", InputValue.List([InputValue.Object([new("size", InputValue.String("x"))])])),
        ]))]);
        var error = await ErrorAsync("query($f: Filter) { find(filter: $f) }", variables);
        Assert.Equal(
            """{"code":"BAD_USER_INPUT","inputPath":["f","inner",0,"size"]}""", error["extensions"]!.ToJsonString());
    }

    [Fact]
    public async Task An_internal_error_is_masked_and_has_the_id_that_the_log_has()
    {
        InternalError? logged = null;
        var error = await ErrorAsync("{ broken }", options: new ExecutionOptions { OnInternalError = e => logged = e });
        Assert.DoesNotContain("secret", error.ToJsonString());
        Assert.Equal(logged!.Id, (string)error["extensions"]!["id"]!);
        Assert.Equal("Query.broken", (string)error["extensions"]!["coordinate"]!);
        Assert.Equal(("Query.broken", "the state"), (logged.Place, logged.State));
    }

    [Fact]
    public async Task Who_may_not_see_the_schema_gets_no_suggestions()
    {
        var options = new ExecutionOptions { Validation = ValidationOptions.Default with { GivesSuggestions = false } };
        Assert.Equal(
            """{"code":"GRAPHQL_VALIDATION_FAILED","coordinate":"Query"}""",
            (await ErrorAsync("{ nme }", options: options))["extensions"]!.ToJsonString());
    }

    private static async Task<JsonNode> ErrorAsync(
        string query, InputValue? variables = null, ExecutionOptions? options = null)
    {
        var executor = ResolverSchema.Build(Sdl, builder =>
        {
            builder.Object<Root>("Query")
                .Each("name", (_, _) => "n")
                .Each<string?>("must", (_, _) => null)
                .Each<int?>("broken", (_, _) => throw new InvalidOperationException("secret"))
                .Each("find", (_, _) => 1)
                .Object<int>("of", (_, results, _) => results.Rows().Clear());
            builder.Object<int>("Thing").Each("name", (_, _) => "n").Each("size", (_, _) => 1);
        }, options);
        var request = new GraphQLRequest
        {
            Query = System.Text.Encoding.UTF8.GetBytes(query), Variables = variables, State = "the state",
        };
        using var result = await executor.ExecuteAsync(request);
        var buffer = new ArrayBufferWriter<byte>();
        result.WriteTo(buffer);
        return JsonNode.Parse(buffer.WrittenSpan)!["errors"]![0]!;
    }
}
