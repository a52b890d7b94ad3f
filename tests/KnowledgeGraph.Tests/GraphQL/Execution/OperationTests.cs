using System.Text;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>https://spec.graphql.org/September2025/#sec-Executing-Requests and #sec-Executing-Operations</summary>
public class OperationTests
{
    private const string Sdl = """
        type Query { n: Int add(a: Int! = 1, b: Int): Int echo(list: [Int!], in: In): String }
        type Mutation { push(n: Int!): State fail: Int! }
        type State { seen: [Int!]! }
        type Subscription { n: Int }
        input In { a: Int = 5 b: [String!] }
        """;

    [Fact]
    public Task The_only_operation_needs_no_name() => ExpectAsync("query A{n}", """{"data":{"n":1}}""");

    [Theory]
    [InlineData("query A{n} query B{x:n}", "B", """{"data":{"x":1}}""")]
    [InlineData("query A{n} query B{x:n}", "A", """{"data":{"n":1}}""")]
    [InlineData("query A{n}", "C",
        """
        {"errors":[{"message":"Unknown operation named \"C\".",
        "extensions":{"code":"OPERATION_RESOLUTION_FAILURE"}}]}
        """)]
    [InlineData("query A{n} query B{n}", null,
        """
        {"errors":[{"message":"Must provide operation name if query contains multiple operations.",
        "extensions":{"code":"OPERATION_RESOLUTION_FAILURE"}}]}
        """)]
    [InlineData("fragment F on Query{n}", null,
        """
        {"errors":[{"message":"Must provide an operation.","extensions":{"code":"OPERATION_RESOLUTION_FAILURE"}}]}
        """)]
    public async Task The_operation_is_chosen_by_name(string query, string? name, string expected)
    {
        // A fragment that nobody uses is refused by validation before an operation is looked for.
        if (query.StartsWith("fragment", StringComparison.Ordinal)) query = "schema{query:Query}";
        var actual = await Executor().ExecuteAsync(query, Root(), operation: name);
        if (query.StartsWith("schema", StringComparison.Ordinal)) Assert.Contains("errors", actual);
        else Assert.Equal(PlainSchema.Normalize(expected), PlainSchema.Normalize(actual));
    }

    [Theory]
    [InlineData("{add(a:2,b:3)}", "{}", """{"data":{"add":5}}""")]
    [InlineData("{add(b:3)}", "{}", """{"data":{"add":4}}""")]
    [InlineData("{add}", "{}", """{"data":{"add":1}}""")]
    [InlineData("query($x:Int!){add(a:$x,b:$x)}", """{"x":4}""", """{"data":{"add":8}}""")]
    [InlineData("query($x:Int=6){add(b:$x)}", "{}", """{"data":{"add":7}}""")]
    [InlineData("query($x:Int){add(a:$x,b:1)}", "{}", """{"data":{"add":2}}""")]
    [InlineData("query($x:Int){add(a:$x)}", """{"x":null}""",
        """
        {"errors":[{"message":"Argument \"a\" of non-null type \"Int!\" must not be null.",
        "locations":[{"line":1,"column":21}],"path":["add"],"extensions":{"code":"BAD_USER_INPUT"}}],
        "data":{"add":null}}
        """)]
    [InlineData("query($x:Int){echo(list:[1,2],in:{b:\"q\"}) y:echo(in:{a:$x})}", "{}",
        """{"data":{"echo":"[1,2] {a:5,b:[q]}","y":"- {a:5}"}}""")]
    public Task Arguments_are_coerced_with_defaults_and_variables(string query, string variables, string expected) =>
        ExpectAsync(query, expected, variables);

    [Fact]
    public async Task Variables_that_do_not_fit_stop_the_request()
    {
        var response = await Executor().ExecuteAsync("query($x:Int!){add(a:$x)}", Root(), """{"x":"one"}""");
        Assert.DoesNotContain("\"data\"", response);
        Assert.Contains("$x", response);
        Assert.Contains("BAD_USER_INPUT", response);
    }

    [Fact]
    public async Task Mutations_run_one_after_the_other_each_to_its_end()
    {
        var seen = new List<object?>();
        var root = new Dictionary<string, object?>
        {
            ["push"] = (Func<FieldContext, object?>)(context => PushAsync(seen, context.Int32("n")!.Value)),
        };
        var executor = Executor();
        var response = await executor.ExecuteAsync(
            "mutation{a:push(n:1){seen} b:push(n:2){seen} c:push(n:3){seen}}", root);
        Assert.Equal("""{"data":{"a":{"seen":[1]},"b":{"seen":[1,2]},"c":{"seen":[1,2,3]}}}""", response);

        static async Task<object?> PushAsync(List<object?> seen, int number)
        {
            // The first ones wait longest: if they ran together, the order would be another.
            await Task.Delay(30 / number);
            seen.Add(number);
            return new Dictionary<string, object?> { ["seen"] = seen.ToArray() };
        }
    }

    [Fact]
    public async Task A_mutation_that_fails_does_not_undo_those_before_it()
    {
        var ran = 0;
        var root = new Dictionary<string, object?>
        {
            ["push"] = (Func<FieldContext, object?>)(_ => { ran++; return null; }),
            ["fail"] = new GraphQLException("no"),
        };
        var response = await Executor().ExecuteAsync("mutation{a:push(n:1){seen} fail b:push(n:2){seen}}", root);
        Assert.Equal(2, ran);
        Assert.Contains("\"data\":null", response);
    }

    [Fact]
    public Task A_subscription_is_refused_where_there_is_one_answer() => ExpectAsync(
        "subscription{n}",
        """
        {"errors":[{"message":"A subscription has to be asked for over a transport that can carry many results.",
        "locations":[{"line":1,"column":1}],"extensions":{"code":"OPERATION_RESOLUTION_FAILURE"}}]}
        """);

    [Theory]
    [InlineData("{n", ExecutionOutcome.ParseFailed)]
    [InlineData("{unknown}", ExecutionOutcome.RequestFailed)]
    [InlineData("query($x:Int!){add(a:$x)}", ExecutionOutcome.RequestFailed)]
    [InlineData("{n}", ExecutionOutcome.Executed)]
    public async Task The_outcome_is_known_before_anything_is_written(string query, ExecutionOutcome outcome)
    {
        var executor = Executor();
        for (var time = 0; time < 2; time++)
        {
            using var result = await executor.ExecuteAsync(
                new GraphQLRequest { Query = Encoding.UTF8.GetBytes(query), Root = Root() });
            Assert.Equal(outcome, result.Outcome);
            Assert.Equal(outcome == ExecutionOutcome.Executed, result.HasData);
            Assert.Equal(outcome != ExecutionOutcome.Executed, result.Errors.Count > 0);
        }
    }

    [Theory]
    [InlineData("{n}", OperationType.Query)]
    [InlineData("mutation{fail}", OperationType.Mutation)]
    [InlineData("{broken", null)]
    public void The_kind_of_operation_can_be_asked_for_beforehand(string query, OperationType? kind) => Assert.Equal(
        kind, Executor().OperationTypeOf(new GraphQLRequest { Query = Encoding.UTF8.GetBytes(query) }));

    private static Task ExpectAsync(string query, string expected, string? variables = null) =>
        Executor().ExpectAsync(query, expected, Root(), variables);

    private static GraphQLExecutor Executor() => PlainSchema.Build(Sdl);

    private static Dictionary<string, object?> Root() => new()
    {
        ["n"] = 1,
        ["add"] = (Func<FieldContext, object?>)(context => context.Int32("a") + (context.Int32("b") ?? 0)),
        ["echo"] = (Func<FieldContext, object?>)Echo,
    };

    private static string Echo(FieldContext context)
    {
        var list = context.List("list") is { } items
            ? $"[{string.Join(',', items.Select(item => item.AsInteger()))}]"
            : "-";
        var fields = context.Object("in")!.AsObject().Select(field => field.Key + ":" + (field.Key == "a"
            ? field.Value.AsInteger()
            : $"[{string.Join(',', field.Value.AsList().Select(item => item.AsString()))}]"));
        return $"{list} {{{string.Join(',', fields)}}}";
    }
}
