using KnowledgeGraph.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors</summary>
public class NullPropagationTests
{
    private const string Sdl = """
        type Query { o: O  strict: O!  list: [O]  items: [O!]  all: [O!]!  grid: [[Int!]]  tight: [[Int!]!]! any: Any }
        type O { s: String  must: String!  o: O  child: O!  list: [O!]!  numbers: [Int!]  names: [String] }
        union Any = O
        """;

    [Fact]
    public Task A_null_in_a_nullable_field_is_no_error() => ExpectAsync(
        "{o{s}}", Map(("o", Map(("s", null)))), """{"data":{"o":{"s":null}}}""");

    [Fact]
    public Task A_null_in_a_non_null_field_takes_its_object() => ExpectAsync(
        "{o{must}}", Map(("o", Map(("must", null)))),
        """
        {"errors":[{"message":"Cannot return null for non-nullable field O.must.",
        "locations":[{"line":1,"column":4}],"path":["o","must"]}],"data":{"o":null}}
        """);

    [Fact]
    public Task A_null_goes_up_to_the_nearest_nullable_field() => ExpectAsync(
        "{o{s child{child{must}}}}",
        Map(("o", Map(("s", "s"), ("child", Map(("child", Map(("must", null)))))))),
        """
        {"errors":[{"message":"Cannot return null for non-nullable field O.must.",
        "locations":[{"line":1,"column":18}],"path":["o","child","child","must"]}],"data":{"o":null}}
        """);

    [Fact]
    public Task Where_everything_is_non_null_the_data_is_null() => ExpectAsync(
        "{strict{child{must}}}", Map(("strict", Map(("child", Map(("must", new GraphQLException("broken"))))))),
        """
        {"errors":[{"message":"broken","locations":[{"line":1,"column":15}],"path":["strict","child","must"]}],
        "data":null}
        """);

    [Fact]
    public Task A_missing_root_value_of_a_non_null_type_makes_the_data_null() => ExpectAsync(
        "{all{s}}", Map(),
        """
        {"errors":[{"message":"Cannot return null for non-nullable field Query.all.",
        "locations":[{"line":1,"column":2}],"path":["all"]}],"data":null}
        """);

    [Fact]
    public Task A_null_item_stays_where_items_may_be_null() => ExpectAsync(
        "{list{must}}", Map(("list", List(Map(("must", "a")), null, Map(("must", null)), Map(("must", "d"))))),
        """
        {"errors":[{"message":"Cannot return null for non-nullable field O.must.",
        "locations":[{"line":1,"column":7}],"path":["list",2,"must"]}],
        "data":{"list":[{"must":"a"},null,null,{"must":"d"}]}}
        """);

    [Fact]
    public Task Items_become_null_whose_own_lists_do() => ExpectAsync(
        "{list{names numbers must}}",
        Map(("list", List(Map(("must", "a")), Map(("must", "b"), ("numbers", List(null, 1))), Map(("must", null))))),
        """
        {"errors":[{"message":"Cannot return null for non-nullable field O.numbers.",
        "locations":[{"line":1,"column":13}],"path":["list",1,"numbers",0]},
        {"message":"Cannot return null for non-nullable field O.must.",
        "locations":[{"line":1,"column":21}],"path":["list",2,"must"]}],
        "data":{"list":[{"names":null,"numbers":null,"must":"a"},{"names":null,"numbers":null,"must":"b"},null]}}
        """);

    [Fact]
    public Task A_null_item_takes_the_list_where_items_may_not_be_null() => ExpectAsync(
        "{items{must}}", Map(("items", List(Map(("must", "a")), null))),
        """
        {"errors":[{"message":"Cannot return null for non-nullable field Query.items.",
        "locations":[{"line":1,"column":2}],"path":["items",1]}],"data":{"items":null}}
        """);

    [Fact]
    public Task A_null_within_an_item_takes_the_list_and_what_must_hold_it() => ExpectAsync(
        "{o{list{must}} list{s}}",
        Map(("o", Map(("list", List(Map(("must", "x")), Map(("must", null)))))), ("list", List())),
        """
        {"errors":[{"message":"Cannot return null for non-nullable field O.must.",
        "locations":[{"line":1,"column":9}],"path":["o","list",1,"must"]}],"data":{"o":null,"list":[]}}
        """);

    [Fact]
    public Task Lists_in_lists_lose_only_the_inner_list() => ExpectAsync(
        "{grid}", Map(("grid", List(List(1, 2), List(3, null), null, List()))),
        """
        {"errors":[{"message":"Cannot return null for non-nullable field Query.grid.",
        "locations":[{"line":1,"column":2}],"path":["grid",1,1]}],"data":{"grid":[[1,2],null,null,[]]}}
        """);

    [Fact]
    public Task Lists_in_lists_that_must_be_there_take_everything() => ExpectAsync(
        "{tight}", Map(("tight", List(List(1), List([null])))),
        """
        {"errors":[{"message":"Cannot return null for non-nullable field Query.tight.",
        "locations":[{"line":1,"column":2}],"path":["tight",1,0]}],"data":null}
        """);

    [Fact]
    public Task Errors_of_rows_have_paths_through_lists_and_aliases() => ExpectAsync(
        "{l:list{x:s}}", Map(("list", List(Map(("s", "a")), Map(("s", new GraphQLException("no", "NOPE")))))),
        """
        {"errors":[{"message":"no","locations":[{"line":1,"column":9}],"path":["l",1,"x"],
        "extensions":{"code":"NOPE"}}],"data":{"l":[{"x":"a"},{"x":null}]}}
        """);

    [Fact]
    public Task An_error_of_a_merged_field_names_all_its_places() => ExpectAsync(
        "{o{s}\n o{s}}", Map(("o", Map(("s", new GraphQLException("no"))))),
        """
        {"errors":[{"message":"no","locations":[{"line":1,"column":4},{"line":2,"column":4}],"path":["o","s"]}],
        "data":{"o":{"s":null}}}
        """);

    [Fact]
    public Task One_null_is_explained_by_one_error() => ExpectAsync(
        "{o{s must child{s}}}",
        Map(("o", Map(("s", new GraphQLException("first")), ("must", null), ("child", null)))),
        """
        {"errors":[{"message":"first","locations":[{"line":1,"column":4}],"path":["o","s"]},
        {"message":"Cannot return null for non-nullable field O.must.",
        "locations":[{"line":1,"column":6}],"path":["o","must"]}],"data":{"o":null}}
        """);

    [Fact]
    public Task Nulls_go_up_through_abstract_types() => ExpectAsync(
        "{any{...on O{must}} o{s}}", Map(("any", Map(("__typename", "O"))), ("o", Map(("s", "s")))),
        """
        {"errors":[{"message":"Cannot return null for non-nullable field O.must.",
        "locations":[{"line":1,"column":14}],"path":["any","must"]}],"data":{"any":null,"o":{"s":"s"}}}
        """);

    [Fact]
    public Task A_value_that_is_no_list_is_an_error_of_the_field() => ExpectAsync(
        "{o{numbers}}", Map(("o", Map(("numbers", 7)))),
        """
        {"errors":[{"message":"Expected Iterable, but did not find one for field \"O.numbers\".",
        "locations":[{"line":1,"column":4}],"path":["o","numbers"]}],"data":{"o":{"numbers":null}}}
        """);

    [Fact]
    public async Task Errors_are_bounded_and_the_last_one_says_so()
    {
        var options = new ExecutionOptions { Limits = new ExecutionLimits { ErrorsMax = 3 } };
        var items = List([.. Enumerable.Range(0, 10).Select(_ => (object?)Map(("s", new GraphQLException("no"))))]);
        await PlainSchema.Build(Sdl, options).ExpectAsync(
            "{list{s}}",
            """
            {"errors":[{"message":"no","locations":[{"line":1,"column":7}],"path":["list",0,"s"]},
            {"message":"no","locations":[{"line":1,"column":7}],"path":["list",1,"s"]},
            {"message":"There are more errors; the first 2 are shown.","locations":[{"line":1,"column":7}],
            "path":["list",2,"s"],"extensions":{"code":"LIMIT_EXCEEDED"}}],
            "data":{"list":[{"s":null},{"s":null},{"s":null},{"s":null},{"s":null},{"s":null},{"s":null},{"s":null},
            {"s":null},{"s":null}]}}
            """,
            Map(("list", items)));
    }

    private static Task ExpectAsync(string query, object root, string expected) =>
        PlainSchema.Build(Sdl).ExpectAsync(query, expected, root);

    private static Dictionary<string, object?> Map(params (string Key, object? Value)[] fields) =>
        fields.ToDictionary(field => field.Key, field => field.Value);

    private static object?[] List(params object?[] items) => items;
}
