using System.Text;
using KnowledgeGraph.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>Resolvers take all parents of a step at once, whatever the depth.</summary>
public class BatchResolverTests
{
    private const string Sdl = """
        type Query { nodes(count: Int!): [Node]!  node(at: Int!): Node  thing: Thing  waits: [Wait!]!  broken: [Node] }
        interface Node { id: ID! }
        type Even implements Node { id: ID! halves: [Node!]! tags: [String!] }
        type Odd implements Node { id: ID! next: Node! }
        union Thing = Box | Bag
        type Box { size: Int! }
        type Bag { label: String }
        type Wait { a: Int b: Int }
        """;

    private readonly List<string> _calls = [];

    [Fact]
    public async Task One_call_serves_all_rows_of_a_level()
    {
        var response = await Executor().ExecuteAsync("{nodes(count:6){...on Even{halves{id}} ...on Odd{next{id}}}}");
        Assert.Equal(
            """
            {"data":{"nodes":[{"halves":[]},{"next":{"id":"2"}},{"halves":[{"id":"1"}]},{"next":{"id":"4"}},
            {"halves":[{"id":"2"},{"id":"2"}]},{"next":{"id":"6"}}]}}
            """.ReplaceLineEndings(""),
            response);
        Assert.Equal(
            ["nodes 1", "halves 3", "next 3", "Odd.id 1", "Even.id 2", "Even.id 3"],
            _calls.Order(StringComparer.Ordinal).Reverse().Order(new ByLevel()));
    }

    [Fact]
    public async Task Rows_of_a_union_may_be_classes_that_derive_from_one()
    {
        var executor = Executor();
        Assert.Equal(
            """{"data":{"thing":{"__typename":"Box","size":3}}}""",
            await executor.ExecuteAsync("{thing{__typename ...on Box{size} ...on Bag{label}}}", state: new Box(3)));
        Assert.Equal(
            """{"data":{"thing":{"__typename":"Bag","label":"x"}}}""",
            await executor.ExecuteAsync("{thing{__typename ...on Box{size} ...on Bag{label}}}", state: new Bag("x")));
        Assert.Equal("""{"data":{"thing":null}}""", await executor.ExecuteAsync("{thing{__typename}}"));
    }

    [Fact]
    public async Task Lists_of_leaves_say_their_lengths_first()
    {
        var response = await Executor().ExecuteAsync("{nodes(count:5){...on Even{tags}}}");
        Assert.Equal("""{"data":{"nodes":[{"tags":null},{},{"tags":["t0"]},{},{"tags":["t0","t1"]}]}}""", response);
    }

    [Fact]
    public async Task Rows_that_repeat_are_resolved_once_and_errors_still_have_every_path()
    {
        var resolved = 0;
        var executor = ResolverSchema.Build("type Query{rows:[Row!]! other:[Row]} type Row{id:ID! bad:Int!}", builder =>
        {
            builder.Object<Root>("Query")
                .EachObjects("rows", (_, _) => (int[])[.. Enumerable.Range(0, 300).Select(at => at % 7)])
                .EachObjects("other", (_, _) => (int[])[.. Enumerable.Range(0, 70).Select(at => at % 7)]);
            builder.Object<int>("Row")
                .Leaf("id", (parents, results, _) =>
                {
                    resolved += parents.Length;
                    parents.CopyTo(results.Int32s());
                })
                .Leaf("bad", (parents, results, _) =>
                {
                    for (var row = 0; row < parents.Length; row++)
                    {
                        if (parents[row] == 3) results.SetError(row, "three");
                        else results.Int32s()[row] = parents[row];
                    }
                });
        });
        var response = await executor.ExecuteAsync("{rows{id}}");
        Assert.Equal(7, resolved);
        var rows = string.Join(',', Enumerable.Range(0, 300).Select(at => $"{{\"id\":\"{at % 7}\"}}"));
        Assert.Equal($"{{\"data\":{{\"rows\":[{rows}]}}}}", response);

        using var result = await executor.ExecuteAsync(new GraphQLRequest { Query = "{other{id bad}}"u8.ToArray() });
        Assert.Equal(
            Enumerable.Range(0, 10).Select(at => $"other,{(at * 7) + 3},bad"),
            result.Errors.Select(error => string.Join(',', error.Path!)));
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        result.WriteTo(buffer);
        var expected = string.Join(',', Enumerable.Range(0, 70).Select(at => at % 7 == 3
            ? "null"
            : $"{{\"id\":\"{at % 7}\",\"bad\":{at % 7}}}"));
        Assert.EndsWith($"\"data\":{{\"other\":[{expected}]}}}}", Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    [Fact]
    public async Task Steps_of_one_level_wait_together()
    {
        // Each waits until the other has begun: one after the other they would wait for ever.
        var meeting = new Meeting();
        var running = Executor().ExecuteAsync("{waits{a b}}", state: meeting);
        Assert.Equal("""{"data":{"waits":[{"a":1,"b":2}]}}""", await running.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task What_a_client_no_longer_waits_for_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        var running = Executor().ExecuteAsync("{waits{a}}", state: new Meeting(), cancellationToken: source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_resolver_that_throws_is_an_internal_error_of_each_row_under_one_id()
    {
        var told = new List<InternalError>();
        var response = await Executor(told.Add).ExecuteAsync("{broken{id} nodes(count:1){id}}");
        var error = Assert.Single(told);
        Assert.Equal("Query.broken", error.Place);
        Assert.Contains(error.Id, response);
        Assert.DoesNotContain("secret", response);
        Assert.EndsWith("""
            "data":{"broken":null,"nodes":[{"id":"0"}]}}
            """.Trim(), response);
    }

    [Fact]
    public async Task Too_few_lists_for_the_parents_is_an_internal_error()
    {
        var told = new List<InternalError>();
        var executor = ResolverSchema.Build("type Query{a:[Row]} type Row{id:ID}", builder =>
        {
            builder.Object<Root>("Query").List<int>("a", (_, _, _) => { });
            builder.Object<int>("Row").Each("id", (row, _) => (long)row);
        }, new ExecutionOptions { OnInternalError = told.Add });
        Assert.Contains("INTERNAL_ERROR", await executor.ExecuteAsync("{a{id}}"));
        Assert.Contains("0 lists for 1 parents", Assert.Single(told).Exception.Message);
    }

    [Theory]
    [InlineData("{nodes(count:1){id}}", "id", true)]
    [InlineData("{nodes(count:1){...on Odd{next{id}}}}", "next.id", true)]
    [InlineData("{nodes(count:1){...F}} fragment F on Even{halves{__typename}}", "halves.id", false)]
    [InlineData("query($x:Boolean=false){nodes(count:1){__typename id @include(if:$x)}}", "id", false)]
    public async Task A_resolver_may_ask_what_is_selected_below_it(string query, string path, bool expected)
    {
        var selects = new SelectsQuestion(path);
        await Executor().ExecuteAsync(query, state: selects);
        Assert.Equal(expected, selects.Answer);
    }

    private GraphQLExecutor Executor(Action<InternalError>? onError = null) => ResolverSchema.Build(Sdl, builder =>
    {
        RegisterQuery(builder);
        builder.Abstract<int>("Node", ["Even", "Odd"], (rows, types, _) =>
        {
            for (var row = 0; row < rows.Length; row++) types[row] = rows[row] % 2;
        });
        builder.Object<int>("Even")
            .Leaf("id", (parents, results, _) => FillIds("Even.id", parents, results))
            .LeafList("tags", FillTags)
            .List<int>("halves", (parents, results, _) =>
            {
                _calls.Add($"halves {parents.Length}");
                foreach (var parent in parents) results.Append(parent / 2).Fill(parent / 2);
            });
        builder.Object<int>("Odd")
            .Leaf("id", (parents, results, _) => FillIds("Odd.id", parents, results))
            .Object<int>("next", (parents, results, _) =>
            {
                _calls.Add($"next {parents.Length}");
                var rows = results.Rows();
                for (var row = 0; row < rows.Length; row++) rows[row] = parents[row] + 1;
            });
        builder.Abstract<object>("Thing", ["Box", "Bag"], (rows, types, _) =>
        {
            for (var row = 0; row < rows.Length; row++) types[row] = rows[row] is Box ? 0 : 1;
        });
        builder.Object<Box>("Box").Each("size", (box, _) => box.Size);
        builder.Object<Bag>("Bag").Each("label", (bag, _) => bag.Label);
        builder.Object<Meeting>("Wait")
            .LeafAsync("a", (parents, results, context) =>
                WaitAsync(parents.Span[0].A, parents.Span[0].B, 1, results, context))
            .LeafAsync("b", (parents, results, context) =>
                WaitAsync(parents.Span[0].B, parents.Span[0].A, 2, results, context));
    }, new ExecutionOptions { OnInternalError = onError });

    private void RegisterQuery(ExecutableSchemaBuilder builder) => builder.Object<Root>("Query")
        .List<int>("nodes", (parents, results, context) =>
        {
            _calls.Add($"nodes {parents.Length}");
            if (context.TryState<SelectsQuestion>() is { } question) question.Answer = context.Selects(question.Path);
            var rows = results.Append(context.Int32("count")!.Value);
            for (var row = 0; row < rows.Length; row++) rows[row] = row;
        })
        .EachObject<int>("node", (_, context) => context.Int32("at"))
        .EachObject<object>("thing", (_, context) => context.TryState<object>())
        .EachObjects("waits", (_, context) => new[] { context.State<Meeting>() })
        .List<int>("broken", (_, _, _) => throw new InvalidOperationException("secret"));

    private void FillIds(string name, ReadOnlySpan<int> parents, LeafColumn results)
    {
        _calls.Add($"{name} {parents.Length}");
        parents.CopyTo(results.Int32s());
    }

    private static void FillTags(ReadOnlySpan<int> parents, LeafListColumn results, FieldContext context)
    {
        var counts = results.Counts();
        for (var row = 0; row < parents.Length; row++)
        {
            counts[row] = parents[row] / 2;
            if (parents[row] == 0) results.SetNull(row);
        }

        var items = results.Items();
        var item = 0;
        foreach (var parent in parents)
        {
            for (var tag = 0; tag < parent / 2; tag++) items.SetText(item++, $"t{tag}");
        }
    }

    private static async ValueTask WaitAsync(
        TaskCompletionSource own, TaskCompletionSource other, int value, LeafColumn results, FieldContext context)
    {
        own.TrySetResult();
        await other.Task.WaitAsync(context.CancellationToken);
        results.Int32s()[0] = value;
    }

    private sealed record Box(int Size);

    private sealed record Bag(string Label);

    private sealed record SelectsQuestion(string Path)
    {
        public bool Answer { get; set; }
    }

    private sealed class Meeting
    {
        public TaskCompletionSource A { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource B { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Within a level the order of calls does not matter.</summary>
    private sealed class ByLevel : IComparer<string>
    {
        private static readonly string[] Order = ["nodes", "halves", "next", "Odd", "Even"];

        public int Compare(string? left, string? right) => Place(left!).CompareTo(Place(right!));

        private static string Place(string call) =>
            $"{Array.FindIndex(Order, name => call.StartsWith(name, StringComparison.Ordinal))} {call}";
    }
}
