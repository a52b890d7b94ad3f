using System.Text;
using System.Text.Json.Nodes;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Protection;
using KnowledgeGraph.Tests.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Protection;

/// <summary>
/// The price of each construct, computed by hand: field cost plus type cost, after
/// https://ibm.github.io/graphql-specs/cost-spec.html.
/// </summary>
public sealed class CostTests
{
    private const string Sdl = """
        directive @cost(weight: String!)
          on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
        directive @listSize(
          assumedSize: Int, slicingArguments: [String!], sizedFields: [String!]
          requireOneSlicingArgument: Boolean = true
        ) on FIELD_DEFINITION

        type Query {
          a: A
          dear: A @cost(weight: "7.5")
          heavy: Heavy
          leaf: String
          dearLeaf: String @cost(weight: "3")
          money: Money
          list: [A!]
          leaves: [String!]
          assumed: [A!] @listSize(assumedSize: 4)
          sliced(first: Int, last: Int): [A!] @listSize(assumedSize: 6, slicingArguments: ["first", "last"]
            requireOneSlicingArgument: false)
          byDefault(first: Int = 3): [A!] @listSize(slicingArguments: ["first"])
          one(first: Int, last: Int): [A!] @listSize(slicingArguments: ["first", "last"])
          byIds(ids: [ID!]!): [A] @listSize(slicingArguments: ["ids"])
          page(first: Int, filter: Filter @cost(weight: "5"), order: Order @cost(weight: "2")): Page
            @listSize(assumedSize: 20, slicingArguments: ["first"], sizedFields: ["nodes", "edges"]
              requireOneSlicingArgument: false)
          any: Any
          anys: [Any!] @listSize(assumedSize: 2)
        }
        type A { id: ID a: A pages(first: Int): Page
          @listSize(slicingArguments: ["first"], sizedFields: ["nodes"]) }
        type Heavy @cost(weight: "10") { id: ID }
        scalar Money @cost(weight: "0.5")
        enum Order { UP DOWN }
        type Page { nodes: [A!] edges: [Edge!] total: Int @cost(weight: "1") other: [A!] }
        type Edge { node: A }
        input Filter { text: String @cost(weight: "4") number: Int and: [Filter!] not: Filter @cost(weight: "9") }
        interface Any { id: ID a: A }
        type Cheap implements Any { id: ID a: A }
        type Dear implements Any @cost(weight: "20") { id: ID a: A extra: A }
        """;

    private static readonly GraphQLExecutor Executor = PlainSchema.Build(Sdl);

    // The root is an object as any other: 1.
    [Theory]
    [InlineData("{ leaf }", 0, 1)]
    [InlineData("{ __typename }", 0, 1)]
    [InlineData("{ dearLeaf }", 3, 1)]
    [InlineData("{ money }", 0, 1.5)]
    [InlineData("{ a { id } }", 1, 2)]
    [InlineData("{ a { a { id } } }", 2, 3)]
    [InlineData("{ dear { id } }", 7.5, 2)]
    [InlineData("{ heavy { id } }", 1, 11)]
    [InlineData("{ leaves }", 0, 1)]
    [InlineData("{ list { id } }", 1, 11)]
    [InlineData("{ assumed { id } }", 1, 5)]
    [InlineData("{ assumed { a { id } } }", 1 + 4, 1 + 4 + 4)]
    [InlineData("{ sliced { id } }", 1, 7)]
    [InlineData("{ sliced(first: 3) { id } }", 1, 4)]
    [InlineData("{ sliced(first: 3, last: 5) { id } }", 1, 6)]
    [InlineData("{ sliced(first: 0) { a { id } } }", 1, 1)]
    [InlineData("{ sliced(first: -1) { a { id } } }", 1, 1)]
    [InlineData("{ sliced(first: null) { id } }", 1, 7)]
    [InlineData("{ byDefault { id } }", 1, 4)]
    [InlineData("{ byIds(ids: [1, 2, 3]) { id } }", 1, 4)]
    [InlineData("{ page { nodes { id } } }", 2, 1 + 1 + 20)]
    [InlineData("{ page(first: 2) { nodes { id } edges { node { id } } total } }",
        1 + 1 + 1 + 2 + 1, 1 + 1 + 2 + 2 + 2)]
    [InlineData("{ page(first: 2) { other { id } } }", 2, 1 + 1 + 10)]
    [InlineData("{ page(first: 3) { nodes { pages(first: 5) { nodes { id } } } } }",
        1 + 1 + 3 + 3, 1 + 1 + 3 + 3 + 15)]
    [InlineData("{ x: a { id } y: a { id } }", 2, 3)]
    [InlineData("{ a { id } a { a { id } } }", 2, 3)]
    [InlineData("{ ...f ...f } fragment f on Query { a { id } ... { dearLeaf } }", 4, 2)]
    [InlineData("{ a @skip(if: true) { id } dearLeaf @include(if: false) }", 0, 1)]
    [InlineData("{ any { id } }", 1, 1 + 20)]
    [InlineData("{ any { a { id } ... on Dear { extra { id } } ... on Cheap { a { a { id } } } } }", 3, 1 + 20 + 2)]
    [InlineData("{ any { ... on Cheap { a { a { id } } } } }", 1, 21)]
    [InlineData("{ anys { a { id } } }", 1 + 2, 1 + 40 + 2)]
    [InlineData("{ __schema { types { name fields { name } } } }", 1, 1)]
    public async Task Each_construct_costs_what_the_specification_says(string document, double fields, double types)
    {
        var cost = await CostAsync(document);
        Assert.Equal((fields, types), ((double)cost["fieldCost"]!, (double)cost["typeCost"]!));
        Assert.Equal(fields + types, (double)cost["requested"]!);
    }

    [Theory]
    [InlineData("query($n: Int) { sliced(first: $n) { id } }", """{"n":3}""", 1 + 1 + 3)]
    [InlineData("query($n: Int) { sliced(first: $n) { id } }", "{}", 1 + 1 + 6)]
    [InlineData("query($n: Int = 2) { sliced(first: $n) { id } }", "{}", 1 + 1 + 2)]
    [InlineData("query($n: Int) { sliced(first: $n) { id } }", """{"n":null}""", 1 + 1 + 6)]
    [InlineData("query($n: Int) { byDefault(first: $n) { id } }", "{}", 1 + 1 + 3)]
    [InlineData("query($n: Int) { page(first: $n) { nodes { id } } }", """{"n":100}""", 1 + 2 + 1 + 100)]
    [InlineData("query($i: [ID!]!) { byIds(ids: $i) { id } }", """{"i":["1","2"]}""", 1 + 1 + 2)]
    [InlineData("query($b: Boolean!) { a @include(if: $b) { id } }", """{"b":false}""", 1)]
    [InlineData("query($b: Boolean!) { a @include(if: $b) { id } }", """{"b":true}""", 3)]
    [InlineData("query($f: Filter) { page(filter: $f) { total } }", "{}", 1 + 1 + 1 + 1)]
    [InlineData("query($f: Filter) { page(filter: $f) { total } }", """{"f":{}}""", 4 + 5)]
    [InlineData("query($f: Filter) { page(filter: $f) { total } }", """{"f":{"text":"x","number":1}}""", 4 + 5 + 4)]
    [InlineData("query($f: Filter) { page(filter: $f) { total } }",
        """{"f":{"and":[{"text":"x"},{"not":{"text":"y"}}]}}""", 4 + 5 + (1 + 4) + (1 + 9 + 4))]
    [InlineData("query($t: String) { page(filter: { and: [{ text: $t }] }) { total } }", """{"t":"x"}""",
        4 + 5 + 1 + 4)]
    [InlineData("query($t: String) { page(filter: { and: [{ text: $t }] }) { total } }", "{}", 4 + 5 + 1)]
    [InlineData("query { page(filter: { and: [{ text: \"x\" }] }, order: UP) { total } }", "{}", 4 + 5 + 1 + 4 + 2)]
    public async Task A_variable_costs_what_it_holds(string document, string variables, double expected) =>
        Assert.Equal(expected, (double)(await CostAsync(document, variables))["requested"]!);

    [Fact]
    public async Task The_parts_stand_in_the_report_the_dearest_first()
    {
        var cost = await CostAsync("{ page(first: 3) { nodes { x: a { id } y: a { id } } total } }");
        Assert.Equal(
            ["A.a 12 × 6", "Page.nodes 4 × 1", "Query.page 2 × 1", "Page.total 1 × 1"],
            cost["fields"]!.AsArray().Select(part => $"{part!["coordinate"]} {part["cost"]} × {part["multiplier"]}"));
    }

    [Fact]
    public async Task What_costs_just_the_limit_passes_and_one_more_is_refused_with_what_to_lower()
    {
        const string Document = "query($n: Int) { page(first: $n) { nodes { a { id } } } }";
        // 1 + page 2 + nodes 1 + n × (1 + 2)
        var (executor, exact) = (With(4 + 30), """{"n":10}""");
        Assert.Equal("""{"data":{"page":null}}""", await executor.ExecuteAsync(Document, Empty, exact));

        var refused = JsonNode.Parse(await executor.ExecuteAsync(Document, Empty, """{"n":11}"""))!;
        Assert.Null(refused["data"]);
        var error = refused["errors"]![0]!;
        Assert.Equal("COST_EXCEEDED", (string)error["extensions"]!["code"]!);
        Assert.Equal(
            "The request costs 37; 34 are allowed. Lower `first` of Query.page from 11 to 10 or less.",
            (string)error["message"]!);
        Assert.EndsWith((string)refused["extensions"]!["cost"]!["hint"]!, (string)error["message"]!);
        Assert.Equal((37, 34), ((int)refused["extensions"]!["cost"]!["requested"]!,
            (int)refused["extensions"]!["cost"]!["allowed"]!));
    }

    [Theory]
    [InlineData("{ page { nodes { a { id } } } }", "Give `first` of Query.page; without it 20 are priced.")]
    [InlineData("{ many: page(first: 1000) { nodes { id } } }",
        "Lower `first` of Query.page (\"many\") from 1000 to 6 or less.")]
    [InlineData("{ list { id } }", "Ask for less below Query.list, which is a list.")]
    [InlineData("{ dear { a { a { a { id } } } } }", "Ask for fewer fields.")]
    public async Task A_refusal_says_what_to_do(string document, string hint) =>
        Assert.EndsWith(
            hint, (string)JsonNode.Parse(await With(10).ExecuteAsync(document, Empty))!["errors"]![0]!["message"]!);

    [Theory]
    [InlineData("{ one { id } }", true)]
    [InlineData("{ one(first: 1) { id } }", false)]
    [InlineData("{ one(first: 1, last: 1) { id } }", true)]
    public async Task A_list_that_has_to_be_sliced_by_one_argument_is(string document, bool isRefused)
    {
        var response = await Executor.ExecuteAsync(document, Empty);
        Assert.Equal(isRefused, response.Contains(
            "Query.one has to be asked for with exactly one of `first`, `last`.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task However_large_the_pages_a_price_stays_a_number()
    {
        const string Page = "(first: 2000000000) { nodes { pages";
        var pages = string.Concat(Enumerable.Repeat(Page, 60));
        var document = $"{{ page{pages}(first: 1) {{ total }} {new string('}', 121)}";
        var cost = await CostAsync(document, executor: With(double.MaxValue));
        Assert.Equal(9_007_199_254_740_991, (double)cost["requested"]!);
    }

    [Theory]
    [InlineData("query Q($n: Int) { page(first: $n) { nodes { id } } }",
        "query Q: 24 of 100 (fields 2, types 22), grows with $n", null)]
    [InlineData("{ page(first: 200) { nodes { id } } }", "query: 204 of 100 (fields 2, types 202)",
        "The operation costs 204 without variables; 100 are allowed. "
        + "Lower `first` of Query.page from 200 to 96 or less.")]
    [InlineData("query($i: Boolean!) { a @include(if: $i) { id } }", "query: 3 of 100 (fields 1, types 2)", null)]
    [InlineData("query($i: Boolean!) { a @skip(if: $i) { id } }", "query: 3 of 100 (fields 1, types 2)", null)]
    [InlineData("{ nothing }", null, "Cannot query field \"nothing\" on type \"Query\".")]
    public void A_document_can_be_examined_before_it_is_asked_for(string document, string? price, string? error)
    {
        var report = With(100).Examine(Encoding.UTF8.GetBytes(document));
        Assert.Equal(price, report.Operations.Count == 0 ? null : $"{report.Operations[0]}");
        Assert.Equal(error, report.Errors.Count == 0 ? null : report.Errors[0].Message);
    }

    [Fact]
    public async Task A_role_may_have_a_limit_of_its_own()
    {
        using var result = await Executor.ExecuteAsync(new GraphQLRequest
        {
            Query = Encoding.UTF8.GetBytes("{ a { id } }"), CostMax = 2,
        });
        Assert.Equal("COST_EXCEEDED", Assert.Single(result.Errors).Code);
    }

    [Fact]
    public async Task A_request_that_only_wants_its_price_is_not_executed()
    {
        var root = new Dictionary<string, object?> { ["leaf"] = new InvalidOperationException("executed") };
        using var result = await Executor.ExecuteAsync(new GraphQLRequest
        {
            Query = Encoding.UTF8.GetBytes("{ leaf }"), CostMode = CostMode.Validate, Root = root,
        });
        Assert.Equal((ExecutionOutcome.Priced, 0), (result.Outcome, result.Errors.Count));
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        result.WriteTo(buffer);
        Assert.Equal(
            """{"extensions":{"cost":{"requested":1,"allowed":200000,"fieldCost":0,"typeCost":1,"fields":[]}}}""",
            Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static Dictionary<string, object?> Empty => [];

    private static GraphQLExecutor With(double costMax) =>
        PlainSchema.Build(Sdl, new ExecutionOptions
        {
            Cost = new CostOptions { CostMax = costMax },
            Documents = DocumentLimits.None,
        });

    private static async Task<JsonNode> CostAsync(
        string document, string? variables = null, GraphQLExecutor? executor = null)
    {
        using var result = await (executor ?? Executor).ExecuteAsync(new GraphQLRequest
        {
            Query = Encoding.UTF8.GetBytes(document),
            Variables = variables is null ? null : PlainSchema.Variables(variables),
            CostMode = CostMode.Report,
            Root = Empty,
        });
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        result.WriteTo(buffer);
        var response = JsonNode.Parse(buffer.WrittenSpan)!;
        return response["extensions"]?["cost"] ?? throw new InvalidOperationException(response.ToJsonString());
    }
}
