using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>https://spec.graphql.org/September2025/#sec-Collecting-Fields, with merging and conditions.</summary>
public class FieldCollectionTests
{
    private const string Sdl = """
        type Query { a: A  pet: Pet  pets: [Pet!]  named: [Named] }
        type A { b: String c: Int a: A }
        interface Named { name: String }
        interface Pet implements Named { name: String }
        type Dog implements Pet & Named { name: String barks: Boolean owner: A }
        type Cat implements Pet & Named { name: String meows: Boolean }
        union Any = Dog | Cat
        """;

    private static readonly Dictionary<string, object?> Data = new()
    {
        ["a"] = new Dictionary<string, object?>
        {
            ["b"] = "B",
            ["c"] = 1,
            ["a"] = new Dictionary<string, object?> { ["b"] = "inner", ["c"] = 2 },
        },
        ["pet"] = Dog("Rex"),
        ["pets"] = new object?[] { Dog("Rex"), Cat("Tom"), Dog("Odie") },
        ["named"] = new object?[] { Cat("Tom"), null, Dog("Rex") },
    };

    [Theory]
    [InlineData("{a{b c}}", """{"data":{"a":{"b":"B","c":1}}}""")]
    [InlineData("{x:a{y:b} a{b}}", """{"data":{"x":{"y":"B"},"a":{"b":"B"}}}""")]
    [InlineData("{a{b} a{c}}", """{"data":{"a":{"b":"B","c":1}}}""")]
    [InlineData("{a{c} ...F} fragment F on Query{a{b a{b}}}", """{"data":{"a":{"c":1,"b":"B","a":{"b":"inner"}}}}""")]
    [InlineData("{...F ...F} fragment F on Query{a{b}}", """{"data":{"a":{"b":"B"}}}""")]
    [InlineData("{a{...{b}}}", """{"data":{"a":{"b":"B"}}}""")]
    [InlineData("{__typename a{__typename b t:__typename}}",
        """{"data":{"__typename":"Query","a":{"__typename":"A","b":"B","t":"A"}}}""")]
    [InlineData("{__typename}", """{"data":{"__typename":"Query"}}""")]
    public Task Fields_are_collected_in_the_order_in_which_keys_are_first_met(string query, string expected) =>
        PlainSchema.Build(Sdl).ExpectAsync(query, expected, Data);

    [Theory]
    [InlineData("{pet{name ...on Dog{barks} ...on Cat{meows}}}", """{"data":{"pet":{"name":"Rex","barks":true}}}""")]
    [InlineData("{pets{...on Dog{barks name} ...on Cat{name}}}",
        """{"data":{"pets":[{"barks":true,"name":"Rex"},{"name":"Tom"},{"barks":true,"name":"Odie"}]}}""")]
    [InlineData("{pets{...on Named{name} ...on Pet{__typename}}}",
        """
        {"data":{"pets":[{"name":"Rex","__typename":"Dog"},{"name":"Tom","__typename":"Cat"},
        {"name":"Odie","__typename":"Dog"}]}}
        """)]
    [InlineData("{pets{...on Cat{meows}}}", """{"data":{"pets":[{},{"meows":true},{}]}}""")]
    [InlineData("{named{name ...on Dog{owner{b}}}}",
        """{"data":{"named":[{"name":"Tom"},null,{"name":"Rex","owner":{"b":"o"}}]}}""")]
    public Task Fragments_apply_to_the_types_that_their_condition_covers(string query, string expected) =>
        PlainSchema.Build(Sdl).ExpectAsync(query, expected, Data);

    [Theory]
    [InlineData("{a{b @skip(if:true) c}}", "{}", """{"data":{"a":{"c":1}}}""")]
    [InlineData("{a{b @include(if:false) c @include(if:true)}}", "{}", """{"data":{"a":{"c":1}}}""")]
    [InlineData("query($x:Boolean!){a{b @include(if:$x) c @skip(if:$x)}}",
        """{"x":true}""", """{"data":{"a":{"b":"B"}}}""")]
    [InlineData("query($x:Boolean!){a{b @include(if:$x) c @skip(if:$x)}}",
        """{"x":false}""", """{"data":{"a":{"c":1}}}""")]
    [InlineData("query($x:Boolean!){a @include(if:$x){b} a{c}}", """{"x":false}""", """{"data":{"a":{"c":1}}}""")]
    [InlineData("query($x:Boolean!){a{b @include(if:$x) c b}}",
        """{"x":false}""", """{"data":{"a":{"c":1,"b":"B"}}}""")]
    [InlineData("query($x:Boolean!){a{b @include(if:$x) c b}}", """{"x":true}""", """{"data":{"a":{"b":"B","c":1}}}""")]
    [InlineData("query($x:Boolean! $y:Boolean=true){a{...F @include(if:$x) ...@skip(if:$y){c}}} fragment F on A{b}",
        """{"x":true}""", """{"data":{"a":{"b":"B"}}}""")]
    [InlineData("{a{b @skip(if:false) @include(if:false)}}", "{}", """{"data":{"a":{}}}""")]
    [InlineData("query($x:Boolean!){a{...@include(if:$x){...F} c}} fragment F on A{b @skip(if:$x)}", """{"x":true}""",
        """{"data":{"a":{"c":1}}}""")]
    public Task Conditions_leave_out_what_they_say_and_decide_the_order(
        string query, string variables, string expected) =>
        PlainSchema.Build(Sdl).ExpectAsync(query, expected, Data, variables);

    [Fact]
    public async Task One_document_serves_every_outcome_of_its_conditions()
    {
        var executor = PlainSchema.Build(Sdl);
        const string Query = "query($x:Boolean! $y:Boolean!){a{b @include(if:$x) c @include(if:$y)}}";
        foreach (var (x, y) in new[] { (true, true), (true, false), (false, true), (false, false), (true, true) })
        {
            var expected = (x, y) switch
            {
                (true, true) => """{"b":"B","c":1}""",
                (true, false) => """{"b":"B"}""",
                (false, true) => """{"c":1}""",
                _ => "{}",
            };
            var variables = $$"""{"x":{{(x ? "true" : "false")}},"y":{{(y ? "true" : "false")}}}""";
            await executor.ExpectAsync(Query, $$$"""{"data":{"a":{{{expected}}}}}""", Data, variables);
        }
    }

    private static Dictionary<string, object?> Dog(string name) => new()
    {
        ["__typename"] = "Dog",
        ["name"] = name,
        ["barks"] = true,
        ["owner"] = new Dictionary<string, object?> { ["b"] = "o" },
    };

    private static Dictionary<string, object?> Cat(string name) =>
        new() { ["__typename"] = "Cat", ["name"] = name, ["meows"] = true };
}
