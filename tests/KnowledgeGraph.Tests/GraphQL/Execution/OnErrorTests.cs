using System.Text;
using KnowledgeGraph.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>The request parameter `onError`: https://github.com/graphql/graphql-spec/pull/1163.</summary>
public class OnErrorTests
{
    private const string Sdl = """
        type Query { o: O  strict: O!  items: [O!]  numbers: [[Int!]!]! }
        type Mutation { first: Int!  second: Int! }
        type O { s: String  must: String!  child: O!  list: [O!]! }
        """;

    [Theory]
    [InlineData(ErrorBehavior.Propagate, """{"o":null}""")]
    [InlineData(ErrorBehavior.Null, """{"o":{"child":{"must":null,"s":"x"}}}""")]
    [InlineData(ErrorBehavior.Halt, "null")]
    public Task An_error_in_a_non_null_field_is_one_error_and_this_data(ErrorBehavior behavior, string data) =>
        ExpectAsync(
            behavior, "{o{child{must s}}}", Map(("o", Map(("child", Map(("must", null), ("s", "x")))))), data,
            """
            {"message":"Cannot return null for non-nullable field O.must.",
            "locations":[{"line":1,"column":10}],"path":["o","child","must"]}
            """);

    [Fact]
    public Task With_NULL_items_stay_in_lists_that_may_not_hold_nulls() => ExpectAsync(
        ErrorBehavior.Null, "{items{s} numbers}",
        Map(("items", List(Map(("s", "a")), null)), ("numbers", List(List(1, null), null))),
        """{"items":[{"s":"a"},null],"numbers":[[1,null],null]}""",
        """
        {"message":"Cannot return null for non-nullable field Query.items.",
        "locations":[{"line":1,"column":2}],"path":["items",1]},
        {"message":"Cannot return null for non-nullable field Query.numbers.",
        "locations":[{"line":1,"column":11}],"path":["numbers",0,1]},
        {"message":"Cannot return null for non-nullable field Query.numbers.",
        "locations":[{"line":1,"column":11}],"path":["numbers",1]}
        """);

    [Fact]
    public Task With_NULL_every_error_of_an_object_is_told() => ExpectAsync(
        ErrorBehavior.Null, "{strict{must child{s}}}",
        Map(("strict", Map(("must", new GraphQLException("no")), ("child", new GraphQLException("neither"))))),
        """{"strict":{"must":null,"child":null}}""",
        """
        {"message":"no","locations":[{"line":1,"column":9}],"path":["strict","must"]},
        {"message":"neither","locations":[{"line":1,"column":14}],"path":["strict","child"]}
        """);

    [Fact]
    public Task With_HALT_of_several_errors_one_is_told() => ExpectAsync(
        ErrorBehavior.Halt, "{o{s} strict{s}}",
        Map(("o", Map(("s", new GraphQLException("first")))), ("strict", Map(("s", new GraphQLException("second"))))),
        "null", """{"message":"first","locations":[{"line":1,"column":4}],"path":["o","s"]}""");

    [Fact]
    public async Task With_HALT_nothing_below_an_error_is_executed()
    {
        var executed = 0;
        Func<FieldContext, object?> count = _ => ++executed;
        await ExpectAsync(
            ErrorBehavior.Halt, "{o{s} strict{child{s}}}",
            Map(("o", new GraphQLException("no")), ("strict", Map(("child", Map(("s", count)))))),
            "null", """{"message":"no","locations":[{"line":1,"column":2}],"path":["o"]}""");
        Assert.Equal(0, executed);
    }

    [Theory]
    [InlineData(ErrorBehavior.Propagate, "null", 1)]
    [InlineData(ErrorBehavior.Null, """{"first":null,"second":1}""", 1)]
    [InlineData(ErrorBehavior.Halt, "null", 0)]
    public async Task With_HALT_no_field_of_a_mutation_follows_one_that_failed(
        ErrorBehavior behavior, string data, int executed)
    {
        var count = 0;
        Func<FieldContext, object?> second = _ => ++count;
        await ExpectAsync(
            behavior, "mutation{first second}", Map(("first", new GraphQLException("no")), ("second", second)), data,
            """{"message":"no","locations":[{"line":1,"column":10}],"path":["first"]}""");
        Assert.Equal(executed, count);
    }

    [Theory]
    [InlineData(ErrorBehavior.Null)]
    [InlineData(ErrorBehavior.Halt)]
    public async Task Without_an_error_nothing_differs(ErrorBehavior behavior)
    {
        var root = Map(("items", List(Map(("s", null), ("list", List())))));
        Assert.Equal(
            """{"data":{"items":[{"s":null,"list":[]}]}}""",
            await ExecuteAsync(behavior, "{items{s list{s}}}", root));
    }

    private static async Task ExpectAsync(
        ErrorBehavior behavior, string query, object root, string data, string errors) =>
        Assert.Equal(
            PlainSchema.Normalize($$"""{"errors":[{{errors}}],"data":{{data}}}"""),
            PlainSchema.WithoutElements(await ExecuteAsync(behavior, query, root)));

    private static async Task<string> ExecuteAsync(ErrorBehavior behavior, string query, object root)
    {
        using var result = await PlainSchema.Build(Sdl).ExecuteAsync(new GraphQLRequest
        {
            Query = Encoding.UTF8.GetBytes(query), Root = root, OnError = behavior,
        });
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        result.WriteTo(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static Dictionary<string, object?> Map(params (string Key, object? Value)[] fields) =>
        fields.ToDictionary(field => field.Key, field => field.Value);

    private static object?[] List(params object?[] items) => items;
}
