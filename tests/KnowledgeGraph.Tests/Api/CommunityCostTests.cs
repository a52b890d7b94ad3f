using System.Diagnostics;
using System.Text;
using KnowledgeGraph.Api;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Protection;
using KnowledgeGraph.GraphQL.Types;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Api;

/// <summary>What real queries cost by the community's schema, and that the defaults let them pass.</summary>
public sealed class CommunityCostTests(ITestOutputHelper output)
{
    private const string TwentyTimesFifty = """
        { topics(first: 20) { nodes { id name documents(first: 50) { nodes { id title createdAt
          authors { id displayName } topics { id name } } } } } }
        """;

    private const string FourDeep = """
        query($n: Int = 10, $filter: DocumentFilter) { topics(first: $n) { nodes {
          documents(first: $n, filter: $filter) { totalCount nodes {
            title authors { displayName documents(first: 5) { nodes { title topics { name } } } } } } } } }
        """;

    private static readonly GraphQLExecutor Executor = new(CommunityApi.Build());

    [Theory]
    // Root 1; topics 1, connection 1, nodes 1; 20 topics × (1 + 3 + 50 × (1, authors 1 + 2, topics 1 + 4)).
    [InlineData(TwentyTimesFifty, 1 + 3 + 20 * (1 + 3 + 50 * 9))]
    // 10 topics × (1 + 3 + total 1, 10 documents × (1 + 1, 2 authors × (1 + 3, 5 documents × (1 + 1 + 4)))).
    [InlineData(FourDeep, 1 + 3 + 10 * (1 + 4 + 10 * (2 + 2 * (4 + 5 * 6))))]
    public async Task Real_queries_cost_what_the_schema_says_and_pass(string document, double expected)
    {
        using var result = await PriceAsync(document);
        Assert.Empty(result.Errors);
        Assert.Equal(expected, result.Cost!["requested"]);
    }

    [Fact]
    public async Task The_largest_pages_within_one_another_are_refused_with_what_to_lower()
    {
        using var result = await PriceAsync(
            "{ topics(first: 100) { nodes { documents(first: 100) { nodes { topics { documents(first: 100) { nodes "
            + "{ id } } } } } } } }");
        var error = Assert.Single(result.Errors);
        Assert.Equal("COST_EXCEEDED", error.Code);
        Assert.Contains("Lower `first` of", error.Message);
    }

    [Fact]
    public void Pricing_allocates_nothing_that_counts()
    {
        var schema = CommunityApi.ReadSchema();
        var document = Parser.Parse(
            new Source(FourDeep, "test.graphql")).Document!;
        var operation = (OperationDefinitionNode)document.Definitions[0];
        var variables = new VariableCoercion(schema, document, operation).Coerce(null).Values!;
        var guards = new GuardPlan(null, document);
        var plan = CostPlan.Compile(schema, document, operation, _ => false, new CostOptions(), 10_000, guards)!;
        const int Times = 10_000;
        var sum = 0.0;
        for (var time = 0; time < Times; time++) sum += plan.Price(variables).Total;
        var (before, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        for (var time = 0; time < Times; time++) sum += plan.Price(variables).Total;
        var elapsed = Stopwatch.GetElapsedTime(started);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        output.WriteLine($"{elapsed.TotalNanoseconds / Times:0} ns a price, {sum / Times / 2} each.");
    }

    private static async Task<ExecutionResult> PriceAsync(string document) =>
        await Executor.ExecuteAsync(new GraphQLRequest
        {
            Query = Encoding.UTF8.GetBytes(document), CostMode = CostMode.Validate,
        });
}
