using KnowledgeGraph.GraphQL.AspNetCore;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.AspNetCore;

/// <summary>What clients of some roles may, and one budget for a whole batch.</summary>
public sealed class RoleLimitTests
{
    // Costs 1: the root.
    private const string Query = """{"query":"{echo}"}""";

    [Theory]
    [InlineData("", 200)]
    [InlineData("guest", 400)]
    [InlineData("unknown", 200)]
    [InlineData("guest,member", 200)]
    [InlineData("member,guest", 200)]
    public async Task Of_several_roles_the_largest_limit_counts(string roles, int status)
    {
        await using var endpoint = await StartAsync();
        var answer = await endpoint.PostAsync(Query, $"Accept: application/graphql-response+json\nX-Roles: {roles}");
        Assert.Equal(status, answer.Status);
        if (status == 400) Assert.Contains("The request costs 1; 0.5 are allowed.", answer.Body);
    }

    [Theory]
    [InlineData("slow", true)]
    [InlineData("slow,patient", false)]
    [InlineData("", false)]
    public async Task A_role_may_have_less_or_more_time(string roles, bool isStopped)
    {
        await using var endpoint = await StartAsync();
        var answer = await endpoint.PostAsync("""{"query":"{wait(milliseconds:300)}"}""", $"X-Roles: {roles}");
        Assert.Equal(isStopped, answer.Body.Contains("EXECUTION_TIMEOUT", StringComparison.Ordinal));
        if (isStopped) Assert.Contains("longer than 0.05 s", answer.Body);
    }

    [Fact]
    public async Task The_requests_of_a_batch_share_one_budget()
    {
        await using var endpoint = await StartAsync();
        var answer = await endpoint.PostAsync($"[{Query},{Query},{Query}]", "X-Roles: frugal");
        Assert.StartsWith("""[{"data":{"echo":0}},{"data":{"echo":0}},{"errors":[{"message":""", answer.Body);
        Assert.Contains(
            "The request costs 1; 0.5 are left for it of what the whole batch may cost. Ask for fewer fields.",
            answer.Body);
        Assert.Contains("COST_EXCEEDED", answer.Body);
    }

    [Fact]
    public async Task What_is_refused_in_a_batch_spends_nothing()
    {
        await using var endpoint = await StartAsync();
        const string Dear = """{"query":"{a:echo(n:1) list{n}}"}""";
        var answer = await endpoint.PostAsync($"[{Dear},{Query},{Query}]", "X-Roles: frugal");
        Assert.EndsWith(""",{"data":{"echo":0}},{"data":{"echo":0}}]""", answer.Body);
    }

    private static Task<TestEndpoint> StartAsync() => TestEndpoint.StartAsync(new GraphQLHttpOptions
    {
        RolesOf = context => context.Request.Headers["X-Roles"].ToString().Split(','),
        RoleLimits = new Dictionary<string, RoleLimits>
        {
            ["guest"] = new() { CostMax = 0.5 },
            ["member"] = new() { CostMax = 10 },
            ["frugal"] = new() { CostMax = 2.5 },
            ["slow"] = new() { ExecutionTimeMax = TimeSpan.FromMilliseconds(50) },
            ["patient"] = new() { ExecutionTimeMax = TimeSpan.FromSeconds(20) },
        },
    });
}
