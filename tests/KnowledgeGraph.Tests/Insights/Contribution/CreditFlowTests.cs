using KnowledgeGraph.Insights.Contribution.Flow;
using KnowledgeGraph.Tests.Api;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Insights.Contribution;

/// <summary>Credit that flows from what is used to what it was built on.</summary>
public class CreditFlowTests(ITestOutputHelper output)
{
    [Fact]
    public void The_author_of_what_is_built_on_is_seen()
    {
        // Everybody uses 1, which member 10 made from 2, which member 20 made.
        var builder = new FlowGraph.Builder();
        builder.AddUse(1, 8);
        builder.AddMaker(1, 10);
        builder.AddMaker(2, 20);
        builder.AddBuiltOn(1, 2, 1);
        var flow = CreditFlow.Solve(builder.Build());

        Assert.Equal(0.5, flow.Credit(10), 12);
        Assert.Equal(0.5, flow.Credit(20), 12);
        Assert.Equal([new Inflow(2, 0.5, 0, 0.5)], flow.Inflows(20, 10));
        Assert.Equal([new Inflow(1, 0.5, 0.5, 0)], flow.Inflows(10, 10));
    }

    [Fact]
    public void Mass_is_conserved_and_equals_the_solution_of_the_linear_system()
    {
        var seed = RandomSeed.Next("CONTRIBUTION_SEED", output);
        for (var round = 0; round < 50; round++)
        {
            var random = new Random(seed + round);
            var things = random.Next(1, 30);
            var builder = new FlowGraph.Builder();
            for (var i = random.Next(60); i > 0; i--) builder.AddUse(random.Next(things), random.NextDouble());
            for (var i = random.Next(40); i > 0; i--) builder.AddMaker(random.Next(things), 100 + random.Next(5));
            for (var i = random.Next(60); i > 0; i--)
                builder.AddBuiltOn(random.Next(things), random.Next(things), random.Next(1, 4));
            var graph = builder.Build();
            var flow = CreditFlow.Solve(graph);

            Assert.Equal(1, flow.Unattributed + flow.Credits.Values.Sum(), 9);
            var visits = SolveDense(graph);
            for (var member = 100; member < 105; member++)
            {
                var expected = 0.0;
                for (var thing = 0; thing < graph.ThingCount; thing++)
                    foreach (var (maker, share) in graph.Makers(thing))
                        expected += maker == member ? visits[thing] * share : 0;
                Assert.InRange(Math.Abs(expected - flow.Credit(member)), 0, 2 * CreditFlow.Tolerance);
                Assert.Equal(flow.Credit(member), flow.Inflows(member, 100).Sum(inflow => inflow.Amount), 9);
            }
        }
    }

    [Fact]
    public async Task New_accounts_and_ones_own_use_bring_nothing()
    {
        await using var community = await Community.DrawAsync("""
            member:ada joinedAt=2025-01-01
            member:new joinedAt=2026-01-30
            member:old joinedAt=2025-01-01
            document:a
            document:b
            member:ada -AUTHORED-> document:a
            member:old -AUTHORED-> document:b
            document:b -DERIVED_FROM-> document:a
            member:new -LIKED-> document:a id=1 at=2026-02-01
            member:ada -LIKED-> document:a id=2 at=2026-02-01
            member:old -VIEWED-> document:b id=3 at=2026-02-01
            """);
        const string Ask = """
            { member(id: "member:ada") { creditFlow { share unattributed inflows { node { id } byUse byBuilding } } } }
            """;
        Assert.Equal(
            "{'member':{'creditFlow':{'share':0,'unattributed':1,'inflows':[]}}}", await community.TextAsync(Ask));
        await community.AddAsync("""
            member:cat joinedAt=2025-01-01
            member:cat -LIKED-> document:b id=4 at=2026-02-01
            """);
        Assert.Equal(
            Community.Json("""
                {'member':{'creditFlow':{'share':0.5,'unattributed':0,
                  'inflows':[{'node':{'id':'document:a'},'byUse':0,'byBuilding':0.5}]}}}
                """),
            await community.TextAsync(Ask));
    }

    // v = use + v·B by Gaussian elimination.
    private static double[] SolveDense(FlowGraph graph)
    {
        var n = graph.ThingCount;
        var rows = new double[n, n + 1];
        for (var i = 0; i < n; i++)
        {
            rows[i, i] += 1;
            rows[i, n] = graph.Use[i];
            foreach (var (target, share) in graph.BuiltOn(i)) rows[target, i] -= share;
        }

        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(rows[row, column]));
            for (var k = 0; k <= n; k++) (rows[column, k], rows[pivot, k]) = (rows[pivot, k], rows[column, k]);
            for (var row = 0; row < n; row++)
            {
                if (row == column) continue;
                var factor = rows[row, column] / rows[column, column];
                for (var k = column; k <= n; k++) rows[row, k] -= factor * rows[column, k];
            }
        }

        return [.. Enumerable.Range(0, n).Select(row => rows[row, n] / rows[row, row])];
    }
}
