using KnowledgeGraph.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>
/// `@defer` and `@stream`, payload by payload (https://github.com/graphql/graphql-spec/pull/1110; version 0.1 as the
/// draft of August 2022 had it).
/// </summary>
public class IncrementalTests
{
    public const string Directives = """
        directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
        directive @stream(if: Boolean! = true, label: String, initialCount: Int! = 0) on FIELD
        """;

    private const string Sdl = Directives + """

        type Query { me: P  slow: String  people: [P]  strict: [P!]  words: [String]  numbers: [Int!]
          grid: [[Int]] any: [Any] }
        type Mutation { change(n: Int): P }
        type P { id: ID!  name: String  must: String!  friend: P  friends: [P!]! words: [String] }
        union Any = P
        """;

    private static readonly object Root = Map(
        ("me", Map(("id", "1"), ("name", "Ada"), ("friend", Map(("id", "2"), ("name", "Bob"))),
            ("friends", List(Map(("id", "2"), ("name", "Bob")), Map(("id", "3"), ("name", "Cy")))))),
        ("slow", "slow"),
        ("people", List(Map(("id", "1"), ("name", "Ada")), null, Map(("id", "3"), ("name", "Cy")))),
        ("words", List("a", "b", "c", null, "e")),
        ("numbers", List(1, 2, 3)),
        ("grid", List(List(1, 2), List(3), null)));

    [Fact]
    public Task A_deferred_fragment_comes_after_the_first_payload() => ExpectAsync(
        "{me{id ...@defer(label:\"n\"){name}} }", IncrementalFormat.V02,
        """{"data":{"me":{"id":"1"}},"pending":[{"id":"0","path":["me"],"label":"n"}],"hasNext":true}""",
        """{"incremental":[{"id":"0","data":{"name":"Ada"}}],"completed":[{"id":"0"}],"hasNext":false}""");

    [Fact]
    public Task The_same_in_the_older_format() => ExpectAsync(
        "{me{id ...@defer(label:\"n\"){id name}} }", IncrementalFormat.V01,
        """{"data":{"me":{"id":"1"}},"hasNext":true}""",
        """{"incremental":[{"data":{"id":"1","name":"Ada"},"path":["me"],"label":"n"}],"hasNext":false}""");

    [Theory]
    [InlineData("{me{id ...@defer{name}}}")]
    [InlineData("{people@stream{id}}")]
    public async Task Who_cannot_take_payloads_gets_everything_at_once(string query)
    {
        var answer = await AnswerAsync(query, IncrementalFormat.None);
        Assert.DoesNotContain("hasNext", Assert.Single(answer.Payloads));
    }

    [Theory]
    [InlineData("{me{id ...@defer(if:false){name}}}", null)]
    [InlineData("query($d:Boolean!){me{id ...@defer(if:$d){name}}}", """{"d":false}""")]
    [InlineData("query($d:Boolean){me{id ...@defer(if:$d){name}}}", """{"d":null}""")]
    [InlineData("query($d:Boolean=false){words@stream(if:$d)}", null)]
    [InlineData("query($d:Boolean!){me{id ...@defer @skip(if:$d){name}}}", """{"d":true}""")]
    [InlineData("{me{id ...@defer{id}}}", null)]
    [InlineData("{words@stream(initialCount:5)}", null)]
    public async Task What_is_not_put_off_makes_an_ordinary_response(string query, string? variables)
    {
        var answer = await AnswerAsync(query, IncrementalFormat.V02, variables);
        Assert.DoesNotContain("hasNext", Assert.Single(answer.Payloads));
    }

    [Theory]
    [InlineData("query($d:Boolean!){me{id ...@defer(if:$d){name}}}", """{"d":true}""")]
    [InlineData("query($d:Boolean){me{id ...@defer(if:$d){name}}}", null)]
    public async Task A_variable_decides(string query, string? variables) =>
        Assert.Equal(2, (await AnswerAsync(query, IncrementalFormat.V02, variables)).Payloads.Count);

    [Fact]
    public Task A_field_that_comes_anyhow_is_not_sent_again_and_the_rest_has_a_path_below_it() => ExpectAsync(
        "{me{id friend{id}} ...@defer{slow me{name friend{id name}}}}", IncrementalFormat.V02,
        """{"data":{"me":{"id":"1","friend":{"id":"2"}}},"pending":[{"id":"0","path":[]}],"hasNext":true}""",
        """
        {"incremental":[{"id":"0","data":{"slow":"slow"}},{"id":"0","subPath":["me"],"data":{"name":"Ada"}},
        {"id":"0","subPath":["me","friend"],"data":{"name":"Bob"}}],"completed":[{"id":"0"}],"hasNext":false}
        """);

    [Fact]
    public Task What_two_fragments_bring_is_sent_once_with_the_first_that_is_complete() => ExpectAsync(
        "{me{...@defer(label:\"a\"){friend{id name}} ...@defer(label:\"b\"){friend{id} name}}}", IncrementalFormat.V02,
        """
        {"data":{"me":{}},"pending":[{"id":"0","path":["me"],"label":"a"},{"id":"1","path":["me"],"label":"b"}],
        "hasNext":true}
        """,
        """
        {"incremental":[{"id":"1","data":{"friend":{"id":"2"}}},{"id":"1","data":{"name":"Ada"}}],
        "completed":[{"id":"1"}],"hasNext":true}
        """,
        """
        {"incremental":[{"id":"0","subPath":["friend"],"data":{"name":"Bob"}}],"completed":[{"id":"0"}],
        "hasNext":false}
        """);

    [Fact]
    public Task A_fragment_within_another_is_announced_when_that_one_is_complete() => ExpectAsync(
        "{me{...@defer(label:\"outer\"){name ...@defer(label:\"inner\"){friend{name}}}}}", IncrementalFormat.V02,
        """{"data":{"me":{}},"pending":[{"id":"0","path":["me"],"label":"outer"}],"hasNext":true}""",
        """
        {"pending":[{"id":"1","path":["me"],"label":"inner"}],
        "incremental":[{"id":"0","data":{"name":"Ada"}}],"completed":[{"id":"0"}],"hasNext":true}
        """,
        """
        {"incremental":[{"id":"1","data":{"friend":{"name":"Bob"}}}],"completed":[{"id":"1"}],"hasNext":false}
        """);

    [Fact]
    public Task Objects_of_a_list_are_announced_one_by_one_and_executed_together() => ExpectAsync(
        "{people{id ...@defer{name}}}", IncrementalFormat.V02,
        """
        {"data":{"people":[{"id":"1"},null,{"id":"3"}]},
        "pending":[{"id":"0","path":["people",0]},{"id":"1","path":["people",2]}],"hasNext":true}
        """,
        """
        {"incremental":[{"id":"0","data":{"name":"Ada"}},{"id":"1","data":{"name":"Cy"}}],
        "completed":[{"id":"0"},{"id":"1"}],"hasNext":false}
        """);

    [Fact]
    public Task The_items_of_a_list_after_the_first_ones_come_later() => ExpectAsync(
        "{people@stream(initialCount:1,label:\"p\"){id}}", IncrementalFormat.V02,
        """{"data":{"people":[{"id":"1"}]},"pending":[{"id":"0","path":["people"],"label":"p"}],"hasNext":true}""",
        """{"incremental":[{"id":"0","items":[null,{"id":"3"}]}],"completed":[{"id":"0"}],"hasNext":false}""");

    [Fact]
    public Task Items_in_the_older_format_say_where_they_begin() => ExpectAsync(
        "{people@stream(initialCount:1,label:\"p\"){id}}", IncrementalFormat.V01,
        """{"data":{"people":[{"id":"1"}]},"hasNext":true}""",
        """{"incremental":[{"items":[null,{"id":"3"}],"path":["people",1],"label":"p"}],"hasNext":false}""");

    [Theory]
    [InlineData("words", """["a","b"]""", """["c",null,"e"]""")]
    [InlineData("numbers", "[1,2]", "[3]")]
    [InlineData("grid", "[[1,2],[3]]", "[null]")]
    public Task Leaves_are_streamed_too(string field, string first, string rest) => ExpectAsync(
        $$"""{{{field}} @stream(initialCount: 2)}""", IncrementalFormat.V02,
        $$"""{"data":{"{{field}}":{{first}}},"pending":[{"id":"0","path":["{{field}}"]}],"hasNext":true}""",
        $$"""{"incremental":[{"id":"0","items":{{rest}}}],"completed":[{"id":"0"}],"hasNext":false}""");

    [Fact]
    public Task How_many_items_come_at_once_may_be_a_variable() => ExpectAsync(
        "query($n:Int!){numbers@stream(initialCount:$n)}", IncrementalFormat.V02, """{"n":1}""",
        """{"data":{"numbers":[1]},"pending":[{"id":"0","path":["numbers"]}],"hasNext":true}""",
        """{"incremental":[{"id":"0","items":[2,3]}],"completed":[{"id":"0"}],"hasNext":false}""");

    [Fact]
    public Task How_many_items_come_at_once_cannot_be_less_than_none() => ExpectAsync(
        "query($n:Int!){numbers@stream(initialCount:$n)}", IncrementalFormat.V02, """{"n":-1}""",
        """
        {"errors":[{"message":"@stream: initialCount must be 0 or more.","locations":[{"line":1,"column":16}],
        "path":["numbers"],"extensions":{"code":"BAD_USER_INPUT"}}],"data":{"numbers":null}}
        """);

    [Fact]
    public Task Streamed_items_may_defer_and_deferred_fragments_stream() => ExpectAsync(
        "{me{...@defer{friends@stream(initialCount:1){id ...@defer{name}}}}}", IncrementalFormat.V02,
        """{"data":{"me":{}},"pending":[{"id":"0","path":["me"]}],"hasNext":true}""",
        """
        {"pending":[{"id":"1","path":["me","friends"]},{"id":"2","path":["me","friends",0]}],
        "incremental":[{"id":"0","data":{"friends":[{"id":"2"}]}}],"completed":[{"id":"0"}],"hasNext":true}
        """,
        """
        {"pending":[{"id":"3","path":["me","friends",1]}],
        "incremental":[{"id":"1","items":[{"id":"3"}]}],"completed":[{"id":"1"}],"hasNext":true}
        """,
        """{"incremental":[{"id":"2","data":{"name":"Bob"}}],"completed":[{"id":"2"}],"hasNext":true}""",
        """{"incremental":[{"id":"3","data":{"name":"Cy"}}],"completed":[{"id":"3"}],"hasNext":false}""");

    [Fact]
    public async Task An_error_in_a_deferred_fragment_comes_with_it_and_its_path_is_whole()
    {
        var root = Map(("me", Map(("name", new GraphQLException("no")))));
        await ExpectOfAsync(
            root, "{me{...@defer{name}}}", IncrementalFormat.V02, ErrorBehavior.Propagate,
            """{"data":{"me":{}},"pending":[{"id":"0","path":["me"]}],"hasNext":true}""",
            """
            {"incremental":[{"id":"0","data":{"name":null},"errors":[{"message":"no",
            "locations":[{"line":1,"column":15}],"path":["me","name"]}]}],"completed":[{"id":"0"}],"hasNext":false}
            """);
    }

    private const string MustError = """
        {"message":"Cannot return null for non-nullable field P.must.",
        "locations":[{"line":1,"column":15}],"path":["me","must"]}
        """;

    [Fact]
    public Task A_null_that_may_not_be_goes_up_to_its_fragment_and_no_further() => ExpectOfAsync(
        Map(("me", Map(("must", null)))), "{me{...@defer{must name ...@defer{id}}}}", IncrementalFormat.V02,
        ErrorBehavior.Propagate,
        """{"data":{"me":{}},"pending":[{"id":"0","path":["me"]}],"hasNext":true}""",
        $$"""{"completed":[{"id":"0","errors":[{{MustError}}]}],"hasNext":false}""");

    [Fact]
    public Task The_same_in_the_older_format_is_data_null() => ExpectOfAsync(
        Map(("me", Map(("must", null)))), "{me{...@defer{must}}}", IncrementalFormat.V01, ErrorBehavior.Propagate,
        """{"data":{"me":{}},"hasNext":true}""",
        $$"""{"incremental":[{"data":null,"path":["me"],"errors":[{{MustError}}]}],"hasNext":false}""");

    [Fact]
    public Task With_NULL_it_stays_at_its_place() => ExpectOfAsync(
        Map(("me", Map(("must", null)))), "{me{...@defer{must}}}", IncrementalFormat.V02, ErrorBehavior.Null,
        """{"data":{"me":{}},"pending":[{"id":"0","path":["me"]}],"hasNext":true}""",
        $$"""
        {"incremental":[{"id":"0","data":{"must":null},"errors":[{{MustError}}]}],"completed":[{"id":"0"}],
        "hasNext":false}
        """);

    [Fact]
    public async Task With_HALT_the_first_error_ends_everything()
    {
        var root = Map(("me", Map(("must", null), ("name", "x"))));
        var answer = await IncrementalAnswer.OfAsync(
            PlainSchema.Build(Sdl), "{me{...@defer{must} ...@defer{name}}}", root, onError: ErrorBehavior.Halt);
        Assert.Equal(2, answer.Payloads.Count);
        Assert.Equal(2, answer.Errors.Count);
        Assert.DoesNotContain("incremental", answer.Payloads[1]);
    }

    [Fact]
    public Task A_null_among_streamed_items_that_may_not_be_ends_the_stream_after_what_is_before() => ExpectOfAsync(
        Map(("strict", List(Map(("id", "1")), Map(("id", "2")), null, Map(("id", "4"))))),
        "{strict@stream(initialCount:1){id}}", IncrementalFormat.V02, ErrorBehavior.Propagate,
        """{"data":{"strict":[{"id":"1"}]},"pending":[{"id":"0","path":["strict"]}],"hasNext":true}""",
        """
        {"incremental":[{"id":"0","items":[{"id":"2"}]}],"completed":[{"id":"0","errors":[{
        "message":"Cannot return null for non-nullable field Query.strict.","locations":[{"line":1,"column":2}],
        "path":["strict",2]}]}],"hasNext":false}
        """);

    [Fact]
    public Task The_same_in_the_older_format_is_items_null() => ExpectOfAsync(
        Map(("strict", List(Map(("id", "1")), Map(("id", "2")), null))),
        "{strict@stream(initialCount:1){id}}", IncrementalFormat.V01, ErrorBehavior.Propagate,
        """{"data":{"strict":[{"id":"1"}]},"hasNext":true}""",
        """
        {"incremental":[{"items":[{"id":"2"}],"path":["strict",1]},{"items":null,"path":["strict",2],"errors":[{
        "message":"Cannot return null for non-nullable field Query.strict.","locations":[{"line":1,"column":2}],
        "path":["strict",2]}]}],"hasNext":false}
        """);

    [Fact]
    public async Task Nothing_is_put_off_of_an_object_that_became_null()
    {
        var root = Map(("me", Map(("must", null), ("name", "x"))));
        var answer = await IncrementalAnswer.OfAsync(PlainSchema.Build(Sdl), "{me{must ...@defer{name}}}", root);
        Assert.DoesNotContain("pending", Assert.Single(answer.Payloads));
    }

    [Fact]
    public async Task A_mutation_runs_to_its_end_before_what_it_puts_off()
    {
        var order = new List<string>();
        object Person(string name) =>
            Map(("id", name), ("name", (Func<FieldContext, object?>)(_ => Log($"later {name}"))));
        object? Log(string what)
        {
            order.Add(what);
            return what;
        }

        var root = Map(("change", (Func<FieldContext, object?>)(context =>
        {
            Log($"change {context.Int32("n")}");
            return Person($"{context.Int32("n")}");
        })));
        var answer = await IncrementalAnswer.OfAsync(
            PlainSchema.Build(Sdl),
            "mutation{a:change(n:1){id ...@defer{name}} b:change(n:2){id ...@defer{name}}}",
            root);
        Assert.Equal(["change 1", "change 2", "later 1", "later 2"], order);
        Assert.Equal(
            """{"a":{"id":"1","name":"later 1"},"b":{"id":"2","name":"later 2"}}""", answer.Data!.ToJsonString());
    }

    [Fact]
    public async Task A_part_that_waits_does_not_keep_the_others_back()
    {
        var gate = new TaskCompletionSource<object?>();
        var root = Map(("me", Map(("name", gate.Task), ("id", "1"))), ("slow", "quick"));
        using var result = await PlainSchema.Build(Sdl).ExecuteAsync(new GraphQLRequest
        {
            Query = "{...@defer(label:\"waits\"){me{name}} ...@defer(label:\"quick\"){slow}}"u8.ToArray(),
            Root = root,
            Incremental = IncrementalFormat.V02,
        });
        var answer = new IncrementalAnswer();
        answer.Add(IncrementalAnswer.Written(result));
        await result.MoveNextAsync();
        answer.Add(IncrementalAnswer.Written(result));
        Assert.Contains("quick", answer.Payloads[1]);
        gate.SetResult("Ada");
        await result.MoveNextAsync();
        answer.Add(IncrementalAnswer.Written(result));
        Assert.Equal("""{"slow":"quick","me":{"name":"Ada"}}""", answer.Data!.ToJsonString());
        Assert.False(result.HasNext);
    }

    [Fact]
    public async Task What_takes_too_long_fails_and_the_response_ends()
    {
        var executor = PlainSchema.Build(
            Sdl, new ExecutionOptions { ExecutionTimeMax = TimeSpan.FromMilliseconds(50) });
        Func<FieldContext, object?> wait = Wait;
        async Task<object?> Wait(FieldContext context)
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return null;
        }

        var answer = await IncrementalAnswer.OfAsync(executor, "{words ...@defer{slow}}", Map(("slow", wait)));
        Assert.Equal(2, answer.Payloads.Count);
        Assert.Contains("EXECUTION_TIMEOUT", answer.Payloads[1]);
    }

    [Fact]
    public async Task Who_leaves_stops_what_is_under_way()
    {
        using var leave = new CancellationTokenSource();
        var stopped = new TaskCompletionSource();
        Func<FieldContext, object?> wait = Wait;
        async Task<object?> Wait(FieldContext context)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }
            finally
            {
                stopped.SetResult();
            }

            return null;
        }

        using (var result = await PlainSchema.Build(Sdl).ExecuteAsync(
            new GraphQLRequest
            {
                Query = "{words ...@defer{slow}}"u8.ToArray(),
                Root = Map(("slow", wait)),
                Incremental = IncrementalFormat.V02,
            },
            leave.Token))
        {
            var next = result.MoveNextAsync();
            await leave.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        }

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Types_of_unions_are_told_apart_later_too()
    {
        var root = Map(("any", List(
            Map(("__typename", "P"), ("id", "1"), ("name", "a")),
            Map(("__typename", "P"), ("id", "2"), ("name", "b")))));
        var answer = await IncrementalAnswer.OfAsync(
            PlainSchema.Build(Sdl), "{any@stream{__typename ...on P@defer{name} ...F}} fragment F on P{id}", root);
        Assert.Equal(
            """{"any":[{"__typename":"P","id":"1","name":"a"},{"__typename":"P","id":"2","name":"b"}]}""",
            answer.Data!.ToJsonString());
        Assert.Equal(3, answer.Parts.Count);
    }

    private static Task<IncrementalAnswer> AnswerAsync(
        string query, IncrementalFormat format, string? variables = null) =>
        IncrementalAnswer.OfAsync(PlainSchema.Build(Sdl), query, Root, format, variables);

    private static async Task ExpectAsync(string query, IncrementalFormat format, params string[] payloads)
    {
        var variables = payloads[0].Contains("\"data\"", StringComparison.Ordinal) ? null : payloads[0];
        var expected = payloads.Skip(variables is null ? 0 : 1).Select(PlainSchema.Normalize);
        var answer = await AnswerAsync(query, format, variables);
        Assert.Equal(expected, answer.Payloads.Select(PlainSchema.WithoutElements));
    }

    private static async Task ExpectOfAsync(
        object root, string query, IncrementalFormat format, ErrorBehavior onError, params string[] payloads)
    {
        var answer = await IncrementalAnswer.OfAsync(PlainSchema.Build(Sdl), query, root, format, onError: onError);
        Assert.Equal(payloads.Select(PlainSchema.Normalize), answer.Payloads.Select(PlainSchema.WithoutElements));
    }

    private static Dictionary<string, object?> Map(params (string Key, object? Value)[] fields) =>
        fields.ToDictionary(field => field.Key, field => field.Value);

    private static object?[] List(params object?[] items) => items;
}
